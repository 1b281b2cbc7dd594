/** MiniMax M2 and M3 (whose tags carry a mark before them), the same grammar bare or in `<function_calls>`, and M1's JSON lines. */

import type { ToolSpec } from "../../core/types.ts";
import { type Block, mostBlocks, type Scanner, type WrittenCall } from "../blocks.ts";
import { brokenCall, callFromText } from "../call-object.ts";
import { Cursor } from "../cursor.ts";
import { framedText } from "../tag-parameters.ts";
import { type InvokeGrammar, invokeBlocks, invokeTags } from "./invoke.ts";

/** M3 writes `]<]minimax[>[` before each tag. */
const noise = "\\]<\\]minimax\\[>\\[";
const wrappers = "minimax:tool_call|function_calls|tool_calls?|minimax:tool_calls";

const grammar: InvokeGrammar = {
  format: "minimax",
  tags: invokeTags("", wrappers, noise),
  opener: new RegExp(`(?:${noise})?<invoke\\s+name=["']?([^"'>\\n]{0,128})["']?\\s*>`, "g"),
  wrapper: new RegExp(`(?:${noise})?<(?:${wrappers})>\\s*$`),
  wrapperEnd: new RegExp(`(?:${noise})?</(?:${wrappers})>`, "y"),
};

export const minimaxBlocks: Scanner = {
  format: "minimax",
  example: (name, args) => {
    const lines = Object.entries(args).map(
      ([key, value]) => `<parameter name="${key}">${framedText(value)}</parameter>\n`,
    );
    return `<minimax:tool_call>\n<invoke name="${name}">\n${lines.join("")}</invoke>\n</minimax:tool_call>`;
  },
  blocks(text, tools) {
    const cursor = new Cursor(text);
    const invokes = invokeBlocks(cursor, tools, grammar);
    return invokes.length > 0 ? invokes : jsonLines(cursor, tools);
  },
};

/** M1: `<tool_calls>` and one JSON object on each line. */
function jsonLines(cursor: Cursor, tools: readonly ToolSpec[]): Block[] {
  const { text } = cursor;
  const found: Block[] = [];
  for (let from = 0; found.length < mostBlocks; ) {
    const open = cursor.match(/<tool_calls>\s{0,20}(?=\{)/g, from);
    if (!open) break;
    const calls: WrittenCall[] = [];
    let at = open.index + open[0].length;
    let whole = true;
    while (whole && text[at] === "{") {
      const end = cursor.jsonEnd(at);
      whole = end >= 0;
      const to = whole ? end : text.length;
      const read = whole
        ? callFromText(text.slice(at, to), tools)
        : [brokenCall(text.slice(at, at + 20_000))];
      for (const call of read ?? []) calls.push(whole ? call : { ...call, cut: true });
      at = cursor.blank(to);
    }
    const closed = text.startsWith("</tool_calls>", at);
    const to = closed ? at + "</tool_calls>".length : at;
    if (calls.length > 0) found.push({ format: "minimax", from: open.index, to, closed, calls });
    from = to;
  }
  return found;
}
