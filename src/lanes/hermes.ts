/** The lane of Hermes, Qwen 2.5 and 3, Granite, and the first guess for a model nobody knows: JSON in `<tool_call>`. */

import type { ToolSpec } from "../core/types.ts";
import { laneProse } from "./prose.ts";
import { hermesBlocks } from "./scanners/hermes.ts";
import { argumentsOf, joined, textLane, withoutTag } from "./text-lane.ts";

export const hermes = textLane({
  name: "hermes",
  scanner: hermesBlocks,
  answer: "An answer to the user is plain text without a <tool_call>.",
  prompt: (tools) => `# Tools

You may call one or more functions to assist with the user query.

You are provided with function signatures within <tools></tools> XML tags:
<tools>
${tools.map(signature).join("\n")}
</tools>

For each function call, return a json object with function name and arguments within <tool_call></tool_call> XML tags:
<tool_call>
{"name": <function-name>, "arguments": <args-json-object>}
</tool_call>

After your calls stop writing: the results come back in <tool_response></tool_response>. When nothing is left to call, answer in plain text.`,
  said: (text, calls) =>
    joined(
      text,
      calls.map((call) => hermesBlocks.example(call.name, argumentsOf(call))),
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
  return JSON.stringify({ type: "function", function: { name, description, parameters } });
}
