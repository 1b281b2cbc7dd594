/** The payloads of one reply into one ModelReply; pure, and of any endpoint's habits. */

import type { Delta } from "../core/events.ts";
import { mostCalls, tooManyCalls } from "../core/reply-bounds.ts";
import type { Echo, Finish, JsonObject, ModelReply, ToolSpec, Usage } from "../core/types.ts";
import { type CallSlots, callSlots } from "./call-slots.ts";
import { reasoningReader } from "./reasoning.ts";
import { splitAtLoneCloser, thinkSplitter } from "./think-tags.ts";
import { usageOf, usageOfTimings } from "./usage.ts";

export interface Assembler {
  /** One chunk of a stream, or the whole body of an unstreamed reply. */
  add(chunk: unknown): void;
  /** `[DONE]` was seen, or an unstreamed reply is all there is. */
  done(): void;
  /** It has more calls than a reply may carry: nothing that comes is used any more, and nothing of it needs to be read. */
  full(): boolean;
  /** Of text, thoughts and arguments, as far as `deltas` has given them out. */
  characters(): number;
  /** What came since the last call, joined: one delta of a kind for each network read. */
  deltas(): Delta[];
  finish(): Assembled;
}

export interface Assembled {
  reply: ModelReply;
  /** The error object the endpoint sent in place of the rest; undefined: none. */
  failure?: unknown;
  /** `finish_reason` as it was sent; empty: none came. */
  finishRaw: string;
  /** What had been held back until the end. */
  deltas: Delta[];
}

