/** How an error that the user can mend is told: the cause on one line, the remedy on the next. */

import { display } from "../core/display.ts";
import type { UserError } from "../core/errors.ts";
import { translated } from "../core/messages/phrase.ts";
import type { Io } from "./io.ts";

export function printUserError(error: UserError, io: Pick<Io, "err">): void {
  const hint = error.hint ? `  ${translated(error.hint)}\n` : "";
  io.err(display(`skillet: ${translated(error.message)}\n${hint}`));
}
