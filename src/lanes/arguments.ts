/** Argument text as models write it, made into an object; in the order that never completes what was cut. */

import { isCut, scanJson } from "../core/json-text.ts";
import type { JsonObject } from "../core/types.ts";

export type ReadArguments =
  | {
      ok: true;
      arguments: JsonObject;
      /** Names of the repairs that were made; empty: none. */
      repaired: string[];
    }
  | { ok: false; reason: "truncated" | "not_object" | "invalid_arguments"; message: string };

/** `object` is what the endpoint sent in place of text; undefined: it sent text. */
export function readArguments(text: string, object?: unknown): ReadArguments {
  if (object !== undefined && object !== null && typeof object !== "string") {
    return isObject(object) ? whole(object) : notObject(object);
  }
  const written = (typeof object === "string" ? object : text).trim();
  if (written === "" || written === "null") return whole({});
  // Placeholder of some gateways: an empty object, then the real one.
  const body = /^\{\s*\}\s*\{/.test(written) ? written.replace(/^\{\s*\}\s*/, "") : written;
  const value = parse(body);
  if (value === undefined) return unparsable(body);
  if (typeof value !== "string") return isObject(value) ? whole(value) : notObject(value);
  const inner = value.trim() === "" ? {} : parse(value);
  if (inner === undefined) return isCut(scanJson(value)) ? truncated : notObject(value);
  return isObject(inner) ? whole(inner, ["double_encoded"]) : notObject(inner);
}

function unparsable(text: string): ReadArguments {
  if (isCut(scanJson(text))) return truncated;
  return {
    ok: false,
    reason: "invalid_arguments",
    message: `Not run: the arguments are not valid JSON (${problemOf(text)}). Send them again as one JSON object.`,
  };
}

const truncated: ReadArguments = {
  ok: false,
  reason: "truncated",
  message:
    "Not run: the call was cut off by the output limit before its arguments were complete. Send it again in smaller pieces: several shorter files, or one part first and the rest by edit_file.",
};

function notObject(value: unknown): ReadArguments {
  const kind = value === null ? "null" : Array.isArray(value) ? "a list" : `a ${typeof value}`;
  return {
    ok: false,
    reason: "not_object",
    message: `Not run: the arguments are ${kind}, not a JSON object. Send an object with the tool's parameters as its members.`,
  };
}

function whole(object: JsonObject, repaired: string[] = []): ReadArguments {
  return { ok: true, arguments: object, repaired };
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
