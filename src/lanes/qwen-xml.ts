/** The lane of Qwen3-Coder and its kin: a call is elements, so that code stands in it as it is. */

import type { ToolSpec } from "../core/types.ts";
import { laneProse } from "./prose.ts";
import { qwenXmlBlocks } from "./scanners/qwen-xml.ts";
import { argumentsOf, joined, textLane, withoutTag } from "./text-lane.ts";
import { propertiesOf, requiredOf } from "./typed-value.ts";

export const qwenXml = textLane({
  name: "qwen_xml",
  scanner: qwenXmlBlocks,
  answer: "An answer to the user is plain text without a <function=...> block.",
  prompt: (tools) => `# Tools

You have access to the following functions:

<tools>
${tools.map(signature).join("\n")}
</tools>

To call a function, write exactly this, with one <parameter> element for each argument and its value as it is, without escapes:

<tool_call>
<function=example_function_name>
<parameter=example_parameter_1>
value_1
</parameter>
<parameter=example_parameter_2>
a value that
spans lines
</parameter>
</function>
</tool_call>

Rules:
- The <function=...> block stands inside <tool_call></tool_call>; both are closed. Several calls are several such blocks.
- Every required parameter is given. Lists and objects are written as JSON.
- Words to the user stand before the calls, never behind them. Results come back in <tool_response></tool_response>.
- When nothing is left to call, answer in plain text.`,
  said: (text, calls) =>
    joined(
      text,
      calls.map((call) => qwenXmlBlocks.example(call.name, argumentsOf(call))),
    ),
  results: (messages) =>
    messages
      .map(
        ({ content }) =>
          `<tool_response>\n${withoutTag(content || "(empty)", "tool_response")}\n</tool_response>`,
      )
      .join("\n"),
  prose: laneProse([]),
});

function signature({ name, description, parameters }: ToolSpec): string {
  const required = new Set(requiredOf(parameters));
  const list = Object.entries(propertiesOf(parameters)).map(
    ([key, schema]) =>
      `<parameter>\n<name>${key}</name>\n<required>${required.has(key)}</required>\n<schema>${JSON.stringify(schema)}</schema>\n</parameter>`,
  );
  return [
    "<function>",
    `<name>${name}</name>`,
    `<description>${description}</description>`,
    "<parameters>",
    ...list,
    "</parameters>",
    "</function>",
  ].join("\n");
}
