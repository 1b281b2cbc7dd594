/** DeepSeek: V3 and R1 (fenced JSON), V3.1 (bare JSON), V3.2 and V4 (DSML), with the bars in whatever form a gateway leaves them. */

import { type Block, mostBlocks, type Scanner, type WrittenCall } from "../blocks.ts";
import { Cursor } from "../cursor.ts";
import { unframed } from "../tag-parameters.ts";
import { type InvokeGrammar, invokeBlocks, invokeTags } from "./invoke.ts";

const bar = "[|｜‖]{1,2}";
const mark = `${bar}DSML${bar}`;
const wrappers = "function_calls|tool_calls";

const dsml: InvokeGrammar = {
  format: "deepseek",
  tags: invokeTags(mark, wrappers),
  opener: new RegExp(`<${mark}invoke\\s+name=["']?([^"'>\\n]{0,128})["']?\\s*>`, "g"),
  wrapper: new RegExp(`<${mark}(?:${wrappers})>\\s*$`),
  wrapperEnd: new RegExp(`</${mark}(?:${wrappers})>`, "y"),
  // A text is told to be one and stands as it is; other values are JSON.
  isText: ({ attributes }) => (/string\s*=\s*["']?true/.test(attributes) ? true : undefined),
  text: ({ raw, attributes }) => (/string\s*=/.test(attributes) ? raw : unframed(raw)),
};

/** `▁` stands for the blanks of a token's name; some gateways write them, or an underscore. */
const token = (words: string) => `<${bar}${words.replaceAll(" ", "[▁_ ]")}${bar}>`;
const callBegin = new RegExp(`${token("tool call begin")}\\s{0,20}`, "g");
const separator = new RegExp(`([^<\\n]{0,160}?)\\s{0,20}${token("tool sep")}\\s{0,20}`, "y");
const v3Name = /([^\s`{]{1,128})\s*```(?:json)?[^\S\n]*\n/y;
const callEnd = new RegExp(token("tool call end"), "g");
const callsBegin = new RegExp(`${token("tool calls begin")}\\s*$`);
const callsEnd = new RegExp(`\\s*${token("tool calls end")}`, "y");

export const deepseekBlocks: Scanner = {
  format: "deepseek",
  example: (name, args) =>
    `<｜tool▁calls▁begin｜><｜tool▁call▁begin｜>${name}<｜tool▁sep｜>${JSON.stringify(args)}<｜tool▁call▁end｜><｜tool▁calls▁end｜>`,
  blocks(text, tools) {
    const cursor = new Cursor(text);
    const found = invokeBlocks(cursor, tools, dsml);
    for (let at = 0; found.length < mostBlocks; ) {
      const open = cursor.match(callBegin, at);
      if (!open) break;
      const start = callsBegin.exec(text.slice(Math.max(at, open.index - 60), open.index));
      const from = open.index - (start?.[0].length ?? 0);
      const block = callAt(cursor, from, open.index + open[0].length);
      found.push(block);
      at = block.to;
    }
    return found.toSorted((a, b) => a.from - b.from);
  },
};

function callAt(cursor: Cursor, from: number, begin: number): Block {
  const { text } = cursor;
  const head = cursor.at(separator, begin);
  let name = (head?.[1] ?? "").trim();
  let at = begin + (head?.[0].length ?? 0);
  let fenced = false;
  const v3 = head && /^(function)?$/.test(name) ? cursor.at(v3Name, at) : null;
  if (v3) {
    name = v3[1] ?? "";
    at += v3[0].length;
    fenced = true;
  }
  const block = (to: number, closed: boolean, call: Partial<WrittenCall>): Block => {
    const tail = cursor.at(callsEnd, to)?.[0].length ?? 0;
    return { format: "deepseek", from, to: to + tail, closed, calls: [{ name, ...call }] };
  };
  const json = text[cursor.blank(at)] === "{" ? cursor.jsonEnd(cursor.blank(at)) : -1;
  const stop = cursor.match(callEnd, json < 0 ? at : json);
  const between = stop ? text.slice(json < 0 ? at : json, stop.index) : "";
  if (!head)
    return block(stop ? stop.index + stop[0].length : text.length, stop !== null, { cut: true });
  if (json >= 0 && (!stop || ["", "```"].includes(between.trim()))) {
    return block(stop ? stop.index + stop[0].length : endOfFence(cursor, json, fenced), true, {
      text: text.slice(at, json),
    });
  }
  const end = cursor.match(callEnd, at);
  if (!end) return block(text.length, false, { cut: true });
  const written = text.slice(at, end.index).replace(/\s*```\s*$/, "");
  return block(end.index + end[0].length, true, { text: written });
}

function endOfFence(cursor: Cursor, at: number, fenced: boolean): number {
  return fenced ? at + (cursor.at(/\s*```/y, at)?.[0].length ?? 0) : at;
}
