/** Argument text as models write it, made into an object; in the order that never completes what was cut (lanes.md, 3.3). */

import { isCut, scanJson } from "../core/json-text.ts";
import type { JsonObject, JsonSchema } from "../core/types.ts";
import { withoutFence } from "./fence.ts";
import { parseLenient } from "./lenient-json.ts";

export type ReadArguments =
  | {
      ok: true;
      arguments: JsonObject;
      /** Names of the repairs that were made; empty: none. */
      repaired: string[];
    }
  | { ok: false; reason: "truncated" | "not_object" | "invalid_arguments"; message: string };

export interface WrittenArguments {
  text: string;
  /** What the endpoint sent in place of text; undefined: it sent text. */
  object?: unknown;
  /** The tool's; missing: the tool is not known, and nothing is unwrapped. */
  schema?: JsonSchema;
  /** The call carries content that must arrive as it was written: no repair may touch the inside of a text. */
  exact?: boolean;
}

/** Repairs that decide what a text says, not only how it was quoted. */
const contentRepairs: readonly string[] = ["invalid_escape"];

export function readArguments({ text, object, schema, exact }: WrittenArguments): ReadArguments {
  if (object !== undefined && object !== null && typeof object !== "string") {
    return finished(object, [], schema);
  }
  const written = (typeof object === "string" ? object : text).trim();
  if (written === "" || written === "null") return whole({}, []);
  // Placeholder of some gateways: an empty object, then the real one.
  const body = written.replace(/^\{\s*\}\s*(?=\{)/, "");
  const outer = readText(body, exact);
  if ("reason" in outer) return outer;
  if (typeof outer.value !== "string") return finished(outer.value, outer.repairs, schema);
  const quoted = outer.value.trim();
  if (quoted === "") return whole({}, ["double_encoded"]);
  if (!/^[[{]/.test(quoted)) return notObject(outer.value);
  const inner = readText(quoted, exact);
  if ("reason" in inner) return inner;
  return finished(inner.value, ["double_encoded", ...outer.repairs, ...inner.repairs], schema);
}

function readText(
  text: string,
  exact = false,
): { value: unknown; repairs: string[] } | Extract<ReadArguments, { ok: false }> {
  const plain = parse(text);
  if (plain !== undefined) return { value: plain, repairs: [] };
  if (isCut(scanJson(withoutFence(text)))) return truncated;
  const mended = parseLenient(text);
  if (!mended || (exact && mended.repairs.some((name) => contentRepairs.includes(name)))) {
    return invalid(text);
  }
  return mended;
}

function finished(value: unknown, repairs: string[], schema?: JsonSchema): ReadArguments {
  if (!isObject(value)) return notObject(value);
  if (tooDeep(value, mostDepth)) {
    return {
      ok: false,
      reason: "invalid_arguments",
      message: `Not run: the arguments are nested more than ${mostDepth} levels deep.`,
    };
  }
  const inner = schema && unwrapped(value, schema);
  if (!inner) return whole(value, repairs);
  return whole(inner, [...repairs, "wrapper"]);
}

/** No tool needs more, and whatever walks through arguments later need not mind its own depth. */
const mostDepth = 100;

function tooDeep(value: unknown, left: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return left === 0 || Object.values(value).some((member) => tooDeep(member, left - 1));
}

const wrappers: readonly string[] = ["arguments", "input", "parameters", "args", "params"];

/** `{"arguments": {...}}` of a tool that has no such parameter; undefined: nothing is wrapped. */
function unwrapped(object: JsonObject, schema: JsonSchema): JsonObject | undefined {
  const { properties } = schema;
  if (!isObject(properties)) return undefined;
  const names = Object.keys(object);
  const wrapper = names.find((name) => wrappers.includes(name) && !(name in properties));
  const others = names.filter((name) => name !== wrapper);
  if (wrapper === undefined || others.some((name) => name !== "name" || name in properties)) {
    return undefined;
  }
  const value = object[wrapper];
  const inner = typeof value === "string" ? parse(value) : value;
  return isObject(inner) ? inner : undefined;
}

export const truncated: Extract<ReadArguments, { ok: false }> = {
  ok: false,
  reason: "truncated",
  message:
    "Not run: the call was cut off by the output limit before its arguments were complete. Send it again in smaller pieces: several shorter files, or one part first and the rest by edit_file.",
};

function invalid(text: string): Extract<ReadArguments, { ok: false }> {
  return {
    ok: false,
    reason: "invalid_arguments",
    message: `Not run: the arguments are not valid JSON (${problemOf(text)}). Send them again as one JSON object; in JSON texts a backslash is written \\\\ and a quote \\".`,
  };
}

function notObject(value: unknown): Extract<ReadArguments, { ok: false }> {
  const kind = value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;
  return {
    ok: false,
    reason: "not_object",
    message: `Not run: the arguments are ${kind}, not a JSON object. Send an object with the tool's parameters as its members.`,
  };
}

function whole(object: JsonObject, repaired: string[]): ReadArguments {
  return { ok: true, arguments: object, repaired: [...new Set(repaired)] };
}

/** undefined: not JSON (JSON itself has no undefined). */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function problemOf(text: string): string {
  try {
    JSON.parse(text);
    return "";
  } catch (thrown) {
    // The engine's words may quote the text at length; the place is what helps.
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    return message.replace(/\s+/g, " ").slice(0, 120);
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
