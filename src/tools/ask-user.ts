/** ask_user: questions to the person, all at once; where nobody is, their defaults. */

import { type Tool, ToolProblem } from "../core/ports.ts";
import type { Question, ToolResult } from "../core/types.ts";
import { isObject } from "./arguments.ts";
import { oneLine } from "./figures.ts";

const maxQuestions = 12;

const form =
  'Each question is an object: {"question": "Where is it kept?", "options": ["file", "database"], "default": "file"}.';

export const askUser: Tool = {
  name: "ask_user",
  description: "Ask the user everything at once, as the only call of the reply.",
  parameters: {
    type: "object",
    properties: {
      questions: {
        type: "array",
        items: {
          type: "object",
          properties: {
            question: { type: "string" },
            options: { type: "array", items: { type: "string" } },
            default: { type: "string" },
          },
          required: ["question"],
        },
      },
    },
    required: ["questions"],
  },
  alone: true,
  effect(args) {
    questionsOf(args.questions);
    return { kind: "none" };
  },
  async run(args, { ask, signal }) {
    const questions = questionsOf(args.questions);
    if (!ask) return unattended(questions);
    const answers = await ask(questions, signal);
    if (!answers) {
      return { content: "The user cancelled the questions.", isError: true, stop: "aborted" };
    }
    const given = questions.map(
      (one, index) => answers[index]?.trim() || one.default || "(no answer)",
    );
    const besides = answers[questions.length]?.trim();
    const more = besides ? `\nBesides, the user says: ${besides}` : "";
    return { content: told(questions, given) + more };
  },
};

/** The safe answers stand in for the person; a question without one ends the turn (exit 60). */
function unattended(questions: readonly Question[]): ToolResult {
  const open = questions.filter((one) => one.default === undefined);
  if (open.length > 0) {
    const names = open.map((one) => `"${oneLine(one.question, 120)}"`).join(", ");
    return {
      content: `Nobody is there to answer, and there is no default for: ${names}. The prompt has to say it.`,
      isError: true,
      stop: "approval_needed",
    };
  }
  const defaults = questions.map((one) => one.default ?? "");
  return { content: `Nobody is there to answer; the defaults hold:\n${told(questions, defaults)}` };
}

function told(questions: readonly Question[], answers: readonly string[]): string {
  return questions
    .map(({ question }, index) => `${oneLine(question, 300)} → ${answers[index] ?? ""}`)
    .join("\n");
}

function questionsOf(value: unknown): Question[] {
  if (!Array.isArray(value) || value.length === 0) {
    throw new ToolProblem(`\`questions\` must be a list with at least one question. ${form}`);
  }
  if (value.length > maxQuestions) {
    throw new ToolProblem(
      `At most ${maxQuestions} questions at once; ask what changes the result.`,
    );
  }
  return value.map(questionOf);
}

/** Bare text is taken as a question without options: weak models write it so. */
function questionOf(value: unknown): Question {
  const one = typeof value === "string" ? { question: value } : value;
  if (!isObject(one) || typeof one.question !== "string" || one.question.trim() === "") {
    throw new ToolProblem(form);
  }
  const options = one.options ?? [];
  const safe = one.default;
  if (!Array.isArray(options) || !options.every((option) => typeof option === "string")) {
    throw new ToolProblem(`\`options\` must be a list of texts. ${form}`);
  }
  if (safe !== undefined && safe !== null && typeof safe !== "string") {
    throw new ToolProblem(`\`default\` must be text. ${form}`);
  }
  return {
    question: one.question,
    ...(options.length > 0 ? { options } : {}),
    // An empty default is none: it answers nothing.
    ...(safe ? { default: safe } : {}),
  };
}
