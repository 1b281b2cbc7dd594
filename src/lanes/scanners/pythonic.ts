/** Llama 3.2 and 4, Olmo: a Python list of calls as the last thing of the message, `[f(a=1), g()]`. */

import type { JsonObject, ToolSpec } from "../../core/types.ts";
import type { Block, Scanner, WrittenCall } from "../blocks.ts";
import { resolveName } from "../names.ts";
import { type PythonCall, readPythonCall } from "../python-call.ts";
import { propertiesOf, typesOf } from "../typed-value.ts";

const start = /(?:<\|python_start\|>|^)\s*\[\s*(?=[A-Za-z_][\w.-]{0,127}\s{0,3}\()/gm;
const ending = /\s*(?:<\|python_end\|>)?\s*(?:<\|(?:eot|eom|eot_id|eom_id)\|>)?\s*$/y;

export const pythonicBlocks: Scanner = {
  format: "pythonic",
  example: (name, args) => `[${callText(name, args)}]`,
  blocks(text, tools) {
    for (const open of text.matchAll(start)) {
      const block = listAt(text, open.index, open.index + open[0].length, tools);
      if (block) return [block];
    }
    return [];
  },
};

/** As Python writes it; texts as JSON does, which Python reads alike. */
export function callText(name: string, args: JsonObject): string {
  const pairs = Object.entries(args).map(([key, value]) => `${key}=${JSON.stringify(value)}`);
  return `${name}(${pairs.join(", ")})`;
}

/** null: it is not a list of calls, or something follows it. */
function listAt(
  text: string,
  from: number,
  begin: number,
  tools: readonly ToolSpec[],
): Block | null {
  const calls: WrittenCall[] = [];
  const cut = (call: WrittenCall): Block => ({
    format: "pythonic",
    from,
    to: text.length,
    closed: false,
    calls: [...calls, call],
  });
  for (let at = begin; ; ) {
    const read = readPythonCall(text, at);
    if (!read) return null;
    if ("cut" in read) return cut({ name: read.name, cut: true });
    calls.push(writtenCall(read, tools));
    at = skip(text, read.to);
    if (text[at] === "]") {
      ending.lastIndex = at + 1;
      return ending.test(text)
        ? { format: "pythonic", from, to: text.length, closed: true, calls }
        : null;
    }
    if (at >= text.length) return { format: "pythonic", from, to: at, closed: false, calls };
    if (text[at] !== ",") return null;
    at = skip(text, at + 1);
    if (at >= text.length) return { format: "pythonic", from, to: at, closed: false, calls };
  }
}

function skip(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

/** Arguments without a keyword take the tool's parameters in their order. */
export function writtenCall(
  { name, positional, named }: PythonCall,
  tools: readonly ToolSpec[],
): WrittenCall {
  const tool = tools.find((one) => one.name === resolveName(name, tools).name);
  const properties = propertiesOf(tool?.parameters);
  if (positional.length === 0) return { name, object: named };
  // One object in the parentheses is the arguments themselves.
  const [only] = positional;
  const names = Object.keys(properties);
  const takesObject = typesOf(properties[names[0] ?? ""]).has("object");
  if (
    positional.length === 1 &&
    isObject(only) &&
    !takesObject &&
    Object.keys(named).length === 0
  ) {
    return { name, object: only };
  }
  if (positional.length > names.length) {
    return { name, broken: "it has more arguments than the tool has parameters" };
  }
  const object = { ...Object.fromEntries(positional.map((value, index) => [names[index], value])) };
  if (Object.keys(named).some((key) => key in object)) {
    return { name, broken: "one parameter is given twice" };
  }
  return { name, object: { ...object, ...named }, repaired: ["positional_arguments"] };
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
