/** A file of the user's own that cannot be read, and what helps. */

import { exitCodes, messageOf, UserError } from "../core/errors.ts";

/** A home that is somebody else's is the commonest reason: sudo and containers keep HOME when they change the user. */
export function unreadable(path: string, thrown: unknown): UserError {
  const { code } = thrown as NodeJS.ErrnoException;
  const foreign = code === "EACCES" || code === "EPERM";
  return new UserError(`Cannot read ${path}: ${messageOf(thrown)}`, {
    hint: foreign
      ? "Set HOME (or SKILLET_CONFIG_DIR) to a folder of yours, or make the file readable."
      : "Mend it or take it away; skillet config path names the file.",
    exitCode: exitCodes.badConfiguration,
    cause: thrown,
  });
}
