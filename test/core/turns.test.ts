import { expect, test } from "vitest";
import { nameIn, sessionName, turnsOf } from "../../src/core/turns.ts";
import { entriesOf, session, turn } from "../support/facts.ts";

test("turns are counted from one, with where they end and how", () => {
  const once = turn().length;
  const entries = entriesOf([session, ...turn(), ...turn().slice(0, 3)]);
  expect(turnsOf(entries)).toMatchObject([
    {
      number: 1,
      prompt: "I want a simple BBS. 掲示板を作りたい",
      lastSeq: once + 1,
      reason: "done",
    },
    { number: 2, lastSeq: once + 4, reason: null },
  ]);
  expect(turnsOf([])).toEqual([]);
});

test("the last name holds", () => {
  const name = (text: string) => ({ type: "session_name", name: text }) as const;
  expect(nameIn(entriesOf([session, name("one"), ...turn(), name("two")]))).toBe("two");
  expect(nameIn(entriesOf([session]))).toBe("");
});

test.each([
  ["  board  of\tmine ", "board of mine"],
  ["掲示板", "掲示板"],
  ["a\u001b[31mred\u202e\nb", "a [31mred b"],
  ["x".repeat(500), "x".repeat(60)],
  ["\u200b\u0000 ", ""],
])("a name is one plain line: %j", (text, name) => {
  expect(sessionName(text)).toBe(name);
});
