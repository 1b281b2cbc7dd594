/** The one session that an action is about. */

import { UserError } from "../../../core/errors.ts";

export function wanted(action: string, words: readonly string[]): string {
  const [session, more] = words;
  if (session === undefined || session.trim() === "") {
    throw new UserError(`skillet sessions ${action} needs a session: its id or name.`, {
      hint: "See them: skillet sessions list",
    });
  }
  if (more !== undefined) {
    throw new UserError(`skillet sessions ${action} takes one session at a time.`, {
      hint: `A name of several words goes between quotes: "${words.join(" ")}"`,
    });
  }
  return session;
}
