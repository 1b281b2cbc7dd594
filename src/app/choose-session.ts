/** Which earlier session to go on with: a numbered list, newest first, and a question. */

import { askLine } from "../approval/ask-line.ts";
import { UserError } from "../core/errors.ts";
import { joined, phrase, translated } from "../core/messages/phrase.ts";
import type { Console } from "../core/ports.ts";
import { findSession } from "../session/find.ts";
import { listSessions } from "../session/store.ts";
import type { SessionSummary } from "../session/summary.ts";
import { sessionLine } from "./session-line.ts";

export interface Chooser {
  state: string;
  cwd: string;
  /** The one that is open already. */
  current?: string;
  write(text: string): void;
  console: Console;
  /** Aborted: none of them. */
  signal: AbortSignal;
}

const most = 20;

/** Its id; null: the user wants none. Throws UserError when there is nothing to choose from. */
export async function chooseSession(chooser: Chooser): Promise<string | null> {
  const { state, cwd, current, write } = chooser;
  const all = listSessions(state, cwd).filter(({ id, blank }) => !blank && id !== current);
  if (all.length === 0) {
    const none = current
      ? "This folder has no other session to go on with."
      : "This folder has no session to go on with.";
    throw new UserError(none, {
      hint: "See those of every folder: skillet sessions list --all",
    });
  }
  const shown = all.slice(0, most);
  const width = String(shown.length).length;
  for (const [index, summary] of shown.entries()) {
    write(`  ${String(index + 1).padStart(width)}  ${sessionLine(summary)}\n`);
  }
  if (all.length > most)
    write(`  ${phrase("and {1} older: {2}", all.length - most, "skillet sessions list")}\n`);
  write(`${phrase("Which one? A number, an id or a name; Enter takes the first, Esc none.")}\n`);
  for (;;) {
    const words = await askLine(phrase("session> "), chooser);
    if (words === null) return null;
    const found = meant(words.trim(), shown, chooser);
    if (typeof found !== "string") return found.id;
    write(`${found}\n`);
  }
}

/** A text: why it is none of them. */
function meant(words: string, shown: readonly SessionSummary[], { state, cwd }: Chooser) {
  // Digits of an input method are digits; an id or a name stays as it was typed.
  const number = words.normalize("NFKC");
  const numbered = words === "" ? shown[0] : /^\d{1,3}$/.test(number) && shown[Number(number) - 1];
  if (numbered) return numbered;
  try {
    return findSession(state, words, cwd);
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    return joined([translated(thrown.message), translated(thrown.hint ?? "")]);
  }
}
