/** The model's questions to the user: all at once, with safe answers; Enter takes them. */

import { display } from "../core/display.ts";
import { counted, phrase } from "../core/messages/phrase.ts";
import type { Console } from "../core/ports.ts";
import type { Question } from "../core/types.ts";
import { readAnswers } from "./answers.ts";
import { helpText } from "./keys.ts";
import type { PromptLine } from "./prompt.ts";
import { styled } from "./style.ts";
import { packed, rowColumns } from "./wrap.ts";

function help(): string {
  return helpText([
    phrase("Enter  the answers that are marked *"),
    phrase("4=2  the second choice of question 4      4=words  an answer of your own"),
    phrase("words without a number go to the model besides the answers"),
    phrase("Esc, Ctrl-C  no answer, and the turn stops"),
  ]);
}

/** Answers in the order of the questions, and behind them what the user says besides; null: the user cancelled. */
export async function askQuestions(
  console: Console,
  questions: readonly Question[],
  signal: AbortSignal,
): Promise<string[] | null> {
  let answers = questions.map((question) => question.default ?? null);
  let words = "";
  await console.flush?.();
  console.write(`\n${styled(questionsLines(questions, answers, console), console)}`);
  for (;;) {
    let line: string | null;
    try {
      line = await console.line(questions.length > 1 ? phrase("answers> ") : phrase("answer> "), {
        signal,
      });
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
      return null;
    }
    if (line === null) return null;
    if (/^\s*[?？]\s*$/.test(line)) {
      console.write(help());
      continue;
    }
    const read = readAnswers(line, questions, { answers, words });
    ({ answers, words } = read);
    if (read.problem) {
      console.write(`  ${display(read.problem, { oneLine: true })}\n`);
      continue;
    }
    const given = answers.filter((answer) => answer !== null);
    if (read.done && given.length === answers.length)
      return words === "" ? given : [...given, words];
    console.write(styled(summaryLines(questions, answers, words), console));
  }
}

function questionsLines(
  questions: readonly Question[],
  answers: readonly (string | null)[],
  console: Layout,
): PromptLine[] {
  const many = questions.length > 1;
  const all = answers.every((answer) => answer !== null);
  const enter = all ? [phrase("Enter takes what is marked *")] : [];
  const change = many
    ? phrase("2=1 or 2=words changes one")
    : phrase("a number or words answer it");
  const keys = [...enter, change, phrase("Esc cancels"), phrase("? help")];
  return [
    { role: "title", text: `? ${counted(questions.length, "question")}` },
    ...questions.flatMap((question, index) => questionLines(question, index, console)),
    { role: "keys", text: `  ${keys.join(phrase(", "))}` },
  ];
}

type Layout = Pick<Console, "columns" | "plain">;

function questionLines(
  question: Question,
  index: number,
  { columns, plain }: Layout,
): PromptLine[] {
  const [first = "", ...more] = display(question.question, { fold: 20 }).trim().split("\n");
  const options = question.options ?? [];
  const shown = options.map((option, place) => {
    const star = option === question.default ? "*" : "";
    return `${place + 1}) ${oneLine(option)}${star}`;
  });
  const free =
    options.includes(question.default ?? "") || question.default === undefined
      ? []
      : [`${oneLine(question.default)}*`];
  const choices = [...shown, ...free];
  const open = question.default === undefined ? `  ${phrase("(needs an answer)")}` : "";
  return [
    `  ${index + 1} ${first}${open}`,
    ...more.map((line) => `  | ${line}`),
    ...(plain ? choices.map((choice) => `      ${choice}`) : choiceRows(choices, columns)),
  ].map((text) => ({ role: "content", text }));
}

/** None of them is broken where it has room in a row of its own. */
function choiceRows(choices: readonly string[], columns: number): string[] {
  if (choices.length === 0) return [];
  const width = rowColumns(columns);
  return packed(choices, { width, start: "      ", between: "   ", lead: " ".repeat(9) });
}

function summaryLines(
  questions: readonly Question[],
  answers: readonly (string | null)[],
  words: string,
): PromptLine[] {
  const lines = questions.map((question, index): PromptLine => {
    const answer = answers[index];
    const shown =
      answer === null || answer === undefined ? phrase("(needs an answer)") : oneLine(answer);
    const asked = oneLine(question.question).slice(0, 60);
    return { role: "content", text: `  ${index + 1} ${asked}  →  ${shown}` };
  });
  const next = answers.includes(null) ? phrase("Answer what is open") : phrase("Enter takes these");
  const keys = [next, phrase("2=words changes one"), phrase("Esc cancels")];
  if (words !== "")
    lines.push({ role: "content", text: `  + ${phrase("besides")}  →  ${oneLine(words)}` });
  return [...lines, { role: "keys", text: `  ${keys.join(phrase(", "))}` }];
}

function oneLine(text: string): string {
  return display(text.trim(), { oneLine: true });
}
