/** Chunks of streams into one reply, one habit of an endpoint at a time. */

import { expect, test } from "vitest";
import type { JsonObject, ModelReply } from "../../src/core/types.ts";
import { assembler } from "../../src/model/assembler.ts";

const path = { type: "object", properties: { path: { type: "string" } }, required: ["path"] };
const tools = ["read_file", "list_files"].map((name) => ({
  name,
  description: "",
  parameters: path,
}));

function assemble(chunks: unknown[], ended = true): ModelReply {
  const parts = assembler(tools);
  for (const one of chunks) parts.add(one);
  if (ended) parts.done();
  return parts.finish().reply;
}

function named(name: string, args?: unknown, more: JsonObject = {}): JsonObject {
  return { ...more, function: { name, arguments: args } };
}

const readA = { id: "a", name: "read_file", text: '{"path":"a"}' };

test.each<[string, unknown[], Partial<ModelReply>]>([
  [
    "calls although it says stop",
    [
      {
        choices: [
          {
            delta: { tool_calls: [named("read_file", readA.text, { id: "a" })] },
            finish_reason: "stop",
          },
        ],
      },
    ],
    { finish: "tool_calls" },
  ],
  [
    "tool_calls without a call",
    [{ choices: [{ delta: { content: "x" }, finish_reason: "tool_calls" }] }],
    { finish: "stop", anomalies: ["tool_finish_without_calls"] },
  ],
  [
    "an empty reason midway",
    [
      { choices: [{ delta: { content: "a" }, finish_reason: "" }] },
      { choices: [{ delta: { content: "b" }, finish_reason: "stop" }] },
    ],
    { text: "ab", finish: "stop" },
  ],
  [
    "length, and stop after it",
    [
      { choices: [{ delta: { content: "a" }, finish_reason: "length" }] },
      { choices: [{ delta: {}, finish_reason: "stop" }] },
    ],
    { finish: "length" },
  ],
  [
    "an unknown reason",
    [{ choices: [{ delta: { content: "a" }, finish_reason: "tired" }] }],
    { finish: "stop", anomalies: ["finish_unknown"] },
  ],
  [
    "a second choice",
    [
      {
        choices: [
          { index: 0, delta: { content: "a" }, finish_reason: "stop" },
          { index: 1, delta: { content: "b" } },
        ],
      },
    ],
    { text: "a", anomalies: ["extra_choice"] },
  ],
  [
    "content in parts",
    [
      {
        choices: [
          {
            delta: {
              content: [
                { type: "thinking", thinking: [{ type: "text", text: "hm" }] },
                { type: "text", text: "a" },
              ],
            },
            finish_reason: "stop",
          },
        ],
      },
    ],
    { text: "a", reasoning: "hm" },
  ],
  [
    "a refusal",
    [{ choices: [{ delta: { refusal: "I will not." }, finish_reason: "stop" }] }],
    { text: "I will not.", anomalies: ["refusal"] },
  ],
  [
    "a function call of the old form",
    [
      { choices: [{ delta: { function_call: { name: "read_file", arguments: '{"path":' } } }] },
      {
        choices: [
          { delta: { function_call: { arguments: '"a"}' } }, finish_reason: "function_call" },
        ],
      },
    ],
    { finish: "tool_calls", calls: [{ ...readA, id: "" }] },
  ],
  [
    "thoughts under two names with the same words",
    [{ choices: [{ delta: { reasoning: "hm", reasoning_content: "hm" }, finish_reason: "stop" }] }],
    { reasoning: "hm", echo: { reasoning_content: "hm" } },
  ],
  [
    "details of thoughts, in pieces",
    [
      {
        choices: [
          {
            delta: {
              reasoning: "h",
              reasoning_details: [{ type: "reasoning.text", index: 0, text: "h" }],
            },
          },
        ],
      },
      {
        choices: [
          {
            delta: {
              content: "x",
              reasoning: "m",
              reasoning_details: [{ type: "reasoning.text", index: 0, text: "m", signature: "s" }],
            },
            finish_reason: "stop",
          },
        ],
      },
    ],
    {
      reasoning: "hm",
      echo: {
        reasoning_details: [{ type: "reasoning.text", index: 0, text: "hm", signature: "s" }],
      },
    },
  ],
  [
    "usage in a choice",
    [
      {
        choices: [
          {
            delta: { content: "a" },
            finish_reason: "stop",
            usage: { prompt_tokens: 3, completion_tokens: 1 },
          },
        ],
      },
    ],
    { usage: { inputTokens: 3, cachedTokens: 0, outputTokens: 1 } },
  ],
  [
    "usage in every chunk, null at the end",
    [
      { choices: [{ delta: { content: "a" } }], usage: { prompt_tokens: 3, completion_tokens: 1 } },
      {
        choices: [{ delta: {}, finish_reason: "stop" }],
        usage: {
          prompt_tokens: 3,
          completion_tokens: 2,
          prompt_cache_hit_tokens: 2,
          completion_tokens_details: { reasoning_tokens: 1 },
        },
      },
      { choices: [], usage: null },
    ],
    { usage: { inputTokens: 3, cachedTokens: 2, outputTokens: 2, reasoningTokens: 1 } },
  ],
  [
    "chunks that are none",
    [
      "text",
      null,
      7,
      { choices: "x" },
      { choices: [null, { delta: null }] },
      { choices: [{ delta: { content: "a", tool_calls: "x" }, finish_reason: "stop" }] },
    ],
    { text: "a", calls: [], anomalies: ["odd_chunk"] },
  ],
])("%s", (_habit, chunks, expected) => {
  expect(assemble(chunks)).toMatchObject(expected);
});

