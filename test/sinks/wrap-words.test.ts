import { expect, test } from "vitest";
import { widthOf } from "../../src/sinks/width.ts";
import { wrapWords } from "../../src/sinks/wrap-words.ts";

test("a line that fits stays as it is, however many there are", () => {
  const text = "Type a request.\n\n  a  b\n";
  expect(wrapWords(text, 20)).toBe(text);
});

test("a longer one is broken between words, below where its description began", () => {
  expect(wrapWords("  /undo   take back the files of the last turn\n", 30)).toBe(
    "  /undo   take back the files\n          of the last turn\n",
  );
  expect(wrapWords("  Nothing outside is touched by it at all", 30)).toBe(
    "  Nothing outside is touched\n  by it at all",
  );
});

test("a label that takes too much of the row leaves no column for the rest: it goes on further left", () => {
  expect(wrapWords("20260102-030405-678abcd  a session of today", 30)).toBe(
    "20260102-030405-678abcd  a\n  session of today",
  );
});

test("what a file or a command holds, and what is to be copied, is not broken", () => {
  const foreign =
    "  | + a long line of a file that is shown here\n  : and its rest goes on over here\n";
  expect(wrapWords(foreign, 20)).toBe(foreign);
  const command = "  run it    cd /home/user/projects/board && python3 app.py";
  expect(wrapWords(command, 30)).toBe(command);
  expect(wrapWords("Written: /home/user/a/very/long/path/to/a/file.md", 30)).toBe(
    "Written: /home/user/a/very/long/path/to/a/file.md",
  );
});

test("Japanese and Chinese are broken between characters, never before a stop or behind an opening bracket", () => {
  const rows = wrapWords(
    "  /plan  このセッションの計画。目標を書くと、まず計画だけを作ります(変更しません)",
    30,
  ).split("\n");
  expect(rows.length).toBeGreaterThan(1);
  for (const row of rows) {
    expect(widthOf(row)).toBeLessThanOrEqual(30);
    expect(row).not.toMatch(/^ *[、。)」]|[(「]$/u);
  }
  expect(rows.slice(1).every((row) => row.startsWith("         "))).toBe(true);
  expect(rows.map((row, at) => (at === 0 ? row : row.trimStart())).join("")).toBe(
    "  /plan  このセッションの計画。目標を書くと、まず計画だけを作ります(変更しません)",
  );
});

test("styles take no columns and stay where they are", () => {
  expect(wrapWords("\x1b[2m· one two three four\x1b[0m", 12)).toBe(
    "\x1b[2m· one two\n  three four\x1b[0m",
  );
});

test("every row fits, and no word is lost, in any width", () => {
  const text = "  label  some words of ours, /and/a/path and 日本語の言葉もあります。 [y] once\n";
  for (let columns = 30; columns < 100; columns++) {
    const rows = wrapWords(text, columns);
    for (const row of rows.split("\n")) expect(widthOf(row)).toBeLessThanOrEqual(columns);
    expect(rows.replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
  }
});
