/** Chunks of streams into one reply, one habit of an endpoint at a time. */

import { expect, test } from "vitest";
import type { JsonObject, ModelReply, WireCall } from "../../src/core/types.ts";
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

/** A stream of tool call deltas, then the end. */
function callsOf(...deltas: JsonObject[]): Pick<WireCall, "id" | "name" | "text">[] {
  const chunks = deltas.map((delta) => ({ choices: [{ delta: { tool_calls: [delta] } }] }));
  return assemble([...chunks, { choices: [{ delta: {}, finish_reason: "tool_calls" }] }]).calls;
}

function named(name: string, args?: unknown, more: JsonObject = {}): JsonObject {
  return { ...more, function: { name, arguments: args } };
}

function rest(args: string, more: JsonObject = {}): JsonObject {
  return { ...more, function: { arguments: args } };
}

const readA = { id: "a", name: "read_file", text: '{"path":"a"}' };
const listB = { id: "b", name: "list_files", text: '{"path":"b"}' };

test.each<[string, JsonObject[], unknown[]]>([
  [
    "indices in order",
    [
      named("read_file", "", { index: 0, id: "a" }),
      rest(readA.text, { index: 0 }),
      named("list_files", listB.text, { index: 1, id: "b" }),
    ],
    [readA, listB],
  ],
  [
    "pieces of two calls in turn",
    [
      named("read_file", '{"path"', { index: 0, id: "a" }),
      named("list_files", '{"path"', { index: 1, id: "b" }),
      rest(':"a"}', { index: 0 }),
      rest(':"b"}', { index: 1 }),
    ],
    [readA, listB],
  ],
  [
    "index 0 for every call",
    [
      named("read_file", readA.text, { index: 0, id: "a" }),
      named("list_files", listB.text, { index: 0, id: "b" }),
    ],
    [readA, listB],
  ],
  [
    "index 0 for every call, in pieces",
    [
      named("read_file", "", { index: 0, id: "a" }),
      rest(readA.text, { index: 0 }),
      named("list_files", "", { index: 0, id: "b" }),
      rest(listB.text, { index: 0 }),
    ],
    [readA, listB],
  ],
  [
    "no index",
    [
      named("read_file", "", { id: "a" }),
      rest(readA.text),
      named("list_files", listB.text, { id: "b" }),
    ],
    [readA, listB],
  ],
  [
    "no index and no id",
    [named("read_file", ""), rest(readA.text), named("list_files", listB.text)],
    [
      { ...readA, id: "" },
      { ...listB, id: "" },
    ],
  ],
  [
    "no index and no id, the same tool twice",
    [named("read_file", readA.text), named("read_file", '{"path":"c"}')],
    [
      { ...readA, id: "" },
      { id: "", name: "read_file", text: '{"path":"c"}' },
    ],
  ],
  [
    "an index that jumps behind the start",
    [
      named("read_file", "", { index: 0, id: "a" }),
      rest('{"path":', { index: 1 }),
      rest('"a"}', { index: 2 }),
    ],
    [readA],
  ],
  [
    "one id and index for two tools",
    [
      named("read_file", readA.text, { index: 0, id: "a" }),
      named("list_files", listB.text, { index: 0, id: "a" }),
    ],
    [readA, { ...listB, id: "" }],
  ],
  [
    "an empty id on what follows",
    [named("read_file", "", { index: 0, id: "a" }), rest(readA.text, { index: 0, id: "" })],
    [readA],
  ],
  [
    "no id ever, by index",
    [
      named("read_file", readA.text, { index: 0, id: null }),
      named("list_files", listB.text, { index: 1, id: null }),
    ],
    [
      { ...readA, id: "" },
      { ...listB, id: "" },
    ],
  ],
  [
    "the id after the name",
    [named("read_file", "", { index: 0 }), rest(readA.text, { index: 0, id: "a" })],
    [readA],
  ],
  [
    "the name in every piece",
    [
      named("read_file", '{"pa', { index: 0, id: "a" }),
      named("read_file", 'th":', { index: 0, id: "a" }),
      named("read_file", '"a"}', { index: 0, id: "a" }),
    ],
    [readA],
  ],
  [
    "the name in every piece, without id and index",
    [named("read_file", '{"pa'), named("read_file", 'th":'), named("read_file", '"a"}')],
    [{ ...readA, id: "" }],
  ],
  [
    "the name in pieces",
    [named("read", "", { index: 0, id: "a" }), named("_file", readA.text, { index: 0, id: "a" })],
    [readA],
  ],
  [
    "the finished call once more at the end",
    [
      named("read_file", '{"path":', { index: 0, id: "a" }),
      rest('"a"}', { index: 0 }),
      named("read_file", readA.text, { index: 0, id: "a" }),
    ],
    [readA],
  ],
  [
    "two calls run together",
    [named("read_file", `${readA.text}{"path":"c"}`, { index: 0, id: "a" })],
    [readA, { id: "", name: "read_file", text: '{"path":"c"}' }],
  ],
  [
    "arguments repeated",
    [named("read_file", readA.text + readA.text, { index: 0, id: "a" })],
    [readA],
  ],
  [
    "arguments of another shape run together",
    [named("read_file", '{"path":"a"}{"depth":1}', { index: 0, id: "a" })],
    [{ ...readA, text: '{"path":"a"}{"depth":1}' }],
  ],
  [
    "arguments null, then text",
    [named("read_file", null, { index: 0, id: "a" }), named("", readA.text, { index: 0, id: "a" })],
    [readA],
  ],
  [
    "arguments under another name",
    [{ index: 0, id: "a", function: { name: "read_file", parameters: { path: "a" } } }],
    [{ id: "a", name: "read_file", text: "", object: { path: "a" } }],
  ],
  [
    "arguments as an object",
    [named("read_file", { path: "a" }, { index: 0, id: "a" })],
    [{ id: "a", name: "read_file", text: "", object: { path: "a" } }],
  ],
])("%s", (_habit, deltas, calls) => {
  expect(callsOf(...deltas)).toEqual(calls);
});

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
