/** GLM 4.5 and later: `<tool_call>NAME<arg_key>key</arg_key><arg_value>value</arg_value></tool_call>`. */

import type { ToolSpec } from "../../core/types.ts";
import { type Block, mostBlocks, type Scanner } from "../blocks.ts";
import { Cursor } from "../cursor.ts";
import { resolveName } from "../names.ts";
import {
  framedText,
  type ParameterTags,
  readParameters,
  tagPattern,
  typedArguments,
} from "../tag-parameters.ts";
import { propertiesOf } from "../typed-value.ts";

const tags: ParameterTags = {
  open: tagPattern("<arg_key>([^<\\n]{1,128})</arg_key>\\s{0,20}<arg_value>"),
  close: tagPattern("</arg_value>"),
  end: tagPattern("</tool_call>"),
  wholeEnd: tagPattern("</tool_call>\\s{0,20}$"),
  call: tagPattern("<tool_call>"),
};
/** The name ends with its line or with the next tag; a brace or a bracket would be another form. */
const opener =
  /<tool_call>\s{0,20}([^\s<>{}[\]"'`=][^<>{}[\]"'`=\n]{0,127}?)\s{0,20}(?=<arg_key>|<\/tool_call>)/g;

export const glmBlocks: Scanner = {
  format: "glm",
  example: (name, args) => {
    const pairs = Object.entries(args).map(
      ([key, value]) => `<arg_key>${key}</arg_key>\n<arg_value>${framedText(value)}</arg_value>\n`,
    );
    return `<tool_call>${name}\n${pairs.join("")}</tool_call>`;
  },
  blocks(text, tools) {
    const found: Block[] = [];
    const cursor = new Cursor(text);
    for (let at = 0; found.length < mostBlocks; ) {
      const open = cursor.match(opener, at);
      if (!open) break;
      const name = (open[1] ?? "").trim();
      // More than one word is a sentence about the tag, or about nothing that exists.
      if (/\s/.test(name)) {
        at = open.index + open[0].length;
        continue;
      }
      const block = callAt(cursor, open.index, open.index + open[0].length, name, tools);
      if (block) found.push(block);
      at = block?.to ?? open.index + open[0].length;
    }
    return found;
  },
};

function callAt(
  cursor: Cursor,
  from: number,
  begin: number,
  name: string,
  tools: readonly ToolSpec[],
): Block | null {
  const tool = tools.find((one) => one.name === resolveName(name, tools).name);
  const known = new Set(Object.keys(propertiesOf(tool?.parameters)));
  const read = readParameters(cursor, begin, tags, known);
  if (!read) return null;
  const { to, closed, ambiguous, parameters } = read;
  const call = {
    name,
    object: typedArguments(parameters, tool),
    ...(closed ? {} : { cut: true }),
    ...(ambiguous ? { broken: "closing tags stand inside a value" } : {}),
  };
  return { format: "glm", from, to, closed, calls: [call] };
}
