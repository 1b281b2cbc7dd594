/** The old words of Qwen: `✿FUNCTION✿: name`, `✿ARGS✿: {...}`; invented `✿RESULT✿` and `✿RETURN✿` end what counts. */

import type { ToolSpec } from "../../core/types.ts";
import { type Block, mostBlocks, type Scanner, type WrittenCall } from "../blocks.ts";
import { Cursor } from "../cursor.ts";
import { resolveName } from "../names.ts";
import { propertiesOf } from "../typed-value.ts";

const word = /✿\s?(FUNCTION|ARGS|RESULT|RETURN)\s?✿\s{0,3}[:：]?[^\S\n]{0,20}/g;
const fenced = /```[a-zA-Z]*[^\S\n]*\n([\s\S]*?)\n?```/y;

export const qwenFlowerBlocks: Scanner = {
  format: "qwen_flower",
  example: (name, args) => `✿FUNCTION✿: ${name}\n✿ARGS✿: ${JSON.stringify(args)}`,
  blocks(text, tools) {
    const cursor = new Cursor(text);
    const first = cursor.match(word, 0);
    if (!first) return [];
    const calls: WrittenCall[] = [];
    let name: string | undefined;
    let answered = true;
    let says: string | undefined;
    let at = first.index;
    let to = text.length;
    for (let step = 0; step < mostBlocks; step++) {
      const mark = cursor.match(word, at);
      if (!mark) break;
      const begin = mark.index + mark[0].length;
      at = begin;
      // What the model dreamt up from here on never happened.
      if (mark[1] === "RESULT" || mark[1] === "RETURN") to = text.length;
      if (mark[1] === "RESULT") break;
      if (mark[1] === "RETURN") {
        if (calls.length === 0) says = text.slice(begin).trim();
        break;
      }
      if (mark[1] === "FUNCTION") {
        const end = cursor.match(/\n|✿/g, begin)?.index ?? text.length;
        if (!answered && name !== undefined) calls.push({ name, cut: true });
        name = text.slice(begin, end).trim();
        answered = false;
        at = end;
      } else if (name !== undefined) {
        const read = argumentsAt(cursor, begin, name, tools);
        calls.push({ name, ...read.call });
        answered = true;
        at = read.to;
        to = at;
      }
    }
    if (!answered && name !== undefined) {
      calls.push({ name, cut: true });
      to = text.length;
    }
    if (calls.length === 0 && says === undefined) return [];
    const closed = calls.every(({ cut }) => !cut);
    const block: Block = {
      format: "qwen_flower",
      from: first.index,
      to,
      closed,
      calls,
    };
    return [says === undefined ? block : { ...block, says }];
  },
};

/** JSON, what follows it being comment; or code in a fence, for a tool that takes code. */
function argumentsAt(
  cursor: Cursor,
  begin: number,
  name: string,
  tools: readonly ToolSpec[],
): { to: number; call: Partial<WrittenCall> } {
  const { text } = cursor;
  const at = cursor.blank(begin);
  const stop = cursor.match(word, at)?.index ?? text.length;
  const fence = cursor.at(fenced, at);
  const json = text[at] === "{" ? cursor.jsonEnd(at) : -1;
  if (json >= 0) return { to: json, call: { text: text.slice(at, json) } };
  if (fence) {
    const body = fence[1] ?? "";
    if (/^\s*\{/.test(body)) return { to: at + fence[0].length, call: { text: body } };
    const tool = tools.find((one) => one.name === resolveName(name, tools).name);
    const code = "code" in propertiesOf(tool?.parameters);
    const call = code ? { object: { code: body } } : { text: body };
    return { to: at + fence[0].length, call };
  }
  if (stop === text.length) return { to: stop, call: { cut: true } };
  return { to: stop, call: { text: text.slice(at, stop).trim() } };
}
