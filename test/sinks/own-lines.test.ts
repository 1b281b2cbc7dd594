/** What the model writes never stands there like a question or a receipt of Skillet's own. */

import { afterEach, expect, test } from "vitest";
import { diffOf } from "../../src/approval/diff.ts";
import { promptText } from "../../src/approval/prompt.ts";
import { type Language, useLanguage } from "../../src/core/messages/language.ts";
import { markedAsModels } from "../../src/sinks/own-lines.ts";
import { command, reaching, reading, writing } from "../support/pending.ts";

afterEach(() => useLanguage("en"));

test.each<Language>(["en", "ja", "zh"])(
  "every line of every kind of question is told from the model's own (%s)",
  async (language) => {
    await useLanguage(language);
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
  },
);

test("fields and answers in the user's language are marked, and its English ones too", async () => {
  await useLanguage("ja");
  const lines = [
    "  隔離     bwrap",
    "  実行場所 出力",
    "完了  検証済み",
    "回答> ",
    "  はい(今回だけ)",
    "RUN?  shell",
  ];
  expect(lines.map((line) => markedAsModels(line))).toEqual(lines.map((line) => `model: ${line}`));
  expect(markedAsModels("完了しました。")).toBe("完了しました。");
});

test("a line that the terminal would break before something of ours is broken by us, and marked", () => {
  const line = `${"x".repeat(20)}RUN?  shell  `;
  expect(markedAsModels(line, 20)).toBe(
    "model: xxxxxxxxxxxx\nmodel: xxxxxxxxRUN?\nmodel:   shell  ",
  );
  expect(markedAsModels(`${"掲".repeat(10)}DONE  verified`, 20)).toMatch(/^model: 掲/);
  expect(markedAsModels("y".repeat(100), 20)).toBe("y".repeat(100));
  // It fits as it is, and no longer with the mark before it.
  const rows = markedAsModels("RUN?  xxxxxxx[y] on", 20).split("\n");
  expect(rows).toEqual(["model: RUN?  xxxxxx", "model: x[y] on"]);
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
