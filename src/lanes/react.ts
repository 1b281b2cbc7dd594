/** The lane for the smallest models: Thought, Action, Observation, one call a reply. */

import type { ToolSpec } from "../core/types.ts";
import { laneProse } from "./prose.ts";
import { callText } from "./scanners/pythonic.ts";
import { reactBlocks } from "./scanners/react.ts";
import { argumentsOf, textLane } from "./text-lane.ts";
import { propertiesOf, requiredOf } from "./typed-value.ts";

export const react = textLane({
  name: "react",
  scanner: reactBlocks,
  answer: "An answer to the user is a line that begins with Final Answer:.",
  prompt: (tools) => `# Tools

${tools.map(signature).join("\n")}

# How to reply

Think, then use one tool, in this form:
Thought: why
Action: tool_name(parameter="value", other=5)
Stop writing there: the result comes back as an Observation. One action a reply. Texts stand in double quotes; inside them a line break is \\n, a quote \\" and a backslash \\\\. Lists and objects are written as JSON.
When nothing is left to do:
Thought: why
Final Answer: the answer`,
  said(text, calls) {
    if (calls.length === 0) return `Final Answer: ${text}`;
    const thought = text.trim() === "" ? [] : [`Thought: ${text.trim()}`];
    const actions = calls.map((call) => `Action: ${callText(call.name, argumentsOf(call))}`);
    return [...thought, ...actions].join("\n");
  },
  results: (messages) =>
    messages.map(({ content }) => `Observation: ${content || "(empty)"}`).join("\n"),
  stop: ["\nObservation:"],
  prose: laneProse(
    [],
    ["Thought:", "Action:", "Action Input:", "Final Answer:", "Observation:", "**", "```"],
  ),
});

/** `name(path: string, limit?: integer): description`; what a word cannot tell is told as a schema. */
function signature({ name, description, parameters }: ToolSpec): string {
  const required = new Set(requiredOf(parameters));
  const entries = Object.entries(propertiesOf(parameters));
  const list = entries.map(
    ([key, schema]) => `${key}${required.has(key) ? "" : "?"}: ${typeWord(schema)}`,
  );
  const details = entries.filter(([, schema]) => isNested(schema));
  return [
    `- ${name}(${list.join(", ")}): ${description}`,
    ...entries
      .filter(([, schema]) => wordsOf(schema))
      .map(([key, schema]) => `  ${key}: ${wordsOf(schema)}`),
    ...details.map(([key, schema]) => `  ${key} as JSON Schema: ${JSON.stringify(schema)}`),
  ].join("\n");
}

function typeWord(schema: unknown): string {
  const { type, enum: values } = (schema ?? {}) as ToolSpec["parameters"];
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(" | ");
  return Array.isArray(type) ? type.join(" | ") : String(type ?? "any");
}

function wordsOf(schema: unknown): string {
  const { description } = (schema ?? {}) as ToolSpec["parameters"];
  return typeof description === "string" && !isNested(schema) ? description : "";
}

function isNested(schema: unknown): boolean {
  const { type } = (schema ?? {}) as ToolSpec["parameters"];
  return type === "array" || type === "object" || type === undefined;
}
