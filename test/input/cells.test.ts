import { expect, test } from "vitest";
import { useLanguage } from "../../src/core/messages/language.ts";
import {
  cellsOf,
  cellWidth,
  pasteCells,
  shownCell,
  textOf,
  textWidth,
} from "../../src/input/cells.ts";

test.each([
  ["ASCII", "a", 1],
  ["Japanese", "語", 2],
  ["half-width katakana with its mark", "ｶﾞ", 2],
  ["full-width letter", "Ａ", 2],
  ["an accent as a mark of its own", "e\u0301", 1],
  ["an emoji", "🙂", 2],
  ["a family, joined", "👨‍👩‍👧‍👦", 2],
  ["an emoji of a colour", "👍🏽", 2],
  ["a flag", "🇯🇵", 2],
  ["a keycap", "1️⃣", 2],
  ["a narrow sign asked for as an emoji", "❤️", 2],
  ["Hangul in pieces", "\u1112\u1161\u11ab", 2],
])("%s is one cell of its width", (_name, text, width) => {
  expect(cellsOf(text)).toEqual([text]);
  expect(cellWidth(shownCell(text))).toBe(width);
});

test.each([
  ["an escape", "\x1b", "\\x1b"],
  ["a bidi override", "\u202e", "\\u{202e}"],
  ["a zero-width space", "\u200b", "\\u{200b}"],
  ["a lone joiner", "\u200d", "\\u{200d}"],
])("%s is drawn as what it is and sent as it came", (_name, text, shown) => {
  const cells = cellsOf(text);
  expect(cells.map(shownCell).join("")).toBe(shown);
  expect(textOf(cells)).toBe(text);
});

test("line ends of every system are one", () => {
  expect(textOf(cellsOf("a\r\nb\rc\nd"))).toBe("a\nb\nc\nd");
});

test("a short paste of one line is text, also with a line end behind it", () => {
  expect(pasteCells("git status\n", 1)).toEqual([..."git status"]);
});

test("several lines are one unit, sent whole", () => {
  const text = Array.from({ length: 42 }, (_, line) => `line ${line}`).join("\r");
  const cells = pasteCells(text, 3);
  expect(cells.map(shownCell)).toEqual(["[paste 3: 42 lines]"]);
  expect(textOf(cells)).toBe(text.replaceAll("\r", "\n"));
});

test("one long line is a unit as well", () => {
  expect(pasteCells("x".repeat(5000), 1).map(shownCell)).toEqual(["[paste 1: 5,000 characters]"]);
});

test("the width of a text is that of its cells", () => {
  expect(textWidth("日本 ok 👨‍👩‍👧")).toBe(10);
});

test("a paste is labelled in the user's language", async () => {
  await useLanguage("ja");
  try {
    expect(pasteCells("一行目\n二行目", 2).map(shownCell)).toEqual(["[貼り付け 2: 2 行]"]);
  } finally {
    await useLanguage("en");
  }
});
