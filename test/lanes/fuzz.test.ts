/** Random mixtures of all protocols' tokens: reading them never throws, and never finds more calls than they can hold. */

import { expect, test } from "vitest";
import type { ModelReply, ToolSpec } from "../../src/core/types.ts";
import { readerNamed, readerNames } from "../../src/lanes/index.ts";

const tokens = [
  "<tool_call>",
  "</tool_call>",
  "<function=read_file>",
  "</function>",
  "<parameter=path>",
  "</parameter>",
  "<arg_key>path</arg_key>",
  "<arg_value>",
  "</arg_value>",
  "<minimax:tool_call>",
  '<invoke name="read_file">',
  '<parameter name="path">',
  "</invoke>",
  "</minimax:tool_call>",
  "<tool_calls>",
  "<｜DSML｜function_calls>",
  '<｜DSML｜invoke name="read_file">',
  '<｜DSML｜parameter name="path" string="true">',
  "</｜DSML｜parameter>",
  "</｜DSML｜invoke>",
  "<｜tool▁calls▁begin｜>",
  "<｜tool▁call▁begin｜>",
  "<｜tool▁sep｜>",
  "<｜tool▁call▁end｜>",
  "[TOOL_CALLS]",
  "[ARGS]",
  "<|tool_call_begin|>",
  "functions.read_file:0",
  "<|tool_call_argument_begin|>",
  "<|tool_call_end|>",
  "<|python_tag|>",
  "<|channel|>",
  "<|start|>assistant",
  "<|message|>",
  "<|call|>",
  "commentary to=functions.read_file ",
  "analysis",
  "final",
  "✿FUNCTION✿: ",
  "✿ARGS✿: ",
  "✿RESULT✿",
  "Thought: ",
  "\nAction: ",
  "\nAction Input: ",
  "\nObservation: ",
  "\nFinal Answer: ",
  '<decision mode="act">',
  '<action name="read_file">',
  '<arg name="path">',
  "</arg>",
  "</action>",
  "</decision>",
  "<final_answer>",
  "<think>",
  "</think>",
  '{"name": "read_file", "arguments": {"path": "a"}}',
  '{"thought": "t", "action": ',
  '{"name"',
  ": ",
  "read_file",
  "read_file(",
  "path='a'",
  ")",
  "[",
  "]",
  "{",
  "}",
  '"',
  "'",
  "`",
  "\n```json\n",
  "\n```\n",
  "\n",
  "  ",
  "> ",
  "\\",
  "<",
  "&amp;",
  "a",
  "5",
  ",",
  "日",
  "\ud83c",
  "\u0000",
];

const tools: ToolSpec[] = [
  {
    name: "read_file",
    description: "",
    parameters: {
      type: "object",
      properties: { path: { type: "string" } },
      required: ["path"],
    },
  },
];

function decode(reader: string, text: string) {
  const reply: ModelReply = {
    text,
    reasoning: "",
    calls: [],
    finish: "stop",
    usage: null,
    anomalies: [],
  };
  let minted = 0;
  return readerNamed(reader)?.decode(reply, tools, () => `id_${minted++}`);
}

test("10,000 random mixtures", () => {
  let state = 11;
  const next = (below: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 1;
    return (state >> 7) % below;
  };
  for (let round = 0; round < 10_000; round++) {
    const pieces = Array.from({ length: 1 + next(28) }, () => tokens[next(tokens.length)] ?? "");
    const text = pieces.join("");
    const reader = readerNames[round % readerNames.length] ?? "auto";
    const decision = decode(reader, text);
    if (!decision) throw new Error(`no reader ${reader}`);
    if (decision.kind === "act") {
      const found = decision.calls.length + decision.rejected.length;
      // Each call needs its name somewhere, and a word of the mixture is used for one call at most.
      expect(found).toBeLessThanOrEqual(pieces.length);
      const names = text.split("read_file").length - 1;
      // What bears another name is answered with an error and runs nothing.
      const known = decision.calls.filter(({ name }) => name === "read_file");
      expect(known.length, text).toBeLessThanOrEqual(names);
      const ids = [...decision.calls, ...decision.rejected].map(({ id }) => id);
      expect(new Set(ids).size, text).toBe(ids.length);
    }
  }
});

/** Long enough that time that grows with the square of the length would pass every limit of a test. */
test.each([" ", "\n", "  \n", "{", "[", '"', "`", "<", "</think>", "<tool_call>", "Action: "])(
  "%j, repeated without an end, is read",
  (token) => {
    const text = token.repeat(Math.ceil(300_000 / token.length));
    for (const reader of ["auto", "native", "hermes", "react", "deepseek"]) {
      expect(decode(reader, text)).toBeDefined();
    }
  },
);

test("every token, repeated without an end, is read by every reader", () => {
  for (const token of tokens) {
    const text = token.repeat(Math.ceil(2_000 / token.length));
    for (const reader of readerNames) expect(decode(reader, text)).toBeDefined();
  }
});