test("open brackets at the end are a cut call, whatever the server says", () => {
  const cut = [
    {
      choices: [
        {
          delta: { tool_calls: [named("read_file", '{"path":"a', { id: "a" })] },
          finish_reason: "tool_calls",
        },
      ],
    },
  ];
  expect(assemble(cut)).toMatchObject({ finish: "length", anomalies: ["finish_overridden"] });
});

test("without a last word the reply is incomplete; the stream's own end is one", () => {
  const chunks = [{ choices: [{ delta: { content: "a" } }] }];
  expect(assemble(chunks, false).finish).toBe("incomplete");
  expect(assemble(chunks, true)).toMatchObject({ finish: "stop", anomalies: ["finish_missing"] });
});

test.each([
  ["<think>a</think>\n\nb", "a", "b"],
  ["<thinking>a</thinking>b", "a", "b"],
  ["\n <think>a</think>b", "a", "b"],
  ["a\n</think>\n\nb", "a", "b"],
  ["<think>\na\n</think>\n\nb", "a", "b"],
  ["<think></think>b", "", "b"],
  ["It is done.\n</thinking>\n", "", "It is done."],
  ["<think>never closed", "never closed", ""],
  ["The tag <think> opens a block.", "", "The tag <think> opens a block."],
  ["Write `</think>` at the end.", "", "Write `</think>` at the end."],
  ["```\n</think>\n```\nThat is it.", "", "```\n</think>\n```\nThat is it."],
  ["<thin ice", "", "<thin ice"],
  ["< and >", "", "< and >"],
])("%j has the thoughts %j and the text %j, in any cut", (content, reasoning, text) => {
  for (const size of [1, 3, 100]) {
    const pieces = content.match(new RegExp(`[^]{1,${size}}`, "g")) ?? [];
    const chunks = pieces.map((piece) => ({ choices: [{ delta: { content: piece } }] }));
    expect(assemble(chunks)).toMatchObject({ reasoning, text });
  }
});

test("what is shown while it streams is what the reply holds", () => {
  const parts = assembler(tools);
  const shown: string[] = [];
  for (const content of ["<th", "ink>a", "b</t", "hink>", "\n", "c <", "d"]) {
    parts.add({ choices: [{ delta: { content } }] });
    shown.push(
      ...parts.deltas().map((delta) => ("text" in delta ? `${delta.type} ${delta.text}` : "")),
    );
  }
  parts.done();
  expect(parts.finish().deltas).toEqual([]);
  expect(shown).toEqual([
    "reasoning_delta a",
    "reasoning_delta b",
    "text_delta c <",
    "text_delta d",
  ]);
});
