/** Several calls whose arguments a gateway has run together into one: `{"path":"a"}{"path":"b"}`. */

import { mostCalls } from "../core/reply-bounds.ts";
import type { JsonObject, ToolSpec } from "../core/types.ts";

/**
 * The argument texts, one for each call, and no more of them than it takes to say that there are too many; null: it is one
 * call, or it cannot be told for certain.
 */
export function splitConcatenated(text: string, tool: ToolSpec | undefined): string[] | null {
  if (!tool || !/\}[\s,]*\{/.test(text)) return null;
  const parts = topLevelObjects(text);
  if (!parts) return null;
  // The same once more is a repetition of the stream, not a second wish.
  const different: string[] = [];
  let real = 0;
  for (const [part, times] of parts) {
    const object = parse(part);
    if (object === undefined) return null;
    if (Object.keys(object).length === 0) continue;
    if (!fits(object, tool)) return null;
    different.push(part);
    real += times;
  }
  return real < 2 ? null : different;
}

/** How often each stands there, in the order of the text; null: there is something else between or behind them, or only one. */
function topLevelObjects(text: string): Map<string, number> | null {
  const parts = new Map<string, number>();
  let count = 0;
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
      if (depth > 0) continue;
      const part = text.slice(from, at + 1);
      const times = parts.get(part);
      count += 1;
      if (times !== undefined || parts.size <= mostCalls) parts.set(part, (times ?? 0) + 1);
    }
  }
  return depth === 0 && !inString && count > 1 ? parts : null;
}

/** By its names only: everything required is there, and nothing else. */
function fits(object: JsonObject, { parameters }: ToolSpec): boolean {
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
