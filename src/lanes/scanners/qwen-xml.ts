/** Qwen3-Coder: `<tool_call><function=NAME><parameter=KEY>value</parameter></function></tool_call>`; the wrapper is often lost. */

import type { JsonObject, ToolSpec } from "../../core/types.ts";
import { type Block, mostBlocks, type Scanner, type WrittenCall } from "../blocks.ts";
import { Cursor } from "../cursor.ts";
import { resolveName } from "../names.ts";
import {
  type ParameterTags,
  readParameters,
  tagPattern,
  typedArguments,
} from "../tag-parameters.ts";
import { propertiesOf } from "../typed-value.ts";

const tags: ParameterTags = {
  open: tagPattern("<parameter=([^>\\n]{1,128})>"),
  close: tagPattern("</parameter>"),
  end: tagPattern("</function>|</(?:seed:)?tool_call>"),
  wholeEnd: tagPattern("</function>\\s{0,20}</(?:seed:)?tool_call>"),
  call: tagPattern("<function="),
};
const opener = /<function=([^>\n]{0,128})>/g;
const wrapper = /<(?:seed:)?tool_call>\s*$/;
const wrapperEnd = /\s*<\/(?:seed:)?tool_call>/y;

export const qwenXmlBlocks: Scanner = {
  format: "qwen_xml",
  example: (name, args) =>
    [
      "<tool_call>",
      `<function=${name}>`,
      ...Object.entries(args).map(
        ([key, value]) => `<parameter=${key}>\n${asText(value)}\n</parameter>`,
      ),
      "</function>",
      "</tool_call>",
    ].join("\n"),
  blocks(text, tools) {
    const found: Block[] = [];
    const cursor = new Cursor(text);
    for (let at = 0; found.length < mostBlocks; ) {
      const open = cursor.match(opener, at);
      if (!open) break;
      const before = wrapper.exec(text.slice(Math.max(at, open.index - 60), open.index));
      const from = open.index - (before?.[0].length ?? 0);
      const begin = open.index + open[0].length;
      const read = functionAt(cursor, begin, open[1] ?? "", tools);
      if (read) found.push({ format: "qwen_xml", from, ...read });
      at = read?.to ?? begin;
    }
    return found;
  },
};

function functionAt(
  cursor: Cursor,
  begin: number,
  spelled: string,
  tools: readonly ToolSpec[],
): Pick<Block, "to" | "closed" | "calls"> | null {
  const name = spelled.trim().replace(/^["']|["']$/g, "");
  const json = jsonArguments(cursor, begin, name);
  if (json) return json;
  const tool = tools.find((one) => one.name === resolveName(name, tools).name);
  const known = new Set(Object.keys(propertiesOf(tool?.parameters)));
  const read = readParameters(cursor, begin, tags, known);
  if (!read) return null;
  const { to, closed, ambiguous, parameters } = read;
  const call: WrittenCall = {
    name,
    object: typedArguments(parameters, tool),
    ...(closed ? {} : { cut: true }),
    ...(ambiguous ? { broken: "closing tags stand inside a value" } : {}),
  };
  const end = cursor.at(wrapperEnd, to);
  return { to: to + (end?.[0].length ?? 0), closed, calls: [call] };
}

/** Llama's habit: `<function=NAME>{"key": "value"}</function>`. */
function jsonArguments(
  cursor: Cursor,
  begin: number,
  name: string,
): Pick<Block, "to" | "closed" | "calls"> | null {
  const at = cursor.blank(begin);
  if (cursor.text[at] !== "{") return null;
  const end = cursor.jsonEnd(at);
  if (end < 0) return { to: cursor.text.length, closed: false, calls: [{ name, cut: true }] };
  const close = cursor.at(/\s*<\/function>(?:\s*<\/tool_call>)?/y, end);
  const text = cursor.text.slice(at, end);
  return {
    to: end + (close?.[0].length ?? 0),
    closed: close !== null,
    calls: [{ name, text, ...(close ? {} : { cut: true }) }],
  };
}

function asText(value: JsonObject[string]): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
