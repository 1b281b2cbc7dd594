/** The same calls as models write them in each protocol: what decoding has to give back. */

import type { JsonObject } from "../../src/core/types.ts";
import { scanners } from "../../src/lanes/scanners/index.ts";

export interface PlainCall {
  name: string;
  arguments: JsonObject;
}

const asText = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
/** One line break at each end belongs to the form: where a value has its own, both are written. */
const framed = (value: unknown) =>
  /^\n|\n$/.test(asText(value)) ? `\n${asText(value)}\n` : asText(value);
const example =
  (format: string, between = "\n") =>
  (calls: readonly PlainCall[]) =>
    calls
      .map((call) => scanners.get(format)?.example(call.name, call.arguments) ?? "")
      .join(between);

/** By format; each takes any number of calls. */
export const emitters: Readonly<Record<string, (calls: readonly PlainCall[]) => string>> = {
  hermes: example("hermes"),
  qwen_xml: example("qwen_xml"),
  glm: example("glm"),
  kimi: (calls) =>
    `<|tool_calls_section_begin|>${calls.map(({ name, arguments: args }, index) => `<|tool_call_begin|>functions.${name}:${index}<|tool_call_argument_begin|>${JSON.stringify(args)}<|tool_call_end|>`).join("")}<|tool_calls_section_end|>`,
  minimax: (calls) =>
    `<minimax:tool_call>\n${calls
      .map(
        ({ name, arguments: args }) =>
          `<invoke name="${name}">\n${Object.entries(args)
            .map(([key, value]) => `<parameter name="${key}">${framed(value)}</parameter>\n`)
            .join("")}</invoke>\n`,
      )
      .join("")}</minimax:tool_call>`,
  deepseek: (calls) =>
    `<｜tool▁calls▁begin｜>${calls.map(({ name, arguments: args }) => `<｜tool▁call▁begin｜>${name}<｜tool▁sep｜>${JSON.stringify(args)}<｜tool▁call▁end｜>`).join("\n")}<｜tool▁calls▁end｜>`,
  "deepseek v3": (calls) =>
    `<｜tool▁calls▁begin｜>${calls.map(({ name, arguments: args }) => `<｜tool▁call▁begin｜>function<｜tool▁sep｜>${name}\n\`\`\`json\n${JSON.stringify(args)}\n\`\`\`<｜tool▁call▁end｜>`).join("\n")}<｜tool▁calls▁end｜>`,
  "deepseek dsml": (calls) =>
    `<｜DSML｜function_calls>\n${calls
      .map(
        ({ name, arguments: args }) =>
          `<｜DSML｜invoke name="${name}">\n${Object.entries(args)
            .map(
              ([key, value]) =>
                `<｜DSML｜parameter name="${key}" string="${typeof value === "string"}">${asText(value)}</｜DSML｜parameter>\n`,
            )
            .join("")}</｜DSML｜invoke>\n`,
      )
      .join("")}</｜DSML｜function_calls>`,
  mistral: (calls) => `[TOOL_CALLS] ${JSON.stringify(calls)}`,
  "mistral v11": (calls) =>
    calls.map(({ name, arguments: args }) => `[TOOL_CALLS]${name}${JSON.stringify(args)}`).join(""),
  llama_json: (calls) =>
    calls.map(({ name, arguments: args }) => JSON.stringify({ name, parameters: args })).join("; "),
  pythonic: (calls) => `[${calls.map(pythonCall).join(", ")}]`,
  harmony: example("harmony", "<|start|>assistant"),
  qwen_flower: example("qwen_flower"),
  json_decision: (calls) =>
    JSON.stringify({
      thought: "t",
      ...(calls.length === 1
        ? { action: { name: calls[0]?.name, args: calls[0]?.arguments } }
        : { actions: calls.map(({ name, arguments: args }) => ({ name, args })) }),
    }),
  xml_decision: (calls) =>
    `<decision mode="act"><think>t</think>${calls
      .map(
        ({ name, arguments: args }) =>
          `<action name="${name}">${Object.entries(args)
            .map(([key, value]) => `<arg name="${key}">${xmlText(framed(value))}</arg>`)
            .join("")}</action>`,
      )
      .join("")}</decision>`,
  react: ([call]) => (call ? `Thought: t\nAction: ${pythonCall(call)}` : "Final Answer: none"),
};

/** The format's name for `--lane` is the first word. */
export const laneOf = (format: string) => format.split(" ")[0] ?? format;

function xmlText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

export function pythonCall({ name, arguments: args }: PlainCall): string {
  const pairs = Object.entries(args).map(([key, value]) => `${key}=${python(value)}`);
  return `${name}(${pairs.join(", ")})`;
}

function python(value: unknown): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "string") {
    const escaped = value
      .replaceAll("\\", "\\\\")
      .replaceAll("'", "\\'")
      .replaceAll("\n", "\\n")
      .replaceAll("\r", "\\r")
      .replaceAll("\t", "\\t");
    return `'${escaped}'`;
  }
  if (Array.isArray(value)) return `[${value.map(python).join(", ")}]`;
  if (typeof value === "object")
    return `{${Object.entries(value)
      .map(([key, one]) => `${python(key)}: ${python(one)}`)
      .join(", ")}}`;
  return String(value);
}
