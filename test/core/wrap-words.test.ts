import { expect, test } from "vitest";
import { type Rows, wordParts, wordRows, wrapWords } from "../../src/core/wrap-words.ts";
import { widthOf } from "../../src/sinks/width.ts";

const wrap = (text: string, columns: number, more: Partial<Rows> = {}) =>
  wrapWords(text, { columns, widthOf, ...more });

test("a line that fits stays as it is, however many there are", () => {
  const text = "Type a request.\n\n  a  b\n";
  expect(wrap(text, 20)).toBe(text);
});

test("a longer one is broken between words, below where its description began", () => {
  expect(wrap("  /undo   take back the files of the last turn\n", 30)).toBe(
    "  /undo   take back the files\n          of the last turn\n",
  );
  expect(wrap("  Nothing outside is touched by it at all", 30)).toBe(
    "  Nothing outside is touched\n  by it at all",
  );
});

test("a label that takes too much of the row leaves too little for the rest: it goes on at a third of it", () => {
  expect(wrap("20260102-030405-678abcd  a session of today", 30)).toBe(
    "20260102-030405-678abcd  a\n          session of today",
  );
});

test("what a file or a command holds, and what is to be copied, is not broken", () => {
  const foreign =
    "  | + a long line of a file that is shown here\n  : and its rest goes on over here\n";
  expect(wrap(foreign, 20)).toBe(foreign);
  const command = "  run it    cd /home/user/projects/board && python3 app.py";
  expect(wrap(command, 30)).toBe(command);
  expect(wrap("Written: /home/user/a/very/long/path/to/a/file.md", 30)).toBe(
    "Written: /home/user/a/very/long/path/to/a/file.md",
  );
});

test("Japanese and Chinese are broken between words, never before a stop or behind an opening bracket", () => {
  const rows = wrap(
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
  expect(wrap("\x1b[2m· one two three four\x1b[0m", 12)).toBe(
    "\x1b[2m· one two\n  three four\x1b[0m",
  );
});

test("every row fits, and no word is lost, in any width", () => {
  const text = "  label  some words of ours, /and/a/path and 日本語の言葉もあります。 [y] once\n";
  for (let columns = 30; columns < 100; columns++) {
    const rows = wrap(text, columns);
    for (const row of rows.split("\n")) expect(widthOf(row)).toBeLessThanOrEqual(columns);
    expect(rows.replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
  }
});

test("where everything has to fit, a word without room in any row is cut, wide characters by their columns", () => {
  const name = "a-name-without-any-blank-in-it";
  expect(wrap(`  written  ${name}`, 20, { cut: true })).toBe(
    "  written  a-name-wi\n      thout-any-blan\n      k-in-it",
  );
  for (let columns = 16; columns < 60; columns++) {
    const text = `  asked  ${name} 日本語の「長い」言葉、${"漢".repeat(40)}。 end`;
    const rows = wordRows(text, { columns, widthOf, cut: true });
    for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(columns);
    for (const row of rows.slice(1)) expect(row).toMatch(/^ {2}/);
    expect(rows.join("").replace(/\s/g, "")).toBe(text.replace(/\s/g, ""));
  }
});

test("blanks at the end of a row take none of it, nor does a mark leave its letter", () => {
  expect(wrap("  one two three    four", 15)).toBe("  one two three\n     four");
  expect(wrap("  one two three   ", 15)).toBe("  one two three");
  expect(wrap("  かきくけか\u3099きくけこ", 12).split("\n")[1]).not.toMatch(/^ *\u3099/);
});

test("words that no blank is between stay whole, with their endings, and a number with what it counts", () => {
  const text = "  承認      あなたが承認 2 件、計画で承認 6 件、質問 4 件に回答";
  expect(wrap(text, 58).split("\n")).toEqual([
    "  承認      あなたが承認 2 件、計画で承認 6 件、質問",
    "            4 件に回答",
  ]);
  expect(
    wrap("  範囲外  ほかのファイル・コマンド・接続先: いつもどおり確認", 56).split("\n"),
  ).toEqual(["  範囲外  ほかのファイル・コマンド・接続先: いつもどおり", "          確認"]);
  expect(wrap("  /undo  /undo c2 でそのチェックポイント", 36).split("\n")).toEqual([
    "  /undo  /undo c2 でその",
    "         チェックポイント",
  ]);
});

test("no row begins with a small letter or a mark of repetition", () => {
  const text = "  あ  ファイルの書き込みを待って、人々がちょっとずつシャッターを切った";
  for (let columns = 28; columns < 60; columns++)
    for (const row of wordRows(text, { columns, widthOf, cut: true }).slice(1))
      expect(row).not.toMatch(/^ *[っょッャ々ァィー、]/u);
});

test("a long run without a blank is broken in time that grows with its length only", () => {
  const run = "漢字かな交じり文、".repeat(20_000);
  const rows = wordRows(run, { columns: 80, widthOf });
  expect(rows.length).toBeGreaterThan(4000);
  for (const row of rows) expect(widthOf(row)).toBeLessThanOrEqual(80);
});

test("how a clause is broken does not depend on what stands beside it, so that text can be shown as it comes", () => {
  const clauses = ["掲示板を作りました。", "そして、", "「次へ進みます」と言うまで、", "待ちます"];
  expect(wordParts(clauses.join(""))).toEqual(clauses.flatMap(wordParts));
});
