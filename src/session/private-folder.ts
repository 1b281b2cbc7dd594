/** Folders that only the user may enter, whatever the umask. */

import { chmodSync, mkdirSync, statSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Makes `state/name/name...` and returns it. Those named are brought to 0700 when they were there before; the state
 * directory above may be one the user chose, and is left alone.
 */
export function makePrivateFolder(state: string, ...names: string[]): string {
  makeFolders(join(state, ...names));
  let path = state;
  for (const name of names) {
    path = join(path, name);
    if ((statSync(path).mode & 0o777) !== 0o700) chmodSync(path, 0o700);
  }
  return path;
}

/**
 * A folder with those above it, for the user alone. Not by `recursive`: Node asks for ever where a file system says that what
 * is below a folder that is there does not exist (a home under autofs, /proc). Throws what the system says.
 */
export function makeFolders(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })) return;
  if (dirname(path) !== path) makeFolders(dirname(path));
  try {
    mkdirSync(path, { mode: 0o700 });
  } catch (thrown) {
    // Another run of Skillet was quicker.
    if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") throw thrown;
  }
}
