/** Kimi K2: `<|tool_call_begin|>functions.NAME:0<|tool_call_argument_begin|>{...}<|tool_call_end|>`, in a section. */

import { type Block, mostBlocks, type Scanner, type WrittenCall } from "../blocks.ts";
import { Cursor } from "../cursor.ts";

const opener =
  /<\|tool_call_begin\|>\s{0,20}([^<\n]{0,160}?)\s{0,20}(<\|tool_call_argument_begin\|>|$|<\|tool_call_end\|>)/g;
const end = /\s*<\|tool_call_end\|>/y;
const sectionStart = /<\|tool_calls?_section_begin\|>\s*$/;
const sectionEnd = /\s*<\|tool_calls?_section_end\|>/y;

export const kimiBlocks: Scanner = {
  format: "kimi",
  example: (name, args) =>
    `<|tool_calls_section_begin|><|tool_call_begin|>functions.${name}:0<|tool_call_argument_begin|>${JSON.stringify(args)}<|tool_call_end|><|tool_calls_section_end|>`,
  blocks(text) {
    const found: Block[] = [];
    const cursor = new Cursor(text);
    for (let at = 0; found.length < mostBlocks; ) {
      const open = cursor.match(opener, at);
      if (!open) break;
      const start = sectionStart.exec(text.slice(Math.max(at, open.index - 60), open.index));
      const block = callAt(cursor, open, open.index - (start?.[0].length ?? 0));
      found.push(block);
      at = block.to;
    }
    return found;
  },
};

function callAt(cursor: Cursor, open: RegExpExecArray, from: number): Block {
  const { text } = cursor;
  const spelled = open[1] ?? "";
  const name = spelled.replace(/:\d+$/, "");
  // Kimi wants its own id back.
  const id = /^[\w.-]+:\d+$/.test(spelled) ? { id: spelled } : {};
  const at = cursor.blank(open.index + open[0].length);
  const block = (to: number, closed: boolean, call: Partial<WrittenCall>): Block => {
    const tail = cursor.at(end, to)?.[0].length ?? 0;
    const section = cursor.at(sectionEnd, to + tail)?.[0].length ?? 0;
    return {
      format: "kimi",
      from,
      to: to + tail + section,
      closed,
      calls: [{ name, ...id, ...call }],
    };
  };
  if (open[2] === "<|tool_call_end|>") return block(at, true, { object: {} });
  const stop = cursor.find("<|tool_call_end|>", at);
  if (text[at] === "{") {
    const to = cursor.jsonEnd(at);
    if (to >= 0 && (stop < 0 || cursor.at(end, to) || to > stop)) {
      return block(to, true, { text: text.slice(at, to) });
    }
  }
  if (stop < 0) return block(text.length, false, { cut: true });
  return block(stop, true, { text: text.slice(at, stop) });
}
