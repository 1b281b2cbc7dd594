/** What a person with a screen reader is asked: one choice a line, with a number that can be typed. */

import { expect, test } from "vitest";
import { terminalApprover } from "../../src/approval/terminal.ts";
import type { Pending } from "../../src/core/ports.ts";
import { command, writing } from "../support/pending.ts";
import { scriptedConsole } from "../support/scripted-console.ts";

async function review(pending: Pending[], typed: string[]) {
  const console = { ...scriptedConsole(typed), plain: true };
  const approver = terminalApprover(console, { label: "bwrap", saveRule: async () => "" });
  const approvals = await approver.review(pending, new AbortController().signal);
  return { approvals, shown: console.shown() };
}

test("the keys of a question stand below each other with numbers", async () => {
  const { shown } = await review([command("npm install express")], ["n"]);
  expect(shown).toContain(
    "\n1. [y] once\n2. [s] this session\n3. [p] save for project\n4. [n] no\n5. [t] no, say why\n",
  );
});

test("a number stands for its key, a letter works as ever, other numbers answer nothing", async () => {
  const second = await review([command("npm install express")], ["2"]);
  expect(second.approvals[0]).toMatchObject({ granted: true, scope: "session" });
  const fourth = await review([command("npm install express")], ["9", "4"]);
  expect(fourth.approvals[0]).toMatchObject({ granted: false, by: "user" });
  const letter = await review([command("npm install express")], ["y"]);
  expect(letter.approvals[0]).toMatchObject({ granted: true, scope: "once" });
});

test("in a review a number shows that one, as it does everywhere", async () => {
  const { approvals, shown } = await review(
    [writing("a.txt", null, "A\n"), writing("b.txt", null, "B\n")],
    ["1", "a"],
  );
  expect(approvals.every(({ granted }) => granted)).toBe(true);
  expect(shown).toContain("\n[a] or Enter: apply all\n[1-2] view\n[x] leave one out\n");
});

test("choices of a question stand below each other", async () => {
  const console = { ...scriptedConsole([{ line: "2" }]), plain: true };
  const questions = [{ question: "Stack?", options: ["Flask", "Express"], default: "Flask" }];
  const answers = await terminalApprover(console).ask?.(questions, new AbortController().signal);
  expect(answers).toEqual(["Express"]);
  expect(console.shown()).toContain("      1) Flask*\n      2) Express\n");
});
