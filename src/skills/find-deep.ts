/** Searches a folder that groups skills, at any depth that makes sense, without ever walking in a circle. */

import { realpathSync, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { problem, type SkillProblem } from "./problem.ts";

/** From the client guide of the Agent Skills specification; a repository's deepest seen skill lies 9 below its root. */
const maxDepth = 6;
const maxFolders = 2000;
const maxEntries = 20_000;

interface Walk {
  folders: number;
  entries: number;
}

/** Skills below a skill are left alone: they are its parts (`parent/child`). Reports the caps that were hit. */
export async function searchFolder<Finding extends { problems: SkillProblem[] }>(
  folder: string,
  search: {
    finding: Finding;
    /** Real paths of the roots, and of the folders that were reached by a link. */
    visited: Set<string>;
    /** Keeps the folder's skill; false: it has none. */
    takeSkill(folder: string, finding: Finding): boolean;
  },
): Promise<void> {
  const { globbyStream } = await import("globby");
  const walk: Walk = { folders: 0, entries: 0 };
  const open = [{ folder, depth: maxDepth - 1 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const candidates: string[] = [];
    // Links are followed by hand, by real path: the library itself would go round in circles.
    const entries = globbyStream("**/*", {
      cwd: next.folder,
      deep: next.depth,
      dot: false,
      onlyFiles: false,
      followSymbolicLinks: false,
      ignore: ["**/node_modules"],
      objectMode: true,
      suppressErrors: true,
      expandDirectories: false,
    });
    for await (const { path, dirent } of entries) {
      walk.entries++;
      if (dirent.isDirectory()) walk.folders++;
      if (walk.entries > maxEntries || walk.folders > maxFolders) {
        const message = `The search stopped after ${walk.folders} folders and ${walk.entries} entries; what lies further is not loaded.`;
        search.finding.problems.push({ path: folder, ...problem("warning", message) });
        open.length = 0;
        break;
      }
      const full = join(next.folder, path);
      if (/^skill\.md$/i.test(basename(path))) candidates.push(dirname(full));
      if (dirent.isSymbolicLink() && isNewFolder(full, search.visited)) {
        if (!search.takeSkill(full, search.finding)) {
          const depth = next.depth - path.split("/").length;
          if (depth > 0) open.push({ folder: full, depth });
        }
      }
    }
    for (const found of outermost(candidates)) search.takeSkill(found, search.finding);
  }
}

/** Folders that do not lie in another one of the list. */
function outermost(folders: readonly string[]): string[] {
  const kept: string[] = [];
  for (const folder of [...new Set(folders)].sort()) {
    if (!kept.some((outer) => folder.startsWith(`${outer}/`))) kept.push(folder);
  }
  return kept;
}

function isNewFolder(path: string, visited: Set<string>): boolean {
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return false;
  const real = realpathSync.native(path);
  if (visited.has(real)) return false;
  visited.add(real);
  return true;
}
