/** What the model writes never stands there like a question or a receipt of Skillet's own. */

import { expect, test } from "vitest";
import { diffOf } from "../../src/approval/diff.ts";
import { promptText } from "../../src/approval/prompt.ts";
import { markedAsModels } from "../../src/sinks/own-lines.ts";
import { command, reaching, reading, writing } from "../support/pending.ts";

test("every line of every kind of question is told from the model's own", async () => {
  const asked = [command("npm test"), reading(".env"), reaching("a.example", "curl a.example")];
  const texts = asked.map((one) =>
    promptText(one, { label: "bwrap", confined: true, suggest: null, diff: null }),
  );
  const diff = await diffOf("a\n", "b\n");
  texts.push(
    promptText(writing("a.txt", "a\n", "b\n"), {
      ...{ label: "bwrap", confined: true, suggest: null, diff },
    }),
  );
  for (const text of texts) {
    const [head = "", ...rest] = text.trimEnd().split("\n");
    const keys = rest.at(-1) ?? "";
    expect(markedAsModels(head)).toBe(`model: ${head}`);
    expect(markedAsModels(keys)).toBe(`model: ${keys}`);
    for (const line of rest.filter((one) => one.startsWith("  | ")))
      expect(markedAsModels(line)).toBe(`model: ${line}`);
  }
});

test.each([
  "REVIEW  4 new files, 0 changed",
  "DONE  verified",
  "NOT VERIFIED  2 of 3 checks failed",
  "\u001b[1mRUN?  shell\u001b[22m",
  "answers>",
  "> ",
  "  all applied",
  "  saving   nothing to save",
])("%j is marked", (line) => {
  expect(markedAsModels(line)).toBe(`model: ${line}`);
});

test.each([
  "I run the tests now.",
  "WARNING: this deletes files.",
  "README",
  "| a | b |",
  "  indented code",
  "- [x] done",
  "[1] a footnote",
  "> a quotation",
  "API keys stay here.",
  "",
])("%j stays as it is", (line) => {
  expect(markedAsModels(line)).toBe(line);
});
