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
  const known = /^(?:$|RUN\?|WRITE\?|REVIEW|\[[a-z?]\] | {2,})/;
  for (const columns of [40, 80, 81, 120]) {
    for (const pending of cases) {
      for (const line of await shown(pending, columns)) {
        expect(widthOf(line), line).toBeLessThan(columns);
        expect(line).toMatch(known);
        if (line.startsWith("[")) expect(line).not.toContain("fence");
      }
    }
  }
});
