/** Several calls whose arguments a gateway has run together into one: `{"path":"a"}{"path":"b"}`. */

import type { JsonObject, ToolSpec } from "../core/types.ts";

/** The argument texts, one for each call; null: it is one call, or it cannot be told for certain. */
export function splitConcatenated(text: string, tool: ToolSpec | undefined): string[] | null {
  if (!tool || !/\}[\s,]*\{/.test(text)) return null;
  const parts = topLevelObjects(text);
  if (!parts) return null;
  const objects = parts.map(parse);
  const real = parts.filter((_, index) => Object.keys(objects[index] ?? {}).length > 0);
  if (real.length < 2 || objects.some((object) => object === undefined)) return null;
  // The same once more is a repetition of the stream, not a second wish.
  const different = [...new Set(real)];
  const all = different.every((part) => fits(parse(part), tool));
  return all ? different : null;
}

/** null: there is something else between or behind them, or only one. */
function topLevelObjects(text: string): string[] | null {
  const parts: string[] = [];
  let depth = 0;
  let inString = false;
  let from = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at];
    if (inString) {
      if (char === "\\") at += 1;
      else if (char === '"') inString = false;
    } else if (depth === 0) {
      if (char === "{") {
        from = at;
        depth = 1;
      } else if (!/[\s,]/.test(char ?? "")) return null;
    } else if (char === '"') inString = true;
    else if (char === "{" || char === "[") depth += 1;
    else if (char === "}" || char === "]") {
      depth -= 1;
      if (depth === 0) parts.push(text.slice(from, at + 1));
    }
  }
  return depth === 0 && !inString && parts.length > 1 ? parts : null;
}

/** By its names only: everything required is there, and nothing else. */
function fits(object: JsonObject | undefined, { parameters }: ToolSpec): boolean {
  if (!object) return false;
  const { properties, required } = parameters;
  const known = typeof properties === "object" && properties !== null ? properties : {};
  const needed = Array.isArray(required) ? required : [];
  return (
    needed.every((name) => Object.hasOwn(object, String(name))) &&
    Object.keys(object).every((name) => Object.hasOwn(known, name))
  );
}

function parse(text: string): JsonObject | undefined {
  try {
    return JSON.parse(text) as JsonObject;
  } catch {
    return undefined;
  }
}
