/** One question with yes or no, answered by `-y`, by the person at the terminal, else not at all. */

import { display } from "../../core/display.ts";
import { exitCodes, UserError } from "../../core/errors.ts";
import { terminalConsole } from "../../input/console.ts";
import type { CommandCall } from "../command.ts";
import type { Io } from "../io.ts";
import { stopSignals } from "../stop-signals.ts";

/** False: the person said no. Throws UserError (60) when nobody is there to be asked; it says what to type. */
export async function confirm(question: string, { flags }: CommandCall, io: Io): Promise<boolean> {
  if (flags.yes === true) return true;
  if (!io.stdinIsTerminal || !io.stderrIsTerminal) {
    throw new UserError(`${question} Nobody is there to say so; nothing was changed.`, {
      hint: `Yes is said by: skillet ${io.argv.map(typed).join(" ")} -y`,
      exitCode: exitCodes.approvalNeeded,
    });
  }
  const console = terminalConsole(process.stdin, process.stderr, { color: false });
  const stop = stopSignals();
  try {
    await console.flush?.();
    console.write(`${display(question, { oneLine: true })}  [y] yes  [n] no `);
    for (;;) {
      const key = (await console.key(stop.signal)).toLowerCase();
      const yes = key === "y";
      if (!yes && !["n", "escape", "ctrl-c", "ctrl-d"].includes(key)) continue;
      console.write(yes ? "yes\n" : "no\n");
      return yes;
    }
  } catch (thrown) {
    if (!stop.signal.aborted) throw thrown;
    console.write("no\n");
    return false;
  } finally {
    stop.release();
    console.close();
  }
}

/** As it would be typed in a shell. */
function typed(word: string): string {
  return /^[\w@%+=:,./~#-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
