/** The folder in which Skillet works, by its real path: somebody may remove it meanwhile. */

import { realpathSync } from "node:fs";
import { messageOf, UserError } from "../core/errors.ts";

const hint = "Go to a folder that is there.";

/** Throws UserError (42) where it is gone. */
export function realFolder(path: string): string {
  try {
    return realpathSync(path);
  } catch (cause) {
    throw new UserError(`The folder ${path} cannot be opened: ${messageOf(cause)}`, {
      hint,
      cause,
    });
  }
}

/** Where the process is. Throws UserError (42) where that is gone. */
export function workingFolder(): string {
  try {
    return process.cwd();
  } catch (cause) {
    throw new UserError("The folder that this was started in is gone.", { hint, cause });
  }
}
