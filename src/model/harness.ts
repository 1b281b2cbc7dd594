/** How one endpoint and model are driven, and where each choice comes from: the user, what was learned, the family, the defaults. */

import { UserError } from "../core/errors.ts";
import type { JsonObject } from "../core/types.ts";
import { lessonsOf } from "./capabilities.ts";
import { type Family, familyOf, unknownFamily } from "./families.ts";
import { type Learned, nothingLearned } from "./learn.ts";
import { type Preset, presetNamed, type ThinkingForm } from "./presets.ts";
import type { ThinkingLevel } from "./thinking.ts";

export interface HarnessInput {
  /** As it is typed after `--provider`, or `custom`. */
  provider: string;
  baseUrl: string;
  model: string;
  /** Where model and address come from; missing: not told. */
  from?: { model: Source; baseUrl: Source };
  /** `auto`: as the endpoint and the family take it best. */
  lane: string;
  api: "chat" | "responses";
  stream: boolean;
  /** null: nothing is said about thinking. */
  thinking: ThinkingLevel | null;
  /** null: nothing is said. */
  toolChoice: string | null;
  /** In tokens; null: not configured. */
  contextWindow: number | null;
  /** Missing: nothing was learned yet, or it must not be used. */
  known?: { learned: Learned; at: number };
}

export type Source =
  | "configured"
  | "environment"
  | "flag"
  | "learned"
  | "family"
  | "provider"
  | "default"
  | "rule";

export interface HarnessRow {
  name: string;
  value: string | number | boolean | null | readonly string[];
  source: Source;
}

export interface Harness {
  family: Family;
  /** The lane in use first, then those that are tried after it. */
  lanes: readonly string[];
  learned: Learned;
  stream: boolean;
  /** Missing: nothing is sent about it. */
  thinking?: { form: ThinkingForm; level: ThinkingLevel };
  /** Further members of every request. */
  extra: JsonObject;
  /** In tokens; null: unknown. */
  contextWindow: number | null;
  rows: readonly HarnessRow[];
}

/** Formats that are looked for in the text of every reply, whatever the lane. */
const scanners =
  "hermes qwen_xml glm kimi minimax deepseek mistral llama_json pythonic harmony qwen_flower".split(
    " ",
  );

/** Throws UserError (42) for choices that exclude each other. */
export function resolveHarness(input: HarnessInput): Harness {
  const preset = presetNamed(input.provider);
  const family = familyOf(input.model);
  const learned = input.known?.learned ?? nothingLearned();
  if (family.callIds) learned.shortIds = true;
  const chain = laneChain(input.lane, family, learned);
  const thinking = thinkingOf(input, preset, family);
  const stream = streamOf(input, family, learned);
  const window = windowOf(input, family, learned);
  const [lane = "native"] = chain.lanes;
  const native = lane === "native";
  const known = family === unknownFamily ? "default" : "family";
  return {
    family,
    lanes: chain.lanes,
    learned,
    stream: stream.value,
    ...(thinking.told ? { thinking: thinking.told } : {}),
    extra: family.extra ?? {},
    contextWindow: window.value,
    rows: [
      row("family_preset", family.name, known),
      row("model_name", input.model, input.from?.model ?? "default"),
      row("base_url", input.baseUrl, input.from?.baseUrl ?? "default"),
      row("provider", input.provider, input.provider === "custom" ? "default" : "provider"),
      row("api", input.api, input.api === "chat" ? "default" : "flag"),
      row("protocol", lane, chain.source),
      row("tool_delivery", native ? "api_parameter" : "prompt", chain.source),
      row("native_tool_call_preferred", native, chain.source),
      row("decision_lane_preference", native ? "native_tool_calls" : "parser", chain.source),
      row("lane_chain", chain.lanes, chain.source),
      row("scanners", scanners, "default"),
      row("stream", stream.value, stream.source),
      row("thinking", thinkingWords(thinking.told), thinking.source),
      row("echo_fields", family.echo, known),
      row(
        "params_dropped",
        [...learned.dropped].sort(),
        learned.dropped.size ? "learned" : "default",
      ),
      row("extra_params", Object.keys(family.extra ?? {}), family.extra ? "family" : "default"),
      row(
        "call_ids",
        learned.shortIds ? "nine_characters" : "as_given",
        family.callIds ? "family" : learned.shortIds ? "learned" : "default",
      ),
      row("context_window", window.value, window.source),
      row("learned", lessonsOf(learned), input.known ? "learned" : "default"),
      row(
        "learned_at",
        input.known ? new Date(input.known.at).toISOString() : null,
        input.known ? "learned" : "default",
      ),
    ],
  };
}

function row(name: string, value: HarnessRow["value"], source: Source): HarnessRow {
  return { name, value, source };
}

/** A lane that the user named is the only one: what was asked for is never changed behind his back. */
function laneChain(
  wanted: string,
  family: Family,
  learned: Learned,
): { lanes: readonly string[]; source: Source } {
  if (wanted !== "auto") return { lanes: [wanted], source: "flag" };
  if (learned.textTools) {
    return { lanes: family.lanes.filter((lane) => lane !== "native"), source: "learned" };
  }
  return { lanes: family.lanes, source: family === unknownFamily ? "default" : "family" };
}

function streamOf({ stream }: HarnessInput, family: Family, learned: Learned) {
  if (!stream && family.streamOnly) return { value: true, source: "family" as const };
  if (!stream && learned.streamOnly) return { value: true, source: "learned" as const };
  return { value: stream, source: stream ? ("default" as const) : ("flag" as const) };
}

function windowOf({ contextWindow }: HarnessInput, family: Family, learned: Learned) {
  if (contextWindow !== null) return { value: contextWindow, source: "configured" as const };
  if (learned.window > 0) return { value: learned.window, source: "learned" as const };
  return {
    value: family.contextWindow,
    source: family === unknownFamily ? ("default" as const) : ("family" as const),
  };
}

/** While they think, these models choose tools freely or not at all; a forced choice switches thinking off (Qwen, tool calling guide). */
function thinkingOf(
  { thinking, toolChoice, model }: HarnessInput,
  preset: Preset | undefined,
  family: Family,
): { told?: Harness["thinking"] & object; source: Source } {
  const form = thinkingForm(preset, family);
  const switched = form === "enable_thinking" || form === "chat_template";
  const forced = toolChoice !== null && toolChoice !== "auto" && toolChoice !== "none";
  if (forced && switched) {
    if (thinking !== null && thinking !== "off") {
      throw new UserError(`${model} takes only --tool-choice auto or none while it thinks.`, {
        hint: "Leave --thinking out, or set --thinking off.",
      });
    }
    return { told: { form, level: "off" }, source: "rule" };
  }
  if (thinking === null) return { source: "default" };
  return { told: { form: form ?? "reasoning_effort", level: thinking }, source: "flag" };
}

/** Where the provider runs the model itself, its own form holds; servers of open models hand the switch to the template. */
function thinkingForm(preset: Preset | undefined, family: Family): ThinkingForm | undefined {
  if (preset?.local && family.thinking === "enable_thinking") return "chat_template";
  return preset?.thinking ?? family.thinking;
}

function thinkingWords(told: Harness["thinking"]): string {
  return told ? `${told.level} (${told.form})` : "not told";
}
