/** Arguments as models write them: what is mended, what is refused, and what must never be made whole. */

import { expect, test } from "vitest";
import { readArguments } from "../../src/lanes/arguments.ts";

const schema = { type: "object", properties: { path: {}, n: {} } };

test.each<[string, object, string[]]>([
  ['{"path":"a"}', { path: "a" }, []],
  ["", {}, []],
  ["null", {}, []],
  [' {"path":"a"} ', { path: "a" }, []],
  ['{}{"path":"a"}', { path: "a" }, []],
  ['"{\\"path\\":\\"a\\"}"', { path: "a" }, ["double_encoded"]],
  ["\"{'path': 'a'}\"", { path: "a" }, ["double_encoded", "single_quotes"]],
  [
    "{'path': 'it\\'s', 'n': None}",
    { path: "it's", n: null },
    ["single_quotes", "python_literals"],
  ],
  [
    "{'path': \"it's\", 'n': True}",
    { path: "it's", n: true },
    ["single_quotes", "python_literals"],
  ],
  ['{"path":"a",}', { path: "a" }, ["trailing_comma"]],
  ['{"n":[1,2,],}', { n: [1, 2] }, ["trailing_comma"]],
  ['{"path":"a"}}', { path: "a" }, ["extra_closer"]],
  ['{path:"a"}', { path: "a" }, ["unquoted_key"]],
  ['{"path":"a\nb"}', { path: "a\nb" }, ["raw_control_characters"]],
  ['{"path":"\\d+\\.ts"}', { path: "\\d+\\.ts" }, ["invalid_escape"]],
  ['```json\n{"path":"a"}\n```', { path: "a" }, ["fence"]],
  ['{"path":"a" /* the file */}', { path: "a" }, ["comments"]],
  ['{"arguments":{"path":"a"}}', { path: "a" }, ["wrapper"]],
  ['{"input":"{\\"path\\":\\"a\\"}"}', { path: "a" }, ["wrapper"]],
  ['{"name":"read_file","parameters":{"path":"a"}}', { path: "a" }, ["wrapper"]],
  ['{"arguments":{"path":"a"},"path":"b"}', { arguments: { path: "a" }, path: "b" }, []],
])("%s is read", (text, args, repaired) => {
  expect(readArguments({ text, schema })).toEqual({ ok: true, arguments: args, repaired });
});

test("an object that an endpoint sent in place of text is taken as it is", () => {
  expect(readArguments({ text: "", object: { path: "a" } })).toEqual({
    ok: true,
    arguments: { path: "a" },
    repaired: [],
  });
});

test("a name like __proto__ is a name, and changes nothing else", () => {
  const read = readArguments({ text: "{'__proto__': {'polluted': 1}}" });
  expect(read).toMatchObject({ ok: true });
  expect(Object.getPrototypeOf(read.ok ? read.arguments : null)).toBe(Object.prototype);
  expect({}).not.toHaveProperty("polluted");
});

test.each([
  ['{"path":"a","content":"line 1\\nline'],
  ['{"path":"a"'],
  ["{'path': 'a"],
  ['{"path":["a"'],
  ["{"],
  ['"{\\"path\\":\\"a'],
  ['"{\\"path\\":\\"a\\""'],
  ['{}{"path":"a'],
  ['```json\n{"path":"a'],
])("%s was cut: it is not made whole", (text) => {
  expect(readArguments({ text, schema })).toMatchObject({
    ok: false,
    reason: "truncated",
    message: expect.stringContaining("smaller pieces"),
  });
});

test("no cut of a call at any place reads as a whole one", () => {
  const text = '{"path":"src/a.ts","content":"const a = { b: [1, \'x\'] };\\n"}';
  for (let length = 1; length < text.length; length++) {
    expect(readArguments({ text: text.slice(0, length), exact: true })).toMatchObject({
      ok: false,
    });
  }
});

test.each([
  ["[1]", "not_object"],
  ["7", "not_object"],
  ['"just words"', "not_object"],
  ['{"path":"a"} and then some', "invalid_arguments"],
  ['{"path":"a"} don\'t', "invalid_arguments"],
  ['{"path":"he said "hi" to me"}', "invalid_arguments"],
  ["path=a", "invalid_arguments"],
  [`${"[".repeat(5000)}${"]".repeat(5000)},`, "invalid_arguments"],
])("%s is refused as %s", (text, reason) => {
  expect(readArguments({ text, schema })).toMatchObject({ ok: false, reason });
});

test("in a call that writes, a text with a broken escape goes back instead of being guessed at", () => {
  const text = '{"path":"a.py","content":"re.match(\'\\d\')"}';
  expect(readArguments({ text, exact: true })).toMatchObject({
    ok: false,
    reason: "invalid_arguments",
    message: expect.stringContaining("backslash"),
  });
  expect(readArguments({ text: "{'path': 'a', 'content': 'x',}", exact: true })).toMatchObject({
    ok: true,
    arguments: { path: "a", content: "x" },
  });
});
