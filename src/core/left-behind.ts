/** Commands that would leave something running: it ends with them, and a model that does not know looks for it in vain. */

import { readCommandLine } from "./command-words.ts";

/** What ends or waits for what was started. */
const takingCare: ReadonlySet<string> = new Set(["wait", "kill", "pkill", "killall", "fg"]);

/** Told behind the output of such a command. */
export const leftBehindNote =
  "What this command started with & has ended with it: nothing outlives its command. For a server, call shell with background: true.";

/** Whether it starts something with `&` and neither waits for it nor ends it. */
export function leavesBehind(command: string): boolean {
  const { commands, background } = readCommandLine(command);
  return (
    background && !commands.some(({ words }) => words.some(({ text }) => takingCare.has(text)))
  );
}
