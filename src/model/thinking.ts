/** How much a model thinks, in the words of the endpoint. */

import type { JsonObject } from "../core/types.ts";
import type { ThinkingForm } from "./presets.ts";

export type ThinkingLevel = "off" | "low" | "medium" | "high";

/** Tokens of thought; high: as many as the model wants. */
const budgets: Readonly<Record<ThinkingLevel, number | undefined>> = {
  off: undefined,
  low: 2_048,
  medium: 8_192,
  high: undefined,
};

/** The members to add to a request. */
export function thinkingMembers(form: ThinkingForm, level: ThinkingLevel): JsonObject {
  if (form === "reasoning_effort") return { reasoning_effort: level === "off" ? "none" : level };
  if (form === "thinking_type") {
    return { thinking: { type: level === "off" ? "disabled" : "enabled" } };
  }
  if (form === "chat_template") {
    return { chat_template_kwargs: { enable_thinking: level !== "off" } };
  }
  const budget = budgets[level];
  return {
    enable_thinking: level !== "off",
    ...(budget === undefined ? {} : { thinking_budget: budget }),
  };
}
