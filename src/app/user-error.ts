/** How an error that the user can mend is told: the cause on one line, the remedy on the next. */

import { display } from "../core/display.ts";
import type { UserError } from "../core/errors.ts";
import type { Io } from "./io.ts";

export function printUserError(error: UserError, io: Pick<Io, "err">): void {
  io.err(display(`skillet: ${error.message}\n${error.hint ? `  ${error.hint}\n` : ""}`));
}
