/** The XML decision: `<decision mode="act"><think>..</think><action name="n"><arg name="k">v</arg></action></decision>`, or `<final_answer>`. */

import type { JsonObject, ToolSpec } from "../../core/types.ts";
import { type Block, mostBlocks, type Scanner, type WrittenCall } from "../blocks.ts";
import { Cursor } from "../cursor.ts";
import { resolveName } from "../names.ts";
import {
  framedText,
  type ParameterTags,
  type RawParameter,
  readParameters,
  tagPattern,
  typedArguments,
  unframed,
} from "../tag-parameters.ts";
import { propertiesOf } from "../typed-value.ts";

const tags: ParameterTags = {
  open: tagPattern(
    "<(?:arg|param|parameter)\\s+name\\s*=\\s*[\"']([^\"'>\\n]{1,128})[\"']([^>\\n]{0,80})>",
  ),
  close: tagPattern("</(?:arg|param|parameter)>"),
  end: tagPattern("</(?:action|tool)>|</decision>"),
  wholeEnd: tagPattern("</(?:action|tool)>\\s{0,20}</decision>"),
  call: tagPattern("<(?:action|tool)\\s"),
};
const opener =
  /<(?:action|tool)\s+(?:[a-z]{1,20}=["'][^"'>]{0,80}["']\s+)?name\s*=\s*["']([^"'>\n]{0,128})["'][^>\n/]{0,80}(\/?)>/g;
const decision = /<decision(?:\s+[^>\n]{0,80})?>/g;
const thinkOpen = /<(think|thought|thinking)>/g;
const finalOpen = /<final_answer>/g;

export const xmlDecisionBlocks: Scanner = {
  format: "xml_decision",
  example: (name, args) => {
    const list = Object.entries(args).map(
      ([key, value]) => `<arg name="${key}">${xmlValue(value)}</arg>`,
    );
    return `<decision mode="act"><think>why this is the next step</think><action name="${name}">${list.join("")}</action></decision>`;
  },
  blocks(text, tools) {
    const found: Block[] = [];
    const cursor = new Cursor(text);
    for (let at = 0; found.length < mostBlocks; ) {
      const open = cursor.match(decision, at);
      const bare = cursor.match(opener, at) ?? cursor.match(finalOpen, at);
      if (!open && !bare) break;
      const from = Math.min(
        open?.index ?? Number.POSITIVE_INFINITY,
        bare?.index ?? Number.POSITIVE_INFINITY,
      );
      const begin = open && open.index === from ? from + open[0].length : from;
      const block = decisionAt(cursor, from, begin, open?.index === from, tools);
      found.push(block);
      at = Math.max(block.to, from + 1);
    }
    return found;
  },
};

function decisionAt(
  cursor: Cursor,
  from: number,
  begin: number,
  wrapped: boolean,
  tools: readonly ToolSpec[],
): Block {
  const { text } = cursor;
  const calls: WrittenCall[] = [];
  const thoughts: string[] = [];
  let says: string | undefined;
  let closed = true;
  let at = cursor.blank(begin);
  for (let count = 0; count < mostBlocks; count++) {
    const think = startsAt(cursor, thinkOpen, at);
    const action = startsAt(cursor, opener, at);
    if (think) {
      const tag = `</${think[1]}>`;
      const end = cursor.find(tag, at);
      thoughts.push(text.slice(at + think[0].length, end < 0 ? text.length : end).trim());
      at = end < 0 ? text.length : end + tag.length;
    } else if (startsAt(cursor, finalOpen, at)) {
      const inner = at + "<final_answer>".length;
      const end = endOfAnswer(cursor, inner);
      says = decoded(unframed(text.slice(inner, end.at))).trim();
      at = end.next;
    } else if (action) {
      const call = actionAt(cursor, at, action, tools);
      calls.push(...call.calls);
      closed &&= call.closed;
      at = call.to;
    } else break;
    at = cursor.blank(at);
  }
  const end = cursor.at(/<\/decision>/y, at);
  if (end) at += end[0].length;
  else if (wrapped && calls.length === 0 && says === undefined) {
    // Words in a decision that are in no element: nothing is known of what was meant.
    const close = cursor.find("</decision>", at);
    closed = close >= 0;
    at = closed ? close + "</decision>".length : text.length;
  }
  if (calls.length === 0 && says === undefined) {
    calls.push({
      name: "",
      ...(closed && at < text.length + 1 && end ? {} : { cut: !closed }),
      broken: "it has neither an action nor a final_answer",
    });
  }
  return {
    format: "xml_decision",
    from,
    to: at,
    closed,
    calls,
    ...(says !== undefined && calls.length === 0 ? { says } : {}),
    ...(thoughts.length > 0 ? { thought: thoughts.join("\n") } : {}),
  };
}

