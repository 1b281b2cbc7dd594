/** A folder below ./sandbox that is not there yet: no run touches the files of another. */

import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { messageOf, UserError } from "../core/errors.ts";

/** ./sandbox/NAME, or the first of NAME-2, NAME-3 ... that is free. `what` is said where ./sandbox cannot be made. */
export function freshFolder(cwd: string, name: string, what: string): string {
  const sandbox = join(cwd, "sandbox");
  try {
    mkdirSync(sandbox, { recursive: true });
  } catch (cause) {
    throw new UserError(`Cannot make ${sandbox}: ${messageOf(cause)}`, {
      hint: `${what} in a folder you may write to, or choose one with --out DIR.`,
      cause,
    });
  }
  for (let number = 1; ; number++) {
    const folder = join(sandbox, number === 1 ? name : `${name}-${number}`);
    if (!existsSync(folder)) return folder;
  }
}
