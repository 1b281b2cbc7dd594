/** The project a folder belongs to. */

import { statSync } from "node:fs";
import { dirname, join } from "node:path";

/** The nearest folder at or above `cwd` that holds `.git`, but never above (or at) home; else `cwd` itself. */
export function findProject(cwd: string, home: string): string {
  for (let folder = cwd; ; folder = dirname(folder)) {
    if (folder === home && folder !== cwd) return cwd;
    if (statSync(join(folder, ".git"), { throwIfNoEntry: false })) return folder;
    if (folder === dirname(folder)) return cwd;
  }
}
