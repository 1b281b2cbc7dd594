/** `{"name": ..., "arguments": {...}}` in the spellings that models use for it. */

import { isCut, scanJson } from "../core/json-text.ts";
import type { JsonObject, ToolSpec } from "../core/types.ts";
import type { WrittenCall } from "./blocks.ts";
import { parseLenient } from "./lenient-json.ts";
import { resolveName } from "./names.ts";
import { propertiesOf } from "./typed-value.ts";

const nameKeys = ["name", "function", "tool", "tool_name", "function_name", "recipient_name"];
const argumentKeys = [
  "arguments",
  "parameters",
  "args",
  "params",
  "input",
  "tool_input",
  "action_input",
  "kwargs",
];

/** A text that holds one such object; null: it is JSON and no call. */
export function callFromText(text: string, tools: readonly ToolSpec[]): WrittenCall[] | null {
  const read = parseLenient(text);
  if (!read) return [brokenCall(text)];
  const calls = callsOf(read.value, tools);
  if (!calls) return null;
  return calls.map((call) => ({
    ...call,
    ...(read.repairs.length > 0 ? { repaired: [...read.repairs, ...(call.repaired ?? [])] } : {}),
  }));
}

/** Of one object, a list of them, or a list under `tool_calls`; null: it is none. */
export function callsOf(value: unknown, tools: readonly ToolSpec[]): WrittenCall[] | null {
  if (Array.isArray(value)) {
    const found = value.map((one) => callOf(one, tools));
    return found.length > 0 && found.every((one) => one !== null) ? found : null;
  }
  if (isObject(value) && Array.isArray(value.tool_calls)) return callsOf(value.tool_calls, tools);
  const call = callOf(value, tools);
  return call && [call];
}

export function callOf(value: unknown, tools: readonly ToolSpec[]): WrittenCall | null {
  if (!isObject(value)) return null;
  const id = typeof value.id === "string" ? { id: value.id } : {};
  // `{"type": "function", "function": {"name": ..., "arguments": ...}}` as the API writes it.
  if (isObject(value.function)) {
    const inner = callOf(value.function, tools);
    return inner && { ...inner, ...id };
  }
  const nameKey = nameKeys.find((key) => typeof value[key] === "string");
  if (nameKey === undefined) return null;
  const name = String(value[nameKey]);
  const argumentKey = argumentKeys.find((key) => key !== nameKey && value[key] !== undefined);
  if (argumentKey !== undefined) {
    const args = value[argumentKey];
    return { name, ...id, ...(typeof args === "string" ? { text: args } : { object: args ?? {} }) };
  }
  const { type: _type, id: _id, [nameKey]: _name, ...beside } = value;
  if (Object.keys(beside).length === 0) return { name, ...id, object: {} };
  // The arguments beside the name: only where all of them are the tool's.
  const tool = tools.find((one) => one.name === resolveName(name, tools).name);
  const known = propertiesOf(tool?.parameters);
  if (!Object.keys(beside).every((key) => Object.hasOwn(known, key))) return null;
  return { name, ...id, object: beside, repaired: ["arguments_beside_name"] };
}

/** What cannot be parsed: whose call it was meant to be, as far as that can be told, and whether it was cut. */
export function brokenCall(text: string): WrittenCall {
  const name = /["'](?:name|function|tool|tool_name)["']\s*:\s*["']([^"'\n]{1,128})["']/.exec(text);
  const cut = isCut(scanJson(text.replace(/^\s*```[a-z0-9]*\s*\n/i, "")));
  return {
    name: name?.[1] ?? "",
    ...(cut ? { cut } : { broken: "it is not valid JSON" }),
  };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
