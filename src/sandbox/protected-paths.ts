/** What inside the output directory commands may read but not change: repositories' own folders, Skillet's settings. */

import { type Dirent, lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ToolProblem } from "../core/ports.ts";

/** How deep repositories are looked for, and how many folders are looked into, nearest first. */
const maxDepth = 6;
const maxFolders = 20_000;

const tooMany =
  "The output directory holds more than 20,000 folders, so its repositories cannot all be found and protected; no command runs. Remove what is generated.";

/** Git runs hooks and commands that its folder names, so writing there is writing what the user's next `git` runs. */
const repositories: ReadonlySet<string> = new Set([".git", ".hg", ".svn", ".jj"]);
const settings = ".skillet";

/**
 * Absolute paths of every `.git`, `.hg`, `.svn` and `.jj` (folder or file) down to six levels, of `.skillet` at the top, and of those of `more`
 * that exist. Links are not followed. `node_modules` is passed over: what git does in there is nobody's habit.
 */
export function findProtectedPaths(out: string, more: readonly string[] = []): string[] {
  const found = [join(out, settings), ...more].filter(exists);
  let level = [out];
  let looked = 0;
  for (let depth = 0; depth < maxDepth && level.length > 0; depth++) {
    const next: string[] = [];
    for (const folder of level) {
      // Fail closed: a repository that was not found could not be protected.
      if (looked++ >= maxFolders) throw new ToolProblem(tooMany);
      for (const entry of entriesOf(folder)) {
        if (entry.isSymbolicLink()) continue;
        const path = join(folder, entry.name);
        if (repositories.has(entry.name)) found.push(path);
        else if (entry.isDirectory() && entry.name !== "node_modules") next.push(path);
      }
    }
    level = next;
  }
  return found;
}

function exists(path: string): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  return found !== undefined && !found.isSymbolicLink();
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (thrown) {
    // Gone meanwhile, or closed to the user, and so to his jailed commands.
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "EACCES" || code === "ENOTDIR") return [];
    throw thrown;
  }
}
