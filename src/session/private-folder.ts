/** Folders that only the user may enter, whatever the umask. */

import { chmodSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * Makes `state/name/name...` and returns it. Those named are brought to 0700 when they were there before; the state
 * directory above may be one the user chose, and is left alone.
 */
export function makePrivateFolder(state: string, ...names: string[]): string {
  mkdirSync(join(state, ...names), { recursive: true, mode: 0o700 });
  let path = state;
  for (const name of names) {
    path = join(path, name);
    if ((statSync(path).mode & 0o777) !== 0o700) chmodSync(path, 0o700);
  }
  return path;
}
