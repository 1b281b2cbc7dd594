/** Hermes, Qwen 2.5 and 3, Granite: `<tool_call>{"name": ..., "arguments": {...}}</tool_call>`. */

import type { JsonObject, ToolSpec } from "../../core/types.ts";
import { type Block, mostBlocks, type Scanner, type WrittenCall } from "../blocks.ts";
import { brokenCall, callFromText } from "../call-object.ts";
import { Cursor } from "../cursor.ts";
import { unframed } from "../tag-parameters.ts";

const opener = /<tool_call>/g;
const closer = "</tool_call>";
const fence = /```[a-z]*\s*\n\s*(?=[{[])/y;

export const hermesBlocks: Scanner = {
  format: "hermes",
  example: (name, args) =>
    `<tool_call>\n${JSON.stringify({ name, arguments: args })}\n</tool_call>`,
  blocks(text, tools) {
    const found: Block[] = [];
    const cursor = new Cursor(text);
    for (let at = 0; found.length < mostBlocks; ) {
      const open = cursor.match(opener, at);
      if (!open) break;
      const begin = open.index + open[0].length;
      const read = blockAt(cursor, begin, tools);
      if (read) found.push({ format: "hermes", from: open.index, ...read });
      at = read?.to ?? begin;
    }
    return found;
  },
};

type Read = Pick<Block, "to" | "closed" | "calls">;

/** null: what follows the tag is no JSON: the tag is spoken about, or the call is written in another form. */
function blockAt(cursor: Cursor, begin: number, tools: readonly ToolSpec[]): Read | null {
  const { text } = cursor;
  let at = cursor.blank(begin);
  at += cursor.at(fence, at)?.[0].length ?? 0;
  if (at >= text.length)
    return { to: text.length, closed: false, calls: [{ name: "", cut: true }] };
  if (text[at] !== "{" && text[at] !== "[") return null;
  return wholeJson(cursor, at, tools) ?? upToCloser(cursor, at);
}

/** JSON that closes, and behind it nothing but what may stand there. */
function wholeJson(cursor: Cursor, from: number, tools: readonly ToolSpec[]): Read | null {
  const { text } = cursor;
  const calls: WrittenCall[] = [];
  let at = from;
  while (text[at] === "{" || text[at] === "[") {
    const end = cursor.jsonEnd(at);
    if (end < 0) return null;
    const read = callFromText(text.slice(at, end), tools);
    if (!read) return null;
    for (const call of read) calls.push(call);
    at = cursor.blank(end);
  }
  const extra = cursor.at(/[}\]\s;,]*(?:```\s*)?/y, at)?.[0] ?? "";
  at += extra.length;
  if (/[}\]]/.test(extra))
    for (const call of calls) call.repaired = [...(call.repaired ?? []), "extra_closer"];
  const code = codeAt(cursor, at);
  if (code) {
    at = cursor.blank(code.to);
    const last = calls.at(-1);
    if (last) fillCode(last, code.text);
  }
  if (text.startsWith(closer, at)) return { to: at + closer.length, closed: true, calls };
  // The end tag may be lost at the end of the text. A call whose code has yet to come is not whole without it.
  const rest = text.slice(at);
  if (rest !== "" && !closer.startsWith(rest) && !rest.startsWith("<tool_call>")) {
    return "<code>".startsWith(rest) ? cutOff(cursor, calls) : null;
  }
  if (calls.some((call) => emptyCode(call) !== undefined)) return cutOff(cursor, calls);
  return { to: rest.startsWith("<tool_call>") ? at : text.length, closed: false, calls };
}

function cutOff({ text }: Cursor, calls: WrittenCall[]): Read {
  return { to: text.length, closed: false, calls: calls.map((call) => ({ ...call, cut: true })) };
}

/** JSON that does not close by itself: what stands before the end tag is all there is of it. */
function upToCloser(cursor: Cursor, from: number): Read {
  const { text } = cursor;
  const close = cursor.find(closer, from);
  const body = text.slice(from, close < 0 ? text.length : close);
  const call = brokenCall(body.slice(0, 20_000));
  if (close < 0) return { to: text.length, closed: false, calls: [{ ...call, cut: true }] };
  return { to: close + closer.length, closed: true, calls: [call] };
}

/** Code mode: the code stands behind the JSON, unescaped, in an element of its own. */
function codeAt(cursor: Cursor, at: number): { text: string; to: number } | null {
  if (!cursor.text.startsWith("<code>", at)) return null;
  const whole = cursor.match(/<\/code>\s{0,20}<\/tool_call>/g, at);
  if (!whole) return null;
  return {
    text: unframed(cursor.text.slice(at + "<code>".length, whole.index)),
    to: whole.index + "</code>".length,
  };
}

const codeParameters = ["code", "content", "newText", "new_string", "text"];

/** The code-like parameter that was left empty for the code behind it. */
function emptyCode({ object }: WrittenCall): string | undefined {
  if (typeof object !== "object" || object === null) return undefined;
  const args = object as JsonObject;
  return codeParameters.find((name) => args[name] === "");
}

function fillCode(call: WrittenCall, code: string): void {
  const name = emptyCode(call) ?? "code";
  call.object = { ...(call.object as JsonObject), [name]: code };
}
