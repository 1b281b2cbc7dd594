/** Reads what the user types to several questions at once: `1=2, 3=blue`, a bare text, words besides, or nothing for the defaults. */

import { phrase } from "../core/messages/phrase.ts";
import type { Question } from "../core/types.ts";

export interface ReadAnswers {
  /** null: still open. */
  answers: (string | null)[];
  /** Said besides, belonging to no question. */
  words: string;
  /** The user is through with them. */
  done: boolean;
  /** What could not be understood; nothing was changed then. */
  problem?: string;
}

/** Full-width digits and signs, as input methods give them, count like the plain ones. */
export function readAnswers(
  line: string,
  questions: readonly Question[],
  current: Pick<ReadAnswers, "answers" | "words">,
): ReadAnswers {
  const answers = [...current.answers];
  let { words } = current;
  const wrong = (problem: string): ReadAnswers => ({ ...current, done: false, problem });
  const plain = line.trim();
  if (plain === "") {
    const open = answers.indexOf(null);
    if (open < 0) return { answers, words, done: true };
    return wrong(phrase("Question {1} has no default; answer it with {1}=...", open + 1));
  }
  const assignments = splitAssignments(plain);
  if (!assignments) return bareAnswer(plain, questions, current);
  for (const { number, text } of assignments) {
    const question = questions[number - 1];
    if (!question) return wrong(phrase("There is no question {1}.", number));
    const { choice, besides } = choiceBefore(text, question);
    const answer = answerOf(choice, question);
    if (answer === null) return wrong(outOfRange(choice, question));
    answers[number - 1] = answer;
    words = both(words, besides);
  }
  // One question answered leaves nothing to look over.
  return { answers, words, done: questions.length === 1 };
}

function bareAnswer(
  text: string,
  questions: readonly Question[],
  current: Pick<ReadAnswers, "answers" | "words">,
): ReadAnswers {
  const { answers, words } = current;
  const wrong = (problem: string): ReadAnswers => ({ ...current, done: false, problem });
  const target = targetOf(text, questions, answers);
  const question = target === undefined ? undefined : questions[target];
  if (target === undefined || !question) {
    // A number could be the choice of any of them; words are for the model to make sense of.
    return /^[\d\s,;、]+$/.test(text.normalize("NFKC"))
      ? wrong(phrase("Which question is that for? Write 2=words, or Enter for what is marked."))
      : { answers, words: both(words, text), done: false };
  }
  const { choice, besides } = choiceBefore(text, question);
  const answer = answerOf(choice, question);
  if (answer === null) return wrong(outOfRange(choice, question));
  return {
    answers: answers.with(target, answer),
    words: both(words, besides),
    done: questions.length === 1,
  };
}

/** The only question, the only one with such a choice, or the only one that is open. */
function targetOf(
  text: string,
  questions: readonly Question[],
  answers: readonly (string | null)[],
): number | undefined {
  if (questions.length === 1) return 0;
  const among = (fits: (question: Question, index: number) => boolean) => {
    const found = questions.flatMap((question, index) => (fits(question, index) ? [index] : []));
    return found.length === 1 ? found[0] : undefined;
  };
  return (
    among(({ options = [] }) => options.some((option) => same(option, text))) ??
    among((_, index) => answers[index] === null)
  );
}

/** `1, newest on top`: the first choice, and something besides. */
function choiceBefore(text: string, { options = [] }: Question) {
  const [, number, besides = ""] = /^([0-9０-９]{1,2})\s*[,;，；、]\s*(.+)$/u.exec(text) ?? [];
  const choice = Number(number?.normalize("NFKC"));
  if (number === undefined || !options[choice - 1]) return { choice: text, besides: "" };
  return { choice: number, besides };
}

function both(earlier: string, later: string): string {
  return [earlier, later].filter((one) => one !== "").join("; ");
}

function same(option: string, text: string): boolean {
  const plain = (one: string) => one.normalize("NFKC").trim().toLowerCase();
  return plain(option) === plain(text);
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

/** The option of that number or of these words, else the words themselves; null: there is no such option. */
function answerOf(text: string, { options = [], default: safe }: Question): string | null {
  if (text === "") return safe ?? null;
  const number = text.normalize("NFKC").trim();
  const isNumber = options.length > 0 && /^\d{1,2}$/.test(number);
  const chosen = isNumber ? options[Number(number) - 1] : undefined;
  return chosen ?? options.find((option) => same(option, text)) ?? (isNumber ? null : text);
}

function outOfRange(text: string, { options = [] }: Question): string {
  return text === ""
    ? phrase("An answer is missing.")
    : phrase("There are {1} choices, not {2}; other words are fine too.", options.length, text);
}
