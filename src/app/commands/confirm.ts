/** One question with yes or no, answered by `-y`, by the person at the terminal, else not at all. */

import { askYes } from "../../approval/keys.ts";
import { display } from "../../core/display.ts";
import { exitCodes, UserError } from "../../core/errors.ts";
import { phrase } from "../../core/messages/phrase.ts";
import type { CommandCall } from "../command.ts";
import type { Io } from "../io.ts";
import { atTerminal, type Looks } from "./at-terminal.ts";

/** False: the person said no. Throws UserError (60) when nobody is there to be asked; it says what to type. */
export async function confirm(
  question: string,
  { flags }: CommandCall,
  io: Io,
  looks: Looks,
): Promise<boolean> {
  if (flags.yes === true) return true;
  if (!io.stdinIsTerminal || !io.stderrIsTerminal) {
    throw new UserError(
      `${question} ${phrase("Nobody is there to say so; nothing was changed.")}`,
      {
        hint: `Yes is said by: skillet ${io.argv.map(typed).join(" ")} -y`,
        exitCode: exitCodes.approvalNeeded,
      },
    );
  }
  const title = { role: "title", text: display(question, { oneLine: true }) } as const;
  const keys = `[y] ${phrase("yes")}  [n] ${phrase("no")}`;
  return atTerminal(looks, (context) => askYes([title], keys, context));
}

/** As it would be typed in a shell. */
function typed(word: string): string {
  return /^[\w@%+=:,./~#-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
