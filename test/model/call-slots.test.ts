/** Deltas of tool calls into calls, one habit of an endpoint at a time. */

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
