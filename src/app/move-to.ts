/** From one session to another inside a running conversation. */

import { messageOf } from "../core/errors.ts";
import { counted, phrase } from "../core/messages/phrase.ts";
import type { OpenSession } from "./open-session.ts";

/** The new one is opened first: where that fails, it throws, and the conversation stays where it is. */
export async function moveTo(
  open: () => Promise<OpenSession>,
  from: OpenSession,
  notice: (line: string) => void,
): Promise<OpenSession> {
  const to = await open();
  const running = from.sandbox.processes().filter((process) => process.ended() === null).length;
  try {
    await from.close();
  } catch (thrown) {
    // Its log said so already, or will when it is read: no reason to lose the one that is open.
    notice(messageOf(thrown));
  }
  if (running > 0)
    notice(phrase("Stopped {1} that ran in the background.", counted(running, "command")));
  if (to.out !== from.out) notice(phrase("The output directory is now {1}.", to.out));
  return to;
}
