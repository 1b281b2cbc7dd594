/** Goes through the output directory and finds repositories, links that lead out, and Skillet's settings. Remembers unchanged folders. */

import { type Dirent, lstatSync, readdirSync, readlinkSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { ToolProblem } from "../core/ports.ts";
import { foldName } from "./path-rules.ts";
import { isSystemPath } from "./system-folders.ts";

/** How many folders are looked into, nearest first. */
const maxFolders = 100_000;

const tooMany = `The output directory holds more than ${maxFolders} folders, so its repositories cannot all be found and protected; no command runs. Remove what is generated.`;

/** Git runs hooks and commands that its folder names, so writing there is writing what the user's next `git` runs. */
const repositories: ReadonlySet<string> = new Set([".git", ".hg", ".svn", ".jj", "git~1"]);
/** As nearly every name is made; none of them can be one of those, in whatever spelling. */
const ordinary = /^[\w-](?:[\w.-]*[\w-])?$/;

/** Younger than this a folder could change again without its times showing it. */
const settledMs = 2000;

export interface Found {
  /** Absolute paths of `.git` and its like (folder, file or link, in any spelling) and of folders that are one themselves (bare). */
  repositories: string[];
  /** Path and target of links that lead out of the output directory, to what is not the system's own. */
  leaving: Map<string, string>;
}

interface Folder {
  inode: number;
  changed: number;
  folders: string[];
  repositories: string[];
  leaving: [string, string][];
}

export interface Finder {
  /** Throws ToolProblem when there are too many folders: one that was not found could not be protected. */
  find(): Found;
}

/**
 * Links are not followed. `node_modules` is entered with `everywhere` only: what git does in there is nobody's habit, and looking
 * there costs as much as all the rest.
 */
export function openFinder(out: string, everywhere = false): Finder {
  let known = new Map<string, Folder>();
  return {
    find() {
      const seen = new Map<string, Folder>();
      const found: Found = { repositories: [], leaving: new Map() };
      let level = [out];
      while (level.length > 0) {
        const next: string[] = [];
        for (const path of level) {
          const folder = look(path, out, known.get(path));
          if (folder === null) continue;
          if (seen.size >= maxFolders) throw new ToolProblem(tooMany);
          seen.set(path, folder);
          found.repositories.push(...folder.repositories);
          for (const [link, target] of folder.leaving) found.leaving.set(link, target);
          for (const name of folder.folders)
            if (everywhere || name !== "node_modules") next.push(join(path, name));
        }
        level = next;
      }
      known = seen;
      return found;
    },
  };
}

/** null: gone meanwhile, or in a folder that is closed to the user, and so to his jailed commands. */
function look(path: string, out: string, before: Folder | undefined): Folder | null {
  const stat = lstatOrNothing(path);
  if (!stat?.isDirectory()) return null;
  const { ino: inode, ctimeMs: changed } = stat;
  if (before?.inode === inode && before.changed === changed) return before;
  const folder: Folder = { inode, changed, folders: [], repositories: [], leaving: [] };
  // Number that no folder has: it is looked at again next time.
  if (Date.now() - changed < settledMs) folder.changed = Number.NaN;
  const entries = entriesOf(path);
  if (entries === null) {
    folder.repositories.push(...hiddenIn(path));
    return folder;
  }
  if (isGitFolder(entries)) folder.repositories.push(path);
  for (const entry of entries) {
    if (isRepositoryName(entry.name)) folder.repositories.push(join(path, entry.name));
    else if (entry.isDirectory()) folder.folders.push(entry.name);
    else if (entry.isSymbolicLink()) {
      const link = join(path, entry.name);
      const target = leaving(link, out);
      if (target !== null) folder.leaving.push([link, target]);
    }
  }
  return folder;
}

/** By what git itself goes by: a folder without a work tree around it. */
function isGitFolder(entries: readonly Dirent[]): boolean {
  const has = (name: string) => entries.some((entry) => entry.name === name);
  return has("HEAD") && ((has("objects") && has("refs")) || has("commondir"));
}

/** In any spelling that a forgiving disk takes for one. */
export function isRepositoryName(name: string): boolean {
  return !ordinary.test(name) && repositories.has(foldName(name));
}

/** Where a link leads that leads out, else null. By its words: what stands there may change at any time. */
function leaving(link: string, out: string): string | null {
  let target: string;
  try {
    target = readlinkSync(link);
  } catch {
    return null; // it is no link any more
  }
  const absolute = resolve(dirname(link), target);
  const stays = absolute === out || absolute.startsWith(`${out}/`);
  return stays || isSystemPath(absolute) || absolute.startsWith("/dev/") ? null : target;
}

/** In a folder that may be entered but not looked into, as git does: by name. Its folders are not to be found. */
function hiddenIn(path: string): string[] {
  const there = (name: string) => lstatOrNothing(join(path, name)) !== undefined;
  const found = [".git", ".hg", ".jj"].filter(there).map((name) => join(path, name));
  return there("HEAD") ? [path, ...found] : found;
}

function lstatOrNothing(path: string) {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // not even to be entered
  }
}

/** null: closed to the user. */
function entriesOf(folder: string): Dirent[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === "EACCES") return null;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw thrown;
  }
}
