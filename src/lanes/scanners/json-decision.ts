/** The JSON decision: `{"thought": ..., "action": {"name": ..., "args": {...}}}`, `"actions": [...]`, or `"final_answer"`. */

import { isCut, scanJson } from "../../core/json-text.ts";
import type { JsonObject, ToolSpec } from "../../core/types.ts";
import { type Block, mostBlocks, type Scanner, type WrittenCall } from "../blocks.ts";
import { brokenCall, callOf, callsOf } from "../call-object.ts";
import { Cursor } from "../cursor.ts";
import { parseLenient } from "../lenient-json.ts";
import { readPythonCall } from "../python-call.ts";
import { writtenCall } from "./pythonic.ts";

const thoughtKeys = ["thought", "thinking", "think", "rationale", "reasoning"];
const actionKeys = ["action", "tool", "call", "toolcall"];
const actionsKeys = ["actions", "toolcalls", "calls", "tools"];
const finalKeys = ["finalanswer", "final", "answer", "finalresponse"];
const modeKeys = ["mode"];
const inputKeys = [
  "args",
  "arguments",
  "actioninput",
  "toolinput",
  "input",
  "parameters",
  "params",
];
/** How a decision begins, for one that cannot be parsed. */
const beginning =
  /\{\s*["']?(?:thought|thinking|rationale|action|actions|tool|final_?answer|mode)["']?\s*:/iy;

export const jsonDecisionBlocks: Scanner = {
  format: "json_decision",
  example: (name, args) =>
    JSON.stringify({ thought: "why this is the next step", action: { name, args } }),
  blocks(text, tools) {
    const found: Block[] = [];
    const cursor = new Cursor(text);
    for (let at = 0, tries = 0; found.length < mostBlocks && tries < 4 * mostBlocks; tries++) {
      const from = cursor.find("{", at);
      if (from < 0) break;
      const end = cursor.jsonEnd(from);
      const block = end < 0 ? brokenAt(cursor, from) : decisionAt(text, from, end, tools);
      if (block) found.push(block);
      // An object that is none may hold nothing that counts; a brace that never closes is only a brace.
      at = block?.to ?? (end < 0 ? from + 1 : end);
    }
    return found;
  },
};

function decisionAt(
  text: string,
  from: number,
  to: number,
  tools: readonly ToolSpec[],
): Block | null {
  const body = text.slice(from, to);
  const read = parseLenient(body);
  if (!read) return matchesBeginning(body) ? brokenBlock(from, to, body, true) : null;
  const decision = readDecision(read.value, tools);
  if (!decision) return null;
  const calls = decision.calls.map((call) =>
    read.repairs.length > 0
      ? { ...call, repaired: [...read.repairs, ...(call.repaired ?? [])] }
      : call,
  );
  return { format: "json_decision", from, to, closed: true, ...decision, calls };
}

function brokenAt(cursor: Cursor, from: number): Block | null {
  const body = cursor.text.slice(from, from + 20_000);
  return matchesBeginning(body) ? brokenBlock(from, cursor.text.length, body, false) : null;
}

function brokenBlock(from: number, to: number, body: string, closed: boolean): Block {
  const string = /["'](?:action|tool)["']\s*:\s*["']([\w.-]{1,128})["'(]/.exec(body)?.[1];
  const call = brokenCall(body);
  const cut = !closed && isCut(scanJson(body));
  return {
    format: "json_decision",
    from,
    to,
    closed,
    calls: [{ ...call, name: call.name || (string ?? ""), ...(cut ? { cut: true } : {}) }],
  };
}

function matchesBeginning(body: string): boolean {
  beginning.lastIndex = 0;
  return beginning.test(body);
}

type Decided = Pick<Block, "calls" | "says" | "thought">;

/** null: it has none of the fields of a decision. */
function readDecision(value: unknown, tools: readonly ToolSpec[]): Decided | null {
  if (!isObject(value)) return null;
  const fields = new Map(Object.entries(value).map(([key, one]) => [normal(key), one]));
  const first = (keys: readonly string[]) =>
    keys.map((key) => fields.get(key)).find((one) => one !== undefined && one !== null);
  const thought = first(thoughtKeys);
  const mode = first(modeKeys);
  const action = first(actionKeys) ?? undefined;
  const final = first(finalKeys);
  const list = first(actionsKeys);
  const input = first(inputKeys);
  // An answer in the place of an action, as LangChain writes it.
  if (typeof action === "string" && /^final[ _]?answer$/i.test(action.trim())) {
    return said(input ?? final ?? "", thought);
  }
  const calls = [
    ...(action === undefined ? [] : callsFrom(action, input, tools)),
    ...(Array.isArray(list) ? list.flatMap((one) => callsFrom(one, undefined, tools)) : []),
  ];
  if (calls.length > 0) return { calls, ...withThought(thought) };
  if (final !== undefined) return said(final, thought);
  if (thought === undefined && mode === undefined) return null;
  // A thought without a consequence is a decision that is not finished.
  return {
    calls: [{ name: "", broken: "it has neither an action nor a final_answer" }],
    ...withThought(thought),
  };
}

function said(final: unknown, thought: unknown): Decided {
  const says = typeof final === "string" ? final : JSON.stringify(final);
  return { calls: [], says, ...withThought(thought) };
}

function withThought(thought: unknown): { thought?: string } {
  return typeof thought === "string" && thought !== "" ? { thought } : {};
}

function callsFrom(action: unknown, input: unknown, tools: readonly ToolSpec[]): WrittenCall[] {
  if (typeof action === "string") return [callFromString(action.trim(), input, tools)];
  const calls = callsOf(action, tools);
  if (calls) return calls;
  if (isObject(action)) {
    const call = callOf({ ...action, name: action.name ?? action.type ?? action.action }, tools);
    if (call) return [call];
  }
  return [{ name: "", broken: "the action has no name" }];
}

function callFromString(action: string, input: unknown, tools: readonly ToolSpec[]): WrittenCall {
  const read = readPythonCall(action, 0);
  if (read && "cut" in read) return { name: read.name, cut: true };
  if (read) return writtenCall(read, tools);
  if (/\(/.test(action))
    return { name: action.slice(0, action.indexOf("(")), broken: "its arguments cannot be read" };
  return {
    name: action,
    ...(typeof input === "string" ? { text: input } : { object: input ?? {} }),
  };
}

function normal(key: string): string {
  return key.toLowerCase().replaceAll(/[_\-\s]/g, "");
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
