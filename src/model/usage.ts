/** Token counts out of the many places where endpoints put them. */

import type { JsonObject, Usage } from "../core/types.ts";

/** null: nothing is told there. */
export function usageOf(told: unknown): Usage | null {
  if (!isObject(told)) return null;
  const input = count(told, "prompt_tokens", "input_tokens");
  const output = count(told, "completion_tokens", "output_tokens");
  if (input === undefined && output === undefined) return null;
  const inputDetails = details(told, "prompt_tokens_details", "input_tokens_details");
  const outputDetails = details(told, "completion_tokens_details", "output_tokens_details");
  const reasoning = count(outputDetails, "reasoning_tokens") ?? count(told, "reasoning_tokens");
  return {
    inputTokens: input ?? 0,
    cachedTokens:
      count(inputDetails, "cached_tokens") ??
      count(told, "prompt_cache_hit_tokens", "cached_tokens") ??
      0,
    outputTokens: output ?? 0,
    ...(reasoning === undefined ? {} : { reasoningTokens: reasoning }),
  };
}

/** llama.cpp tells speeds, and with them the counts, when no usage was asked for. */
export function usageOfTimings(told: unknown): Usage | null {
  if (!isObject(told)) return null;
  const input = count(told, "prompt_n");
  const output = count(told, "predicted_n");
  if (input === undefined || output === undefined) return null;
  const cachedTokens = count(told, "cache_n") ?? 0;
  return { inputTokens: input + cachedTokens, cachedTokens, outputTokens: output };
}

function details(told: JsonObject, ...names: string[]): JsonObject {
  for (const name of names) {
    const value = told[name];
    if (isObject(value)) return value;
  }
  return {};
}

function count(told: JsonObject, ...names: string[]): number | undefined {
  for (const name of names) {
    const value = told[name];
    if (typeof value === "number" && Number.isFinite(value) && value >= 0) return value;
  }
  return undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
