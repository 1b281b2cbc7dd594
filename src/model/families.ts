/** Families of models, as data: how each takes tools best, and what it wants differently. Matched by the model's name. */

import type { JsonObject } from "../core/types.ts";
import type { ThinkingForm } from "./presets.ts";

export interface Family {
  name: string;
  /** Of the model's name in small letters; the first family with one that fits is taken. */
  matchers: readonly RegExp[];
  /** Lanes, best first; without `native` the model was never taught to call tools over the wire. */
  lanes: readonly string[];
  /** Fields of its own that have to go back with the conversation; empty: none that is known. */
  echo: readonly string[];
  /** How ids of calls have to look; missing: anything. */
  callIds?: "nine_characters";
  /** Missing: as the provider wants it. */
  thinking?: ThinkingForm;
  /** In tokens; a rough guess for planning, the endpoint's own word wins. null: unknown. */
  contextWindow: number | null;
  /** Replies come as a stream or not at all. */
  streamOnly?: true;
  /** Further members of every request. */
  extra?: JsonObject;
}

/** Text lanes behind the first one: the more a form asks of a model, the earlier it is given up (research: lanes, 4). */
const fallbacks = ["json_decision", "xml_decision", "react"] as const;

export const families: readonly Family[] = [
  family("qwen-omni", [/omni/], "hermes", {
    thinking: "enable_thinking",
    contextWindow: 65_536,
    streamOnly: true,
    extra: { modalities: ["text"] },
  }),
  family("qwen-coder", [/qwen[\d.]*-?coder/, /seed-oss/], "qwen_xml", {
    echo: ["reasoning_content"],
    thinking: "enable_thinking",
    contextWindow: 262_144,
  }),
  family("qwen", [/qwen/, /qwq/, /tongyi/], "hermes", {
    echo: ["reasoning_content"],
    thinking: "enable_thinking",
    contextWindow: 131_072,
  }),
  family("kimi", [/kimi/, /moonshot/, /(^|\/)k2/], "json_decision", {
    echo: ["reasoning_content"],
    thinking: "thinking_type",
    contextWindow: 262_144,
  }),
  family("minimax", [/minimax/, /abab/], "xml_decision", {
    echo: ["reasoning_details"],
    contextWindow: 204_800,
  }),
  family("glm", [/glm/], "json_decision", {
    echo: ["reasoning_content"],
    thinking: "thinking_type",
    contextWindow: 131_072,
  }),
  // The distilled ones carry another family's name as well; what they cannot do is theirs.
  textOnly("deepseek-distill", [/deepseek-r1-distill/, /deepseek-r1:\d+b/], "json_decision"),
  family("deepseek", [/deepseek/], "json_decision", {
    echo: ["reasoning_content"],
    thinking: "thinking_type",
    contextWindow: 131_072,
  }),
  family("gpt-oss", [/gpt-oss/], "json_decision", {
    thinking: "reasoning_effort",
    contextWindow: 131_072,
  }),
  family("openai", [/^(openai\/)?(gpt-|o\d|chatgpt)/], "json_decision", {
    thinking: "reasoning_effort",
    contextWindow: 128_000,
  }),
  family("claude", [/claude/], "xml_decision", { contextWindow: 200_000 }),
  family("gemini", [/gemini/], "json_decision", {
    echo: ["extra_content"],
    thinking: "reasoning_effort",
    contextWindow: 1_000_000,
  }),
  family("grok", [/grok/], "json_decision", {
    thinking: "reasoning_effort",
    contextWindow: 131_072,
  }),
  family("mistral", [/mistral/, /mixtral/, /devstral/, /magistral/, /codestral/], "json_decision", {
    callIds: "nine_characters",
    contextWindow: 131_072,
  }),
  family("granite", [/granite/, /hermes/], "hermes", { contextWindow: 131_072 }),
  textOnly("small", [/\b(0\.\d|[123](\.\d)?)b\b/, /tinyllama/, /smollm/], "react"),
  textOnly("llama-2", [/llama-?2/, /codellama/], "json_decision"),
  family("llama", [/llama/], "json_decision", { contextWindow: 131_072 }),
  textOnly("gemma", [/gemma/], "json_decision"),
  textOnly("phi", [/(^|\/|-)phi/], "json_decision"),
];

/** For models that nobody has heard of. */
export const unknownFamily: Family = family("unknown", [], "hermes", { contextWindow: null });

/** Never fails: an unknown model belongs to `unknown`. */
export function familyOf(model: string): Family {
  const name = model.toLowerCase();
  return families.find(({ matchers }) => matchers.some((it) => it.test(name))) ?? unknownFamily;
}

function family(
  name: string,
  matchers: readonly RegExp[],
  firstText: string,
  more: Partial<Family> & Pick<Family, "contextWindow">,
): Family {
  const lanes = ["native", ...new Set([firstText, ...fallbacks])];
  return { name, matchers, lanes, echo: [], ...more };
}

/** Small windows: what runs without tool calls runs on somebody's own machine. */
function textOnly(name: string, matchers: readonly RegExp[], firstText: string): Family {
  const lanes = [...new Set([firstText, ...fallbacks]), "native"];
  return { name, matchers, lanes, echo: [], contextWindow: 8_192 };
}
