/** Reads what the user types to several questions at once: `1=2, 3=blue`, a bare text, or nothing for the defaults. */

import { phrase } from "../core/messages/phrase.ts";
import type { Question } from "../core/types.ts";

export interface ReadAnswers {
  /** null: still open. */
  answers: (string | null)[];
  /** The user is through with them. */
  done: boolean;
  /** What could not be understood; nothing was changed then. */
  problem?: string;
}

/** Full-width digits and signs, as input methods give them, count like the plain ones. */
export function readAnswers(
  line: string,
  questions: readonly Question[],
  current: readonly (string | null)[],
): ReadAnswers {
  const answers = [...current];
  const plain = line.trim();
  if (plain === "") {
    const open = answers.indexOf(null);
    if (open < 0) return { answers, done: true };
    return {
      answers,
      done: false,
      problem: phrase("Question {1} has no default; answer it with {1}=...", open + 1),
    };
  }
  const assignments = splitAssignments(plain);
  if (!assignments) return bareAnswer(plain, questions, answers);
  for (const { number, text } of assignments) {
    const question = questions[number - 1];
    if (!question)
      return {
        answers: [...current],
        done: false,
        problem: phrase("There is no question {1}.", number),
      };
    const answer = answerOf(text, question);
    if (answer === null)
      return { answers: [...current], done: false, problem: outOfRange(text, question) };
    answers[number - 1] = answer;
  }
  // One question answered leaves nothing to look over.
  return { answers, done: questions.length === 1 };
}

function bareAnswer(
  text: string,
  questions: readonly Question[],
  answers: (string | null)[],
): ReadAnswers {
  const open = answers.flatMap((answer, index) => (answer === null ? [index] : []));
  const target = questions.length === 1 ? 0 : open.length === 1 ? open[0] : undefined;
  const question = target === undefined ? undefined : questions[target];
  if (target === undefined || !question) {
    return {
      answers,
      done: false,
      problem: phrase("Which question is that for? Write 2=words, or Enter for what is marked."),
    };
  }
  const answer = answerOf(text, question);
  if (answer === null) return { answers, done: false, problem: outOfRange(text, question) };
  answers[target] = answer;
  return { answers, done: questions.length === 1 };
}

/** `1=2, 3=blue and green; 4=no`: a comma or semicolon separates only where another number follows. null: there is none. */
function splitAssignments(line: string): { number: number; text: string }[] | null {
  const start = /(?:^|[,;，；、\s])\s*([0-9０-９]{1,2})\s*[=＝]\s*/gu;
  const found = [...line.matchAll(start)];
  const [first] = found;
  if (!first || first.index > 0) return null;
  return found.map((match, index) => {
    const text = line.slice(match.index + match[0].length, found[index + 1]?.index);
    return {
      number: Number((match[1] ?? "").normalize("NFKC")),
      text: text.replace(/[,;，；、\s]+$/u, ""),
    };
  });
}

/** The option of that number, else the words themselves; null: there is no such option. */
function answerOf(text: string, question: Question): string | null {
  const options = question.options ?? [];
  const number = text.normalize("NFKC").trim();
  if (options.length === 0 || !/^\d{1,2}$/.test(number))
    return text === "" ? (question.default ?? null) : text;
  return options[Number(number) - 1] ?? null;
}

function outOfRange(text: string, { options = [] }: Question): string {
  return text === ""
    ? phrase("An answer is missing.")
    : phrase("There are {1} choices, not {2}; other words are fine too.", options.length, text);
}
