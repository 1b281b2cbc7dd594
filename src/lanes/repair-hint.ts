/** What goes back to a model whose reply could not be read: what was found, what is expected, one example with a real tool. */

import type { JsonObject, ToolSpec } from "../core/types.ts";
import { propertiesOf, requiredOf, typesOf } from "./typed-value.ts";

export interface HintOptions {
  lane: string;
  /** What was found, without a full stop. */
  found: string;
  example: (name: string, args: JsonObject) => string;
  /** How an answer is written, one sentence. */
  answer: string;
}

export function repairHint(
  { lane, found, example, answer }: HintOptions,
  tools: readonly ToolSpec[],
): string {
  const [name, args] = exampleCall(tools);
  const names = tools.map((tool) => tool.name).join(", ");
  return [
    `Your reply could not be used (${lane}): ${found}.`,
    `Write each call complete, as valid ${/[{]/.test(example(name, args)) ? "JSON" : "markup"}, outside of code fences, in exactly this form:`,
    example(name, args),
    answer,
    ...(names ? [`Tools: ${names}.`] : []),
  ].join("\n");
}

/** A call of the first tool, with what it requires. */
export function exampleCall(tools: readonly ToolSpec[]): [name: string, args: JsonObject] {
  const [tool] = tools;
  if (!tool) return ["tool_name", { parameter: "value" }];
  const properties = propertiesOf(tool.parameters);
  const required = requiredOf(tool.parameters);
  const wanted = required.length > 0 ? required : Object.keys(properties).slice(0, 1);
  return [
    tool.name,
    Object.fromEntries(wanted.map((name) => [name, exampleValue(properties[name])])),
  ];
}

function exampleValue(schema: unknown): unknown {
  const types = typesOf(schema);
  if (types.size === 0 || types.has("string")) return "...";
  if (types.has("integer") || types.has("number")) return 1;
  if (types.has("boolean")) return true;
  return types.has("array") ? [] : {};
}
