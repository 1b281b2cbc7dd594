/** Llama 3: the bare call object as the whole message, several parted by `;` or a line break, or behind `<|python_tag|>`. */

import type { ToolSpec } from "../../core/types.ts";
import type { Block, Scanner, WrittenCall } from "../blocks.ts";
import { brokenCall, callFromText } from "../call-object.ts";
import { Cursor } from "../cursor.ts";
import { fenceBody } from "../fence.ts";

const tag = "<|python_tag|>";
const ending = /[\s;]*(?:<\|(?:eom_id|eot_id|end|im_end)\|>\s*)*/y;

export const llamaJsonBlocks: Scanner = {
  format: "llama_json",
  example: (name, args) => JSON.stringify({ name, parameters: args }),
  blocks(text, tools) {
    const tagged = text.indexOf(tag);
    const from = Math.max(tagged, 0);
    const cursor = new Cursor(text);
    const at = cursor.blank(tagged >= 0 ? tagged + tag.length : 0);
    const calls = callsAt(cursor, at, tools, tagged >= 0);
    if (!calls) return [];
    return [
      {
        format: "llama_json",
        from,
        to: text.length,
        closed: calls.every(({ cut }) => !cut),
        calls,
      },
    ];
  },
};

/** Objects to the end of the text and nothing else; null: it is something else. */
function callsAt(
  cursor: Cursor,
  from: number,
  tools: readonly ToolSpec[],
  tagged: boolean,
): WrittenCall[] | null {
  const { text } = cursor;
  const calls: WrittenCall[] = [];
  for (let at = from; at < text.length; ) {
    if (text[at] !== "{" && text[at] !== "[") return null;
    const end = cursor.jsonEnd(at);
    if (end < 0) {
      const broken = brokenCall(text.slice(at, at + 20_000));
      return calls.length > 0 || broken.name !== "" || tagged
        ? [...calls, { ...broken, cut: true }]
        : null;
    }
    const read = callFromText(text.slice(at, end), tools);
    // A text in braces that is no JSON and names no tool is no call either.
    if (!read || read.some(({ name }) => name === "")) return null;
    for (const call of read) calls.push(call);
    at = end + (cursor.at(ending, end)?.[0].length ?? 0);
    if (text[at] === ",") at = cursor.blank(at + 1);
  }
  return calls.length > 0 ? calls : null;
}

/** The one object, or list of objects, that is the whole text, in a fence or bare; null: it is something else. */
export function onlyObject(text: string): string | null {
  const trimmed = text.trim();
  const body = (fenceBody(trimmed) ?? trimmed).trim();
  if (!/^[[{]/.test(body)) return null;
  return new Cursor(body).jsonEnd(0) === body.length ? body : null;
}

/** What the whole-message rule gives: one block over all of the text. */
export function wholeMessageCall(text: string, tools: readonly ToolSpec[]): Block | null {
  const body = onlyObject(text);
  const calls = body === null ? null : callFromText(body, tools);
  if (!calls || calls.some(({ name }) => name === "")) return null;
  return { format: "llama_json", from: 0, to: text.length, closed: true, calls };
}
