import { expect, test } from "vitest";
import { terminalApprover } from "../../src/approval/terminal.ts";
import { widthOf } from "../../src/approval/width.ts";
import { wrapped } from "../../src/approval/wrap.ts";
import type { Pending } from "../../src/core/ports.ts";
import { command, writing } from "../support/pending.ts";
import { scriptedConsole } from "../support/scripted-console.ts";

const rows = (text: string, columns: number, role: "content" | "keys" = "content") =>
  wrapped([{ role, text }], columns).map((row) => row.text);

test("a foreign line goes on behind a sign of its own, never in the first column", () => {
  expect(rows(`  | ${"a".repeat(60)}`, 41)).toEqual([
    `  | ${"a".repeat(36)}`,
    `  : ${"a".repeat(24)}`,
  ]);
});

test("where the terminal became narrower, what goes on still stands behind its sign", () => {
  expect(rows(`  : one | two ${"a".repeat(30)}`, 31)).toEqual([
    `  : one | two ${"a".repeat(16)}`,
    `  : ${"a".repeat(14)}`,
  ]);
});

test("other lines go on indented", () => {
  expect(rows(`  asked    ${"b".repeat(40)}`, 41)).toEqual([
    `  asked    ${"b".repeat(29)}`,
    `           ${"b".repeat(11)}`,
  ]);
});

test("wide characters count as two columns", () => {
  expect(rows(`  | ${"日".repeat(20)}`, 31)).toEqual([
    `  | ${"日".repeat(13)}`,
    `  : ${"日".repeat(7)}`,
  ]);
});

test("keys are broken between keys", () => {
  expect(rows("[y] once  [n] no  [t] no, say why  [v] view", 31, "keys")).toEqual([
    "[y] once  [n] no",
    "[t] no, say why  [v] view",
  ]);
});

test("text of ours is broken between words, and goes on nearer to the edge where there is little room", () => {
  const text = "  asked    No rule allows what this command wants to do.";
  expect(rows(text, 41)).toEqual([
    "  asked    No rule allows what this",
    "           command wants to do.",
  ]);
  expect(rows(text, 20)).toEqual([
    "  asked    No rule",
    "      allows what",
    "      this command",
    "      wants to do.",
  ]);
});

test("a line goes on below its own text: below the value of a field, else where the line began", () => {
  expect(rows("  not covered  other files, commands and hosts: asked as always", 50)).toEqual([
    "  not covered  other files, commands and hosts:",
    "               asked as always",
  ]);
  expect(rows("  A skill is a procedure that the model follows.", 31)).toEqual([
    "  A skill is a procedure that",
    "  the model follows.",
  ]);
  expect(rows("REVIEW 3 new files and more of them", 25)).toEqual([
    "REVIEW 3 new files and",
    "  more of them",
  ]);
});

test("a key that is wider than the terminal is broken too", () => {
  expect(rows("[y] once  [a] or Enter: apply the rest", 20, "keys")).toEqual([
    "[y] once",
    "[a] or Enter: apply",
    "      the rest",
  ]);
  expect(rows("[a] または Enter: すべて適用", 20, "keys").every((row) => widthOf(row) < 20)).toBe(
    true,
  );
});

async function shown(pending: Pending[], columns: number): Promise<string[]> {
  const console = scriptedConsole(["n"], { columns });
  await terminalApprover(console).review(pending, new AbortController().signal);
  return console.shown().split("\n");
}

test("nothing that is shown is wider than the terminal, and no foreign text starts a line", async () => {
  const fake = `echo ${".".repeat(71)}[y] once  fence    off ${"日本".repeat(60)} ${"x\u0440".repeat(40)}`;
  const long = `${"folder/".repeat(40)}[y] once.txt`;
  const cases = [
    [
      command(fake, {
        args: { description: fake },
        cwd: long,
        hosts: [`${"a.".repeat(90)}example`],
      }),
    ],
    [writing(long, "old\n", `${fake}\n`)],
    [writing(long, null, fake), writing("b", "x", fake, true), command(fake)],
  ];
  const known = /^(?:$|RUN\?|WRITE\?|REVIEW|\[(?:[a-z?]|1-\d)\] | {2,})/;
  for (const columns of [20, 40, 60, 80, 81, 120]) {
    for (const pending of cases) {
      for (const line of await shown(pending, columns)) {
        expect(widthOf(line), line).toBeLessThan(columns);
        expect(line).toMatch(known);
        if (line.startsWith("[")) expect(line).not.toContain("fence");
      }
    }
  }
});

test("the rows of a review keep their parts whole on narrow terminals", async () => {
  const pending = [
    writing("app.py", null, "a\n".repeat(1043)),
    writing("掲示板の説明書.md", "x\n", "y\nz\n"),
    writing("templates/messages/list-of-everything.html", null, "x\n"),
    command("npm test", { cwd: "app" }),
  ];
  const parts = ["1,043 lines", "2,086 bytes", "2 lines", "4 bytes", "+2 -1", "1 line", "2 bytes"];
  for (const columns of [20, 40, 60]) {
    const lines = await shown(pending, columns);
    for (const line of lines) expect(widthOf(line), line).toBeLessThan(columns);
    for (const part of [...parts, "in app", "fence on", "[x] leave one out"])
      expect(
        lines.filter((line) => line.includes(part)),
        `${part} at ${columns}`,
      ).not.toEqual([]);
    // Every name can be read from end to end.
    const text = lines.map((line) => line.replace(/^ *: /, "")).join("");
    expect(text).toContain("templates/messages/list-of-everything.html");
  }
  expect((await shown(pending.slice(0, 2), 40)).slice(2, 6)).toEqual([
    "   1   A app.py",
    "         1,043 lines  2,086 bytes",
    "   2   M 掲示板の説明書.md",
    "         2 lines  4 bytes  +2 -1",
  ]);
  expect((await shown(pending.slice(0, 3), 60)).slice(2, 6)).toEqual([
    "   1   A app.py             1,043 lines     2,086 bytes",
    "   2   M 掲示板の説明書.md      2 lines         4 bytes",
    "         +2 -1",
    "   3   A templates/messages/list-of-everything.html",
  ]);
});

test("a name that is wider than the row stands below its number, where nothing of it can pass for a figure", async () => {
  const name = `${"deep/".repeat(8)}1 line  9 bytes +1 -1`;
  const lines = await shown([writing(name, null, "x\n"), writing("b", null, "x\n")], 40);
  expect(lines.slice(2, 7)).toEqual([
    "   1   A",
    "       | deep/deep/deep/deep/deep/deep/",
    "       : deep/deep/1 line  9 bytes +1 -",
    "       : 1",
    "         1 line  2 bytes",
  ]);
});
