/** The lane in which every reply is one JSON object: a thought, then an action or the final answer. */

import { laneProse } from "./prose.ts";
import { jsonDecisionBlocks } from "./scanners/json-decision.ts";
import { argumentsOf, textLane } from "./text-lane.ts";

export const jsonDecision = textLane({
  name: "json_decision",
  scanner: jsonDecisionBlocks,
  answer: 'An answer to the user is {"thought": "...", "final_answer": "..."}.',
  prompt: (tools) => `# Tools

${JSON.stringify(tools.map(({ name, description, parameters }) => ({ name, description, parameters })))}

# How to reply

Every reply is exactly one JSON object and nothing else: no fence, no words around it. To use one tool:
{"thought": "why", "action": {"name": "tool_name", "args": {"parameter": "value"}}}
To use several tools that do not depend on each other:
{"thought": "why", "actions": [{"name": "tool_name", "args": {}}, {"name": "tool_name", "args": {}}]}
To answer the user, when nothing is left to do:
{"thought": "why", "final_answer": "the answer"}
Inside JSON texts a line break is \\n, a quote \\" and a backslash \\\\. The results of your actions come back as {"tool_results": [...]}.`,
  said(text, calls) {
    const actions = calls.map((call) => ({ name: call.name, args: argumentsOf(call) }));
    const [action] = actions;
    if (!action) return JSON.stringify({ final_answer: text });
    const thought = text.trim() === "" ? {} : { thought: text.trim() };
    return JSON.stringify(actions.length === 1 ? { ...thought, action } : { ...thought, actions });
  },
  results: (messages) =>
    JSON.stringify({
      tool_results: messages.map(({ name, content, isError = false }) => ({
        name,
        ok: !isError,
        content,
      })),
    }),
  prose: laneProse(["```json", '{"', "{'"], ["{", "```"]),
});
