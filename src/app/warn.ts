/** What is told on stderr behind the program's name: in the user's language, safe to show, on a terminal broken between words. */

import { display } from "../core/display.ts";
import type { UserError } from "../core/errors.ts";
import { translated } from "../core/messages/phrase.ts";
import { wrapWords } from "../core/wrap-words.ts";
import { widthOf } from "../sinks/width.ts";
import type { Io } from "./io.ts";

/** Where it is told. Into a file or a pipe every line goes whole. */
export type Stderr = Pick<Io, "err" | "columns" | "stderrIsTerminal">;

/** One ready English message. What is foreign in it should be on one line already. */
export function warn(message: string, io: Stderr): void {
  toStderr(display(`skillet: ${translated(message)}\n`), io);
}

/** An error that the user can mend: the cause on one line, the remedy on the next. */
export function warnOf(error: UserError, io: Stderr): void {
  const hint = error.hint ? `  ${translated(error.hint)}\n` : "";
  toStderr(display(`skillet: ${translated(error.message)}\n${hint}`), io);
}

/** Whole lines that are safe to show already. */
export function toStderr(text: string, io: Stderr): void {
  io.err(io.stderrIsTerminal ? wrapWords(text, { columns: io.columns(), widthOf }) : text);
}
