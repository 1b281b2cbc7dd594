/** What is wrong with a skill, said so that its author can mend it. */

import { translated } from "../core/messages/phrase.ts";
import { showHidden } from "./hidden.ts";

export interface Problem {
  /** error: the skill is refused for it. warning: it loads, its author should look. note: it is fine, something is ignored. */
  severity: "error" | "warning" | "note";
  /** From 1; 1 also when the whole file is meant. */
  line: number;
  /** From 1, in UTF-16 code units. */
  column: number;
  message: string;
  /** The corrected line, ready to paste; null: there is none to propose. */
  fix: string | null;
}

/** A problem and the file or folder it is about. */
export interface SkillProblem extends Problem {
  path: string;
}

export function problem(
  severity: Problem["severity"],
  message: string,
  place: { line?: number; column?: number; fix?: string } = {},
): Problem {
  const { line = 1, column = 1, fix = null } = place;
  return { severity, line, column, message, fix };
}

/** A reason to refuse, on its way up to where refusals are told. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  readonly problem: Problem;

  constructor(message: string, place: { line?: number; column?: number; fix?: string } = {}) {
    super(message);
    this.problem = problem("error", message, place);
  }
}

/** One line for people, in their language: `path:line:column: message`; what a file brought along in it is written out, not sent to the terminal. */
export function formatProblem({ path, line, column, message }: SkillProblem): string {
  const told = translated(message.replace(/\s+/g, " "));
  return showHidden(`${path}:${line}:${column}: ${told}`);
}
