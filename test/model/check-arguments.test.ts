/** Arguments against schemas: coerced where nothing is lost, refused in words that a model can act on. */

import { expect, test } from "vitest";
import type { JsonObject } from "../../src/core/types.ts";
import { loadCheckArguments } from "../../src/model/check-arguments.ts";

const check = await loadCheckArguments();

function checked(properties: Record<string, JsonObject>, args: unknown, more: JsonObject = {}) {
  return check(
    { name: "demo", description: "", parameters: { type: "object", properties, ...more } },
    args,
  );
}

const coerced: [string, Record<string, JsonObject>, object, object][] = [
  ["a number in a text", { n: { type: "integer" } }, { n: "5" }, { n: 5 }],
  ["a truth in a text", { all: { type: "boolean" } }, { all: "true" }, { all: true }],
  ["a text that is a number", { path: { type: "string" } }, { path: 7 }, { path: "7" }],
  [
    "a list in a text",
    { list: { type: "array", items: { type: "integer" } } },
    { list: "[1,2]" },
    { list: [1, 2] },
  ],
  ["an object in a text", { o: { type: "object" } }, { o: '{"a":1}' }, { o: { a: 1 } }],
  [
    "a text that looks like a list",
    { content: { type: "string" } },
    { content: "[1,2]" },
    { content: "[1,2]" },
  ],
  ["null where nothing is given", { n: { type: "integer" } }, { n: null }, {}],
  ["null where it is meant", { n: { type: ["integer", "null"] } }, { n: null }, { n: null }],
];

test.each(coerced)("%s", (_name, properties, given, args) => {
  expect(checked(properties, given)).toEqual({ ok: true, arguments: args });
});

test("null never becomes an empty text: it is missing", () => {
  expect(
    checked({ content: { type: "string" } }, { content: null }, { required: ["content"] }),
  ).toEqual({
    ok: false,
    problem: "Bad arguments for demo: `content` is missing. Parameters: content.",
  });
});

test("every problem is told at once, with the names of the fields", () => {
  const properties = {
    path: { type: "string" },
    n: { type: "integer" },
    k: { enum: ["a", "b"] },
    list: { type: "array", items: { type: "object", properties: { port: { type: "integer" } } } },
  };
  expect(
    checked(
      properties,
      { n: "x", k: "c", list: [{ port: "y" }], extra: 1 },
      { required: ["path"], additionalProperties: false },
    ),
  ).toEqual({
    ok: false,
    problem:
      'Bad arguments for demo: `path` is missing; `extra` is not a parameter; `n` must be an integer; `k` must be one of "a", "b"; `list[0].port` must be an integer. Parameters: path, n?, k?, list?.',
  });
});

test.each([["text"], [null], [[1]], [7]])("%j is no object", (args) => {
  expect(checked({}, args)).toEqual({
    ok: false,
    problem: "The arguments of demo must be one JSON object.",
  });
});

test("what was checked is a copy: the call in the log stays as it was written", async () => {
  const given = { n: "5" };
  await checked({ n: { type: "integer" } }, given);
  expect(given).toEqual({ n: "5" });
});

test("schemas of other dialects and with names of their own are taken; a broken one lets nothing through", () => {
  const named = { $schema: "https://json-schema.org/draft/2020-12/schema", $id: "demo" };
  expect(checked({ a: { type: "string" } }, { a: "x" }, named)).toMatchObject({ ok: true });
  expect(checked({ b: { type: "string" } }, { b: "x" }, named)).toMatchObject({ ok: true });
  expect(checked({ a: { type: "nonsense" } }, { a: "x" })).toMatchObject({
    ok: false,
    problem: expect.stringContaining("its schema is not valid"),
  });
});
