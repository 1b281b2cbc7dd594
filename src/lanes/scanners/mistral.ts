/** Mistral: `[TOOL_CALLS][{...}]`, or the name right before its JSON, the marker repeated (v11; v13 with `[ARGS]`). */

import type { ToolSpec } from "../../core/types.ts";
import { type Block, mostBlocks, type Scanner, type WrittenCall } from "../blocks.ts";
import { brokenCall, callFromText } from "../call-object.ts";
import { Cursor } from "../cursor.ts";

const opener = /\[TOOL_CALLS\]/g;
const head = /\s*([\w.:/-]{1,128})\s*(?:\[CALL_ID\]\s*([\w-]{1,64})\s*)?(?:\[ARGS\])?\s*/y;

export const mistralBlocks: Scanner = {
  format: "mistral",
  example: (name, args) => `[TOOL_CALLS][${JSON.stringify({ name, arguments: args })}]`,
  blocks(text, tools) {
    const found: Block[] = [];
    const cursor = new Cursor(text);
    for (let at = 0; found.length < mostBlocks; ) {
      const open = cursor.match(opener, at);
      if (!open) break;
      const begin = open.index + open[0].length;
      const read = listAt(cursor, begin, tools) ?? namedAt(cursor, begin);
      if (read) found.push({ format: "mistral", from: open.index, ...read });
      at = read?.to ?? begin;
    }
    return found;
  },
};

type Read = Pick<Block, "to" | "closed" | "calls">;

function listAt(cursor: Cursor, begin: number, tools: readonly ToolSpec[]): Read | null {
  const { text } = cursor;
  const at = cursor.blank(begin);
  if (text[at] !== "[" && text[at] !== "{") return null;
  if (text.startsWith("[TOOL_CALLS]", at)) return null;
  const end = cursor.jsonEnd(at);
  if (end >= 0) {
    const calls = callFromText(text.slice(at, end), tools);
    return calls && { to: end, closed: true, calls };
  }
  return { to: text.length, closed: false, calls: cutList(cursor, at, tools) };
}

/** Of a list that was cut, the calls before the cut are whole. */
function cutList(cursor: Cursor, from: number, tools: readonly ToolSpec[]): WrittenCall[] {
  const { text } = cursor;
  const calls: WrittenCall[] = [];
  let at = cursor.blank(text[from] === "[" ? from + 1 : from);
  while (text[at] === "{") {
    const end = cursor.jsonEnd(at);
    if (end < 0) {
      calls.push({ ...brokenCall(text.slice(at, at + 20_000)), cut: true });
      return calls;
    }
    for (const call of callFromText(text.slice(at, end), tools) ?? []) calls.push(call);
    at = cursor.blank(end);
    if (text[at] === ",") at = cursor.blank(at + 1);
  }
  return calls.length > 0 ? calls : [{ name: "", cut: true }];
}

function namedAt(cursor: Cursor, begin: number): Read | null {
  const { text } = cursor;
  const named = cursor.at(head, begin);
  const at = begin + (named?.[0].length ?? 0);
  const rest = text.slice(at, at + 12);
  if (!named) return cursor.blank(begin) >= text.length ? cutRead(text, "") : null;
  const [, name = "", id] = named;
  if (text[at] !== "{") {
    // The name, or a marker behind it, is where the text was cut; anything else is talk about the marker.
    return rest === "" || /^\[[A-Z_]*$/.test(rest) ? cutRead(text, name) : null;
  }
  const end = cursor.jsonEnd(at);
  if (end < 0) return cutRead(text, name);
  const call: WrittenCall = { name, text: text.slice(at, end), ...(id ? { id } : {}) };
  return { to: end, closed: true, calls: [call] };
}

function cutRead(text: string, name: string): Read {
  return { to: text.length, closed: false, calls: [{ name, cut: true }] };
}
