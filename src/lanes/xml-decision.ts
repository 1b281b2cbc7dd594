/** The lane in which every reply is one `<decision>`: thoughts, then actions or the final answer. */

import type { ToolSpec } from "../core/types.ts";
import { laneProse } from "./prose.ts";
import { escaped, xmlDecisionBlocks, xmlValue } from "./scanners/xml-decision.ts";
import { argumentsOf, textLane, withoutTag } from "./text-lane.ts";
import { propertiesOf, requiredOf } from "./typed-value.ts";

export const xmlDecision = textLane({
  name: "xml_decision",
  scanner: xmlDecisionBlocks,
  answer:
    'An answer to the user is <decision mode="final"><final_answer>...</final_answer></decision>.',
  prompt: (tools) => `# Tools

<tools>
${tools.map(signature).join("\n")}
</tools>

# How to reply

Every reply is exactly one <decision> element and nothing else. To use tools, one <action> for each call:
<decision mode="act"><think>why</think><action name="tool_name"><arg name="parameter">value</arg></action></decision>
To answer the user, when nothing is left to do:
<decision mode="final"><think>why</think><final_answer>the answer</final_answer></decision>
In values write < as &lt; and & as &amp;, or put the whole value into <![CDATA[ ]]>. Lists and objects are written as JSON. The results of your actions come back as <tool_result> elements.`,
  said(text, calls) {
    if (calls.length === 0)
      return `<decision mode="final"><final_answer>${escaped(text)}</final_answer></decision>`;
    const think = text.trim() === "" ? "" : `<think>${escaped(text.trim())}</think>`;
    const actions = calls.map((call) => {
      const list = Object.entries(argumentsOf(call)).map(
        ([name, value]) => `<arg name="${name}">${xmlValue(value)}</arg>`,
      );
      return `<action name="${call.name}">${list.join("")}</action>`;
    });
    return `<decision mode="act">${think}${actions.join("")}</decision>`;
  },
  results: (messages) =>
    messages
      .map(({ name, content, isError }) => {
        const error = isError ? ' error="true"' : "";
        return `<tool_result name="${name}"${error}>\n${withoutTag(content || "(empty)", "tool_result")}\n</tool_result>`;
      })
      .join("\n"),
  prose: laneProse(["<decision", "<action ", "<final_answer>"], ["```", "<think", "<tool "]),
});

function signature({ name, description, parameters }: ToolSpec): string {
  const required = new Set(requiredOf(parameters));
  const list = Object.entries(propertiesOf(parameters)).map(
    ([key, schema]) =>
      `<param name="${key}" required="${required.has(key)}">${JSON.stringify(schema)}</param>`,
  );
  return [`<tool name="${name}">`, description, ...list, "</tool>"].filter(Boolean).join("\n");
}
