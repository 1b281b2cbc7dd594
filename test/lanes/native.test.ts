/** The native lane: wire calls become calls, or answers that a model can act on. */

import { expect, test } from "vitest";
import type { ModelReply, ToolSpec, WireCall } from "../../src/core/types.ts";
import { native } from "../../src/lanes/native.ts";

const tools: ToolSpec[] = [
  {
    name: "read_file",
    description: "",
    parameters: { type: "object", properties: { path: { type: "string" } } },
  },
  {
    name: "write_file",
    description: "",
    parameters: { type: "object", properties: { path: {}, content: {} } },
  },
  {
    name: "search_files",
    description: "",
    parameters: { type: "object", properties: { pattern: {} } },
  },
];

function decode(reply: Partial<ModelReply>) {
  let minted = 0;
  const whole: ModelReply = {
    text: "",
    reasoning: "",
    calls: [],
    finish: "tool_calls",
    usage: null,
    anomalies: [],
    ...reply,
  };
  return native.decode(whole, tools, () => `made_${minted++}`);
}

function wire(name: string, text: string, more: Partial<WireCall> = {}): WireCall {
  return { id: "c1", name, text, ...more };
}

test("text alone is the answer", () => {
  expect(decode({ text: "Done.", finish: "stop" })).toEqual({
    kind: "final",
    source: "native_text_final",
    text: "Done.",
  });
});

test("an empty reply goes back with a hint", () => {
  expect(decode({ text: " \n", finish: "stop" })).toMatchObject({
    kind: "unreadable",
    hint: expect.stringContaining("empty"),
  });
  expect(decode({ finish: "length" })).toMatchObject({
    kind: "unreadable",
    hint: expect.stringContaining("cut off"),
  });
});

const cutCall = '<tool_call>{"name":"write_file","arguments":{"path":"a.txt","content":"half';

test("a call in the text that the output limit cut goes back, with the way to make it smaller", () => {
  const decision = decode({ text: `I write it.\n${cutCall}`, finish: "length" });
  expect(decision).toMatchObject({
    kind: "unreadable",
    source: "leak:hermes",
    problem: "truncated_call",
    hint: expect.stringContaining("several shorter files"),
    rejected: [{ name: "write_file", reason: "truncated" }],
  });
});

test("an answer that is cut while it tells of calls is an answer", () => {
  for (const [text, finish] of [
    [cutCall, "stop"],
    [`Such a call looks like this:\n\`\`\`\n${cutCall}`, "length"],
    ['<tool_call>{"name":"no_such_tool","arguments":{"a":"b', "length"],
    ["Models write <tool_call> and then", "length"],
  ] as const)
    expect(decode({ text, finish })).toMatchObject({ kind: "final", text });
});

test("calls keep their ids, order and words; missing ids are made up", () => {
  expect(
    decode({
      text: "Both:",
      calls: [wire("read_file", '{"path":"a"}'), wire("read_file", '{"path":"b"}', { id: "" })],
    }),
  ).toEqual({
    kind: "act",
    source: "native_tool_calls",
    text: "Both:",
    calls: [
      { id: "c1", name: "read_file", arguments: { path: "a" } },
      { id: "made_0", name: "read_file", arguments: { path: "b" } },
    ],
    rejected: [],
  });
});

test("a call that was cut does not run, and takes none of its siblings with it", () => {
  const decision = decode({
    finish: "length",
    calls: [
      wire("read_file", '{"path":"a"}'),
      wire("write_file", '{"path":"b","content":"half', { id: "c2" }),
    ],
  });
  expect(decision).toMatchObject({
    calls: [{ id: "c1", name: "read_file" }],
    rejected: [
      {
        id: "c2",
        name: "write_file",
        reason: "truncated",
        message: expect.stringContaining("output limit"),
      },
    ],
  });
});

test("a call of a tool that does not exist stays a call: the answer names the tools", () => {
  expect(decode({ calls: [wire("readfile", "{}")] })).toMatchObject({
    calls: [{ name: "readfile" }],
    rejected: [],
  });
});

test.each([
  ["functions.read_file"],
  ["functions.read_file:0"],
  ["default_api.read_file"],
  [" read_file\n"],
  ["Read_File"],
  ["read-file"],
  ["read_file<|channel|>commentary"],
])("%j means read_file", (name) => {
  expect(decode({ calls: [wire(name, "{}")] })).toMatchObject({
    calls: [{ name: "read_file", repaired: ["name"] }],
  });
});

test("several calls in the bundle of another vendor are several calls", () => {
  const uses = [
    { recipient_name: "functions.read_file", parameters: { path: "a" } },
    { recipient_name: "functions.search_files", parameters: { pattern: "x" } },
  ];
  expect(
    decode({ calls: [wire("multi_tool_use.parallel", JSON.stringify({ tool_uses: uses }))] }),
  ).toMatchObject({
    calls: [
      { id: "c1", name: "read_file", arguments: { path: "a" } },
      { id: "made_0", name: "search_files", arguments: { pattern: "x" } },
    ],
  });
});

test("a broken escape is kept as written in a search, and sent back in a write", () => {
  expect(decode({ calls: [wire("search_files", '{"pattern":"\\d+"}')] })).toMatchObject({
    calls: [{ arguments: { pattern: "\\d+" }, repaired: ["invalid_escape"] }],
  });
  expect(decode({ calls: [wire("write_file", '{"path":"a","content":"\\d+"}')] })).toMatchObject({
    calls: [],
    rejected: [{ reason: "invalid_arguments" }],
  });
});

test("what an endpoint wants back with a call stays with it", () => {
  expect(
    decode({ calls: [wire("read_file", "{}", { echo: { extra_content: 1 } })] }),
  ).toMatchObject({ calls: [{ echo: { extra_content: 1 } }] });
});
