/** ReAct: `Thought:`, `Action: name(key=value)` or `Action: name` with `Action Input: {...}`, `Final Answer:`; one call a reply. */

import type { ToolSpec } from "../../core/types.ts";
import type { Block, Scanner, WrittenCall } from "../blocks.ts";
import { callFromText } from "../call-object.ts";
import { Cursor } from "../cursor.ts";
import { resolveName } from "../names.ts";
import { readPythonCall } from "../python-call.ts";
import { propertiesOf } from "../typed-value.ts";
import { callText, writtenCall } from "./pythonic.ts";

const label =
  /(?:^|\n)[^\S\n]{0,8}\*{0,2}(Thought|Action Input|Action|Observation|Final Answer)\*{0,2}[^\S\n]{0,3}[:：]\*{0,2}[^\S\n]*/gi;
const bareName = /[`"']?([\w.:-]{1,128})[`"']?[^\S\n]*(?=\n|$)/y;
const fence = /```[a-z]*\s*\n/y;
/** Labels in one reply that are looked at. */
const mostLabels = 1000;

export const reactBlocks: Scanner = {
  format: "react",
  example: (name, args) => `Thought: why this is the next step\nAction: ${callText(name, args)}`,
  blocks(text, tools) {
    const cursor = new Cursor(text);
    const first = cursor.match(label, 0);
    if (!first) return [];
    const from = first.index + (first[0].startsWith("\n") ? 1 : 0);
    const thoughts: string[] = [];
    const calls: WrittenCall[] = [];
    let says: string | undefined;
    let at = first.index;
    for (let count = 0; count < mostLabels; count++) {
      const mark = cursor.match(label, at);
      if (!mark) break;
      const kind = (mark[1] ?? "").toLowerCase();
      const begin = mark.index + mark[0].length;
      at = begin;
      // What the model dreamt up from here on never happened.
      if (kind === "observation") break;
      if (kind === "thought") thoughts.push(text.slice(begin, nextLabel(cursor, begin)).trim());
      if (kind === "final answer") {
        if (calls.length === 0) says = text.slice(begin, invented(cursor, begin)).trim();
        break;
      }
      if (kind === "action") {
        const read = actionAt(cursor, begin, tools);
        if (!read) continue;
        calls.push(read.call);
        at = read.to;
      }
    }
    // "Action: we should ..." is a sentence: nothing here was a step of the protocol.
    if (calls.length === 0 && says === undefined) return [];
    const thought = thoughts.filter(Boolean).join("\n");
    const [call, ...others] = calls;
    const block: Block = {
      format: "react",
      from,
      to: text.length,
      closed: calls.every(({ cut }) => !cut),
      calls: call ? [call, ...others.map(({ name }) => ({ name, broken: onlyOne }))] : [],
    };
    return [{ ...block, ...(thought ? { thought } : {}), ...(says === undefined ? {} : { says }) }];
  },
};

const onlyOne = "only one action of a reply is carried out";

/** null: a sentence follows the label, no call. */
function actionAt(
  cursor: Cursor,
  begin: number,
  tools: readonly ToolSpec[],
): { call: WrittenCall; to: number } | null {
  const { text } = cursor;
  const open = cursor.at(/`?/y, begin)?.[0].length ?? 0;
  const read = readPythonCall(text, begin + open);
  if (read && "cut" in read) return { call: { name: read.name, cut: true }, to: text.length };
  if (read) return { call: writtenCall(read, tools), to: read.to };
  if (text[begin] === "{") {
    const end = cursor.jsonEnd(begin);
    if (end < 0) return { call: { name: "", cut: true }, to: text.length };
    const [call] = callFromText(text.slice(begin, end), tools) ?? [];
    return call ? { call, to: end } : null;
  }
  const unread = /^`?([A-Za-z_][\w.-]{0,127})\s?\(/.exec(text.slice(begin, begin + 140));
  if (unread) {
    const call = { name: unread[1] ?? "", broken: "its arguments cannot be read" };
    return { call, to: nextLabel(cursor, begin) };
  }
  const name = cursor.at(bareName, begin)?.[1];
  if (name === undefined) return null;
  return withInput(cursor, begin + name.length, name, tools);
}

function withInput(
  cursor: Cursor,
  from: number,
  name: string,
  tools: readonly ToolSpec[],
): { call: WrittenCall; to: number } {
  const { text } = cursor;
  const mark = cursor.match(label, from);
  if (!mark || (mark[1] ?? "").toLowerCase() !== "action input") {
    const tool = tools.find((one) => one.name === resolveName(name, tools).name);
    // Without an input only a tool that takes none can be meant; for any other the input has yet to come.
    const takesNone = tool && Object.keys(propertiesOf(tool.parameters)).length === 0;
    const call: WrittenCall = takesNone ? { name, object: {} } : { name, cut: true };
    return { call, to: mark ? mark.index : text.length };
  }
  let at = cursor.blank(mark.index + mark[0].length);
  at += cursor.at(fence, at)?.[0].length ?? 0;
  if (text[at] === "{") {
    const end = cursor.jsonEnd(at);
    if (end >= 0) return { call: { name, text: text.slice(at, end) }, to: end };
    return { call: { name, cut: true }, to: text.length };
  }
  const to = nextLabel(cursor, at);
  const written = text.slice(at, to).trim();
  if (written === "" && to >= text.length) return { call: { name, cut: true }, to };
  if (/^(None|null|)$/.test(written)) return { call: { name, object: {} }, to };
  return { call: { name, broken: "the Action Input is not a JSON object" }, to };
}

function nextLabel(cursor: Cursor, from: number): number {
  return cursor.match(label, from)?.index ?? cursor.text.length;
}

/** An answer ends where the model goes on to dream up an observation. */
function invented(cursor: Cursor, from: number): number {
  return (
    cursor.match(/\n[^\S\n]{0,8}\*{0,2}Observation\*{0,2}[^\S\n]{0,3}[:：]/gi, from)?.index ??
    cursor.text.length
  );
}
