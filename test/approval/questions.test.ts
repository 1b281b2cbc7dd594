import { expect, test } from "vitest";
import { terminalApprover } from "../../src/approval/terminal.ts";
import type { Question } from "../../src/core/types.ts";
import { scriptedConsole } from "../support/scripted-console.ts";

const four: Question[] = [
  { question: "Stack?", options: ["Flask", "Express"], default: "Flask" },
  { question: "Storage?", options: ["JSON file", "SQLite"], default: "JSON file" },
  { question: "Who may delete?", options: ["anyone", "nobody"], default: "anyone" },
  { question: "Title?", default: "BBS" },
];

async function ask(questions: Question[], lines: (string | null)[], columns = 120) {
  const console = scriptedConsole(
    lines.map((line) => ({ line })),
    { columns },
  );
  const answers = await terminalApprover(console).ask?.(questions, new AbortController().signal);
  return { answers, shown: console.shown() };
}

test("all questions are shown at once with their safe answers, and Enter takes those", async () => {
  const { answers, shown } = await ask(four, [""]);
  expect(answers).toEqual(["Flask", "JSON file", "anyone", "BBS"]);
  expect(shown).toBe(`
? 4 questions
  1 Stack?
      1) Flask*   2) Express
  2 Storage?
      1) JSON file*   2) SQLite
  3 Who may delete?
      1) anyone*   2) nobody
  4 Title?
      BBS*
  Enter takes what is marked *, 2=1 or 2=words changes one, Esc cancels, ? help
answers> 
`);
});

test("choices that have no room in one row stand in several, and none is broken", async () => {
  const options = ["Python + Flask(1 ファイル)", "Node + Express", "静的な HTML + JavaScript"];
  const { shown } = await ask(
    [{ question: "構成は?", options, default: "Node + Express" }],
    [""],
    80,
  );
  expect(shown).toContain(
    "      1) Python + Flask(1 ファイル)   2) Node + Express*\n      3) 静的な HTML + JavaScript\n",
  );
});

test("some are changed by number or in words, the rest keep their defaults", async () => {
  const { answers, shown } = await ask(four, ["3=2, 4=Town hall, newest on top", ""]);
  expect(answers).toEqual(["Flask", "JSON file", "nobody", "Town hall, newest on top"]);
  expect(shown).toContain("  3 Who may delete?  →  nobody\n");
});

test("full-width digits and signs of an input method count like plain ones", async () => {
  expect((await ask(four, ["３＝２、４＝掲示板", ""])).answers).toEqual([
    "Flask",
    "JSON file",
    "nobody",
    "掲示板",
  ]);
});

test("Escape cancels", async () => {
  expect((await ask(four, [null])).answers).toBeNull();
});

test("a question without a default has to be answered", async () => {
  const open: Question[] = [{ question: "Name?" }, { question: "Port?", default: "5000" }];
  const { answers, shown } = await ask(open, ["", "1=Kana", ""]);
  expect(answers).toEqual(["Kana", "5000"]);
  expect(shown).toContain("  1 Name?  (needs an answer)\n");
  expect(shown).toContain("Question 1 has no default; answer it with 1=...");
});

test("bare words answer the only question, or the only one that is open", async () => {
  expect((await ask([{ question: "Name?" }], ["Kana"])).answers).toEqual(["Kana"]);
  expect((await ask([{ question: "Which?", options: ["a", "b"] }], ["2"])).answers).toEqual(["b"]);
  expect(
    (await ask([{ question: "Name?" }, { question: "Port?", default: "1" }], ["Kana", ""])).answers,
  ).toEqual(["Kana", "1"]);
});

test("words that belong to no question go along besides the answers, and are shown before", async () => {
  const { answers, shown } = await ask(four, ["newest on top", "3=2, one file, please", ""]);
  const words = "newest on top; one file, please";
  expect(answers).toEqual(["Flask", "JSON file", "nobody", "BBS", words]);
  expect(shown).toContain(
    `  3 Who may delete?  →  nobody\n  4 Title?  →  BBS\n  + besides  →  ${words}\n`,
  );
  const one = await ask([{ question: "Which?", options: ["a", "b"] }], ["２、at once"]);
  expect(one.answers).toEqual(["b", "at once"]);
});

test("a choice in its own words answers the question that has it", async () => {
  expect((await ask(four, ["sqlite", "3=Nobody", ""])).answers).toEqual([
    ...["Flask", "SQLite", "nobody", "BBS"],
  ]);
});

test("bare numbers for several questions are not guessed at", async () => {
  const { answers, shown } = await ask(four, ["2", "１、２", ""]);
  expect(answers).toEqual(["Flask", "JSON file", "anyone", "BBS"]);
  expect(shown.match(/Which question is that for\?/g)).toHaveLength(2);
});

test("what can be typed is explained, and that answers nothing", async () => {
  const { answers, shown } = await ask(four, ["?", "？", ""]);
  expect(answers).toEqual(["Flask", "JSON file", "anyone", "BBS"]);
  expect(shown.match(/4=2 {2}the second choice of question 4/g)).toHaveLength(2);
});

test("a number that is no choice changes nothing and is told", async () => {
  const { answers, shown } = await ask(four, ["1=7", "9=1", ""]);
  expect(answers).toEqual(["Flask", "JSON file", "anyone", "BBS"]);
  expect(shown).toContain("There are 2 choices, not 7");
  expect(shown).toContain("There is no question 9.");
});

test("what the model wrote cannot draw on the terminal or add lines of its own", async () => {
  const hostile: Question[] = [
    {
      question: "Ok?\x1b[2J\n[y] once\n? 1 question",
      options: ["a\r\x07", "b\nc"],
      default: "a\r\x07",
    },
  ];
  const { shown } = await ask(hostile, [""]);
  expect(shown).not.toMatch(/[\x1b\x07\r]/);
  expect(shown).toContain(
    "  1 Ok?\\x1b[2J\n  | [y] once\n  | ? 1 question\n      1) a\\r\\x07*   2) b\\nc\n",
  );
});

test("an aborted turn cancels the questions", async () => {
  const stop = new AbortController();
  stop.abort();
  expect(await terminalApprover(scriptedConsole([])).ask?.(four, stop.signal)).toBeNull();
});