/** `tools` are those that were offered. */
export function assembler(tools: readonly ToolSpec[] = []): Assembler {
  const slots = callSlots(tools);
  const anomalies = new Set<string>();
  const split = thinkSplitter();
  const thoughts = reasoningReader();
  const text: string[] = [];
  const reasoning: string[] = [];
  let fresh = { text: [] as string[], reasoning: [] as string[] };
  let call: ReturnType<CallSlots["add"]>;
  let characters = 0;
  let written = 0;
  let usage: Usage | null = null;
  let timings: Usage | null = null;
  let finishRaw = "";
  let ended = false;
  let failure: unknown;

  function add(chunk: unknown): void {
    if (!isObject(chunk)) {
      anomalies.add("odd_chunk");
      return;
    }
    if (chunk.error !== undefined && chunk.error !== null) failure ??= chunk.error;
    usage = better(usage, usageOf(chunk.usage) ?? usageOf(member(chunk.x_groq, "usage")));
    timings = usageOfTimings(chunk.timings) ?? timings;
    for (const choice of listOf(chunk.choices)) if (isObject(choice)) addChoice(choice);
  }

  function addChoice(choice: JsonObject): void {
    if (typeof choice.index === "number" && choice.index !== 0) {
      anomalies.add("extra_choice");
      return;
    }
    usage = better(usage, usageOf(choice.usage));
    if (isObject(choice.error)) failure ??= choice.error;
    // A reason such as `length` is not taken back by a later `stop`.
    if (typeof choice.finish_reason === "string" && choice.finish_reason !== "") {
      if (finishRaw === "" || finishOf(finishRaw) === "stop") finishRaw = choice.finish_reason;
    }
    const delta = isObject(choice.delta) ? choice.delta : choice.message;
    if (isObject(delta)) addDelta(delta);
    else if (typeof choice.text === "string") addText(choice.text);
  }

  function addDelta(delta: JsonObject): void {
    const thought = thoughts.read(delta);
    if (thought !== "") fresh.reasoning.push(thought);
    const { content } = delta;
    if (typeof content === "string") addText(content);
    else for (const part of listOf(content)) addPart(part);
    if (typeof delta.refusal === "string" && delta.refusal !== "") {
      anomalies.add("refusal");
      addText(delta.refusal);
    }
    const calls = isObject(delta.tool_calls) ? [delta.tool_calls] : listOf(delta.tool_calls);
    for (const one of calls) {
      if (slots.full()) break;
      call = slots.add(one) ?? call;
    }
    if (isObject(delta.function_call))
      call = slots.add({ index: 0, ...delta.function_call }) ?? call;
  }

  /** Content in parts: text, and thoughts of some endpoints. */
  function addPart(part: unknown): void {
    if (typeof part === "string") addText(part);
    if (!isObject(part)) return;
    if (typeof part.text === "string") addText(part.text);
    for (const thought of listOf(part.thinking)) {
      const words = member(thought, "text");
      if (typeof words === "string") fresh.reasoning.push(words);
    }
    if (typeof part.thinking === "string") fresh.reasoning.push(part.thinking);
  }

  function addText(content: string): void {
    if (content === "") return;
    const parts = split.push(content);
    if (parts.text !== "") fresh.text.push(parts.text);
    if (parts.reasoning !== "") fresh.reasoning.push(parts.reasoning);
  }

  function deltas(): Delta[] {
    const found: Delta[] = [];
    if (fresh.reasoning.length > 0) {
      const words = fresh.reasoning.join("");
      reasoning.push(words);
      characters += words.length;
      found.push({ type: "reasoning_delta", text: words });
    }
    if (fresh.text.length > 0) {
      const words = fresh.text.join("");
      text.push(words);
      characters += words.length;
      found.push({ type: "text_delta", text: words });
    }
    if (call) {
      found.push({ type: "call_delta", ...call });
      written = call.all;
    }
    fresh = { text: [], reasoning: [] };
    call = undefined;
    return found;
  }

  function finish(): Assembled {
    const held = split.end();
    if (held.text !== "") fresh.text.push(held.text);
    if (held.reasoning !== "") fresh.reasoning.push(held.reasoning);
    const last = deltas();
    const said = text.join("");
    const thought = split.tagged() ? reasoning.join("").trim() : reasoning.join("");
    const lone = thought === "" ? splitAtLoneCloser(said) : null;
    const calls = slots.calls();
    if (calls.length > mostCalls) anomalies.add(tooManyCalls);
    const echo: Echo = thoughts.echo();
    const finishReason = finishFor(calls.length > 0, slots.cut());
    const reply: ModelReply = {
      text: lone?.text ?? said,
      reasoning: lone?.reasoning ?? thought,
      calls,
      finish: finishReason,
      usage: usage ?? timings,
      ...(Object.keys(echo).length > 0 ? { echo } : {}),
      anomalies: [...anomalies, ...slots.anomalies],
    };
    return { reply, finishRaw, deltas: last, ...(failure === undefined ? {} : { failure }) };
  }

  function finishFor(hasCalls: boolean, cut: boolean): Finish {
    if (failure !== undefined) return "error";
    // It was not read to its end: our limit cut it.
    if (finishRaw === "" && !ended) return slots.full() ? "length" : "incomplete";
    const told = finishRaw === "" ? "stop" : finishOf(finishRaw);
    if (finishRaw === "") anomalies.add("finish_missing");
    if (told === undefined) anomalies.add("finish_unknown");
    if (told === "length" || told === "content_filter" || told === "error") return told;
    // The arguments say it more surely than the server: open brackets mean that the output limit cut them.
    if (hasCalls && cut) {
      anomalies.add("finish_overridden");
      return "length";
    }
    if (told === "tool_calls" && !hasCalls) anomalies.add("tool_finish_without_calls");
    return hasCalls ? "tool_calls" : "stop";
  }

  return {
    add,
    done: () => {
      ended = true;
    },
    full: slots.full,
    characters: () => characters + written,
    deltas,
    finish,
  };
}

const finishes: ReadonlyMap<string, Finish> = new Map([
  ["stop", "stop"],
  ["end_turn", "stop"],
  ["eos", "stop"],
  ["stop_sequence", "stop"],
  ["completed", "stop"],
  ["tool_calls", "tool_calls"],
  ["tool_call", "tool_calls"],
  ["tool_use", "tool_calls"],
  ["function_call", "tool_calls"],
  ["length", "length"],
  ["max_tokens", "length"],
  ["max_output_tokens", "length"],
  ["model_length", "length"],
  ["content_filter", "content_filter"],
  ["safety", "content_filter"],
  ["sensitive", "content_filter"],
  ["recitation", "content_filter"],
  ["prohibited_content", "content_filter"],
  ["error", "error"],
  ["network_error", "error"],
  ["insufficient_system_resource", "error"],
  ["model_context_window_exceeded", "error"],
]);

function finishOf(raw: string): Finish | undefined {
  return finishes.get(raw.toLowerCase());
}

/** The last one that says something; zeros after numbers say nothing. */
function better(had: Usage | null, now: Usage | null): Usage | null {
  if (!now) return had;
  return had && now.inputTokens === 0 && now.outputTokens === 0 ? had : now;
}

function member(value: unknown, name: string): unknown {
  return isObject(value) ? value[name] : undefined;
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
