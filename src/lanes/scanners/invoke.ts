/** The grammar that MiniMax and DeepSeek's DSML share: `<invoke name="n"><parameter name="k">value</parameter></invoke>` in a wrapper. */

import type { ToolSpec } from "../../core/types.ts";
import { type Block, mostBlocks } from "../blocks.ts";
import type { Cursor } from "../cursor.ts";
import { resolveName } from "../names.ts";
import {
  type ParameterTags,
  type RawParameter,
  readParameters,
  type TypedOptions,
  tagPattern,
  typedArguments,
} from "../tag-parameters.ts";
import { propertiesOf } from "../typed-value.ts";

export interface InvokeGrammar extends TypedOptions {
  format: string;
  tags: ParameterTags;
  /** Global; group 1 is the tool's name. */
  opener: RegExp;
  /** The wrapper right before the first call, ending at it. */
  wrapper: RegExp;
  /** Sticky; behind the last call. */
  wrapperEnd: RegExp;
}

/** `mark` is what stands between `<` or `</` and the tag's name, as a pattern. */
export function invokeTags(mark: string, wrappers: string, noise = ""): ParameterTags {
  const gap = `(?:${noise || "(?!)"})?`;
  return {
    open: tagPattern(
      `${gap}<${mark}parameter\\s+name=["']?([^"'>\\n]{1,128})["']?([^>\\n]{0,80})>`,
    ),
    close: tagPattern(`${gap}</${mark}parameter>`),
    end: tagPattern(`${gap}</${mark}invoke>|${gap}</${mark}(?:${wrappers})>`),
    wholeEnd: tagPattern(`${gap}</${mark}invoke>\\s{0,20}${gap}</${mark}(?:${wrappers})>`),
    call: tagPattern(`<${mark}invoke\\s`),
  };
}

/** Calls in one wrapper are one block. */
export function invokeBlocks(
  cursor: Cursor,
  tools: readonly ToolSpec[],
  grammar: InvokeGrammar,
): Block[] {
  const { text } = cursor;
  const found: Block[] = [];
  for (let at = 0, calls = 0; calls < mostBlocks; calls++) {
    const open = cursor.match(grammar.opener, at);
    if (!open) break;
    const begin = open.index + open[0].length;
    const read = callAt(cursor, begin, (open[1] ?? "").trim(), tools, grammar);
    if (!read) {
      at = begin;
      continue;
    }
    const last = found.at(-1);
    if (last && last.to === open.index) {
      last.calls.push(...read.calls);
      last.closed &&= read.closed;
      last.to = read.to;
    } else {
      const wrapper = grammar.wrapper.exec(text.slice(Math.max(at, open.index - 100), open.index));
      const from = open.index - (wrapper?.[0].length ?? 0);
      found.push({ format: grammar.format, from, ...read });
    }
    at = read.to;
  }
  return found;
}

function callAt(
  cursor: Cursor,
  begin: number,
  name: string,
  tools: readonly ToolSpec[],
  grammar: InvokeGrammar,
): Pick<Block, "to" | "closed" | "calls"> | null {
  const tool = tools.find((one) => one.name === resolveName(name, tools).name);
  const known = new Set(Object.keys(propertiesOf(tool?.parameters)));
  const read = readParameters(cursor, begin, grammar.tags, known);
  if (!read) return null;
  const call = {
    name,
    object: typedArguments(read.parameters as RawParameter[], tool, grammar),
    ...(read.closed ? {} : { cut: true }),
    ...(read.ambiguous ? { broken: "closing tags stand inside a value" } : {}),
  };
  const next = cursor.blank(read.to);
  const behind = cursor.at(grammar.wrapperEnd, next);
  // Up to the next call of the same wrapper, so that both are one block.
  const follows = cursor.at(new RegExp(grammar.opener.source, "y"), next);
  const to = behind ? next + behind[0].length : follows ? next : read.to;
  return { to, closed: read.closed, calls: [call] };
}