function actionAt(
  cursor: Cursor,
  from: number,
  open: RegExpExecArray,
  tools: readonly ToolSpec[],
): Pick<Block, "to" | "closed" | "calls"> {
  const name = open[1] ?? "";
  const begin = from + open[0].length;
  if (open[2] === "/") return { to: begin, closed: true, calls: [{ name, object: {} }] };
  const json = jsonArguments(cursor, begin, name);
  if (json) return json;
  const tool = tools.find((one) => one.name === resolveName(name, tools).name);
  const known = new Set(Object.keys(propertiesOf(tool?.parameters)));
  const read = readParameters(cursor, begin, tags, known);
  if (!read) return withoutArguments(cursor, begin, name);
  const call: WrittenCall = {
    name,
    object: typedArguments(read.parameters, tool, { text: plainValue }),
    ...(read.closed ? {} : { cut: true }),
    ...(read.ambiguous
      ? { broken: "closing tags stand inside a value: write < as &lt; there" }
      : {}),
  };
  // The decision's own end is taken with the decision.
  const to = cursor.text.startsWith("</decision>", read.to - "</decision>".length)
    ? read.to - "</decision>".length
    : read.to;
  return { to, closed: read.closed, calls: [call] };
}

/** `<action name="n">{"key": "value"}</action>`, also inside `<args>`. */
function jsonArguments(
  cursor: Cursor,
  begin: number,
  name: string,
): Pick<Block, "to" | "closed" | "calls"> | null {
  const open = cursor.at(/\s*(?:<(?:args|arguments)>\s*)?(?=\{)/y, begin);
  if (!open) return null;
  const at = begin + open[0].length;
  const end = cursor.jsonEnd(at);
  if (end < 0) return { to: cursor.text.length, closed: false, calls: [{ name, cut: true }] };
  const close = cursor.at(/\s*(?:<\/(?:args|arguments)>\s*)?<\/(?:action|tool)>/y, end);
  const text = cursor.text.slice(at, end);
  return {
    to: end + (close?.[0].length ?? 0),
    closed: close !== null,
    calls: [{ name, text, ...(close ? {} : { cut: true }) }],
  };
}

function withoutArguments(
  cursor: Cursor,
  begin: number,
  name: string,
): Pick<Block, "to" | "closed" | "calls"> {
  const end = cursor.match(/<\/(?:action|tool)>/g, begin);
  if (!end) return { to: cursor.text.length, closed: false, calls: [{ name, cut: true }] };
  const calls = [{ name, broken: "its arguments are not in <arg name=...> elements" }];
  return { to: end.index + end[0].length, closed: true, calls };
}

/** The last closing tag before the decision's end: an answer may speak about the tag. */
function endOfAnswer(cursor: Cursor, from: number): { at: number; next: number } {
  const whole = cursor.match(/<\/final_answer>\s{0,20}<\/decision>/g, from);
  const plain = cursor.find("</final_answer>", from);
  const at = whole ? whole.index : plain;
  if (at >= 0) return { at, next: at + "</final_answer>".length };
  const end = cursor.find("</decision>", from);
  return end < 0 ? { at: cursor.text.length, next: cursor.text.length } : { at: end, next: end };
}

function plainValue({ raw }: RawParameter): string {
  const text = unframed(raw);
  const section = /^\s*<!\[CDATA\[([\s\S]*)\]\]>\s*$/.exec(text);
  return section ? (section[1] ?? "") : decoded(text);
}

const entities: ReadonlyMap<string, string> = new Map([
  ["lt", "<"],
  ["gt", ">"],
  ["amp", "&"],
  ["quot", '"'],
  ["apos", "'"],
]);

/** One pass, so that `&amp;lt;` is `&lt;`; a bare ampersand stays one. */
function decoded(text: string): string {
  return text.replaceAll(
    /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([0-9a-fA-F]{1,6}));/g,
    (whole, name, decimal, hex) => {
      const named = entities.get(String(name));
      if (named !== undefined) return named;
      const code = Number.parseInt(String(decimal ?? hex), decimal === undefined ? 16 : 10);
      return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}

export function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function startsAt(cursor: Cursor, pattern: RegExp, at: number): RegExpExecArray | null {
  const found = cursor.match(pattern, at);
  return found && found.index === at ? found : null;
}

export function xmlValue(value: JsonObject[string]): string {
  return escaped(framedText(value));
}
