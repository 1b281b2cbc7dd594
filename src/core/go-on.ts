/** Whether a turn goes on behind a limit: where a person is, they say. Nobody there: it does not. */

import type { LimitReached } from "./limits.ts";
import { phrase } from "./messages/phrase.ts";
import type { Environment } from "./ports.ts";

export type GoOn = {
  goOn: boolean /** What it should do instead, in the user's words. */;
  words?: string;
};

/** `takesWords`: anything else that is said goes to the model. Default: only yes or no. */
export async function mayGoOn(
  { question }: LimitReached,
  { approver, signal }: Pick<Environment, "approver" | "signal">,
  takesWords = false,
): Promise<GoOn> {
  if (!approver.ask || signal.aborted) return { goOn: false };
  const [stop, goOn] = [phrase("stop here"), phrase("carry on")];
  const answers = await approver.ask([{ question, options: [stop, goOn], default: stop }], signal);
  const said = answers?.[0]?.trim() ?? "";
  if (said === goOn || /^(y|yes|go on|continue)$/i.test(said)) return { goOn: true };
  if (!takesWords || said === "" || said === stop || /^(n|no|stop)$/i.test(said))
    return { goOn: false };
  return { goOn: true, words: said };
}
