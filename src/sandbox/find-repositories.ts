/** Goes through the output directory and finds repositories, links that lead out, and Skillet's settings. Remembers unchanged folders. */

import { type Dirent, lstatSync, readdirSync, readlinkSync, type Stats } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { onDisk, pathText } from "./disk-path.ts";
import { foldName } from "./path-rules.ts";
import { isSystemPath } from "./system-folders.ts";

/** Git runs hooks and commands that its folder names, so writing there is writing what the user's next `git` runs. */
const repositories: ReadonlySet<string> = new Set([".git", ".hg", ".svn", ".jj", "git~1"]);
/** As nearly every name is made; none of them can be one of those, in whatever spelling. */
const ordinary = /^[\w-](?:[\w.-]*[\w-])?$/;

/** Younger than this a folder could change again without its times showing it. */
const settledMs = 2000;

/** Paths are absolute, written as in disk-path.ts. */
export interface Found {
  /** `.git` and its like (folder, file or link, in any spelling) and folders that are one themselves (bare). */
  repositories: string[];
  /** Path and target of links that lead out of the output directory, to what is not the system's own. */
  leaving: Map<string, string>;
  /** Our own folders that are closed to us, and were not opened. What is in them is not in here. */
  closed: string[];
  /** What is too deep to be looked at. */
  tooDeep: string[];
  /** Not null: there are too many folders, so that not all is in here. The top-level folder that most of them are in. */
  crowded: string | null;
}

interface Folder {
  inode: number;
  changed: number;
  folders: string[];
  repositories: string[];
  leaving: [string, string][];
}

export interface Finder {
  /** `open` may open a closed folder of our own for the look. Default: it stays closed. */
  find(open?: (path: string) => boolean): Found;
}

/**
 * Links are not followed. `node_modules` is entered with `everywhere` only: what git does in there is nobody's habit, and looking
 * there costs as much as all the rest. No more than `maxFolders` are looked into, nearest first.
 */
export function openFinder(out: string, maxFolders: number, everywhere = false): Finder {
  let known = new Map<string, Folder>();
  return {
    find(open = () => false) {
      const seen = new Map<string, Folder>();
      const found: Found = {
        ...{ repositories: [], leaving: new Map(), closed: [], tooDeep: [], crowded: null },
      };
      let level = [out];
      while (level.length > 0 && found.crowded === null) {
        const next: string[] = [];
        for (const path of level) {
          const folder = look(path, found, open);
          if (folder === null) continue;
          if (seen.size >= maxFolders) {
            found.crowded = fullest(out, seen.keys());
            break;
          }
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

  /** null: gone meanwhile, or closed. */
  function look(path: string, found: Found, open: (path: string) => boolean): Folder | null {
    try {
      let stat = lstatSync(onDisk(path), { throwIfNoEntry: false });
      if (!stat?.isDirectory()) return null;
      if (isClosed(stat)) {
        if (open(path)) stat = lstatSync(onDisk(path));
        else found.closed.push(path);
        if (isClosed(stat)) return null;
      }
      const before = known.get(path);
      return before?.inode === stat.ino && before.changed === stat.ctimeMs
        ? before
        : lookAnew(path, stat, out);
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      if (code === "ENAMETOOLONG") found.tooDeep.push(path);
      // Below somebody else's folder that is closed to the user, and so to his jailed commands; or gone.
      else if (code !== "EACCES" && code !== "ENOENT" && code !== "ENOTDIR") throw thrown;
      return null;
    }
  }
}

/** Ours, but so that we cannot look into it; whoever closed it (any command can) may open it again. */
export function isClosed({ uid, mode }: Stats): boolean {
  return uid === process.getuid?.() && (mode & 0o500) !== 0o500;
}

function lookAnew(path: string, { ino: inode, ctimeMs: changed }: Stats, out: string): Folder {
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

function fullest(out: string, folders: Iterable<string>): string {
  const counts = new Map<string, number>();
  for (const path of folders) {
    const [top = ""] = path.slice(out.length + 1).split("/", 1);
    counts.set(top, (counts.get(top) ?? 0) + 1);
  }
  return [...counts].reduce((most, next) => (next[1] > most[1] ? next : most))[0];
}

/** By what git itself goes by: a folder without a work tree around it. */
function isGitFolder(entries: readonly Entry[]): boolean {
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
    target = pathText(readlinkSync(onDisk(link), "buffer"));
  } catch {
    return null; // it is no link any more
  }
  const absolute = resolve(dirname(link), target);
  const stays = absolute === out || absolute.startsWith(`${out}/`);
  return stays || isSystemPath(absolute) || absolute.startsWith("/dev/") ? null : target;
}

/** In a folder that may be entered but not looked into, as git does: by name. Its folders are not to be found. */
function hiddenIn(path: string): string[] {
  const there = (name: string) => isThere(join(path, name));
  const found = [".git", ".hg", ".jj"].filter(there).map((name) => join(path, name));
  return there("HEAD") ? [path, ...found] : found;
}

function isThere(path: string): boolean {
  try {
    return lstatSync(onDisk(path), { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false; // not even to be entered
  }
}

type Entry = Pick<Dirent, "name" | "isDirectory" | "isSymbolicLink">;

/** null: closed to the user. */
function entriesOf(folder: string): Entry[] | null {
  const path = onDisk(folder);
  try {
    const entries = readdirSync(path, { withFileTypes: true });
    // What stands in place of bytes that are no UTF-8, where it is not the name's own. Asking for bytes at once takes longer.
    if (!entries.some(({ name }) => name.includes("\ufffd"))) return entries;
    return readdirSync(path, { withFileTypes: true, encoding: "buffer" }).map((entry) => ({
      name: pathText(entry.name),
      isDirectory: () => entry.isDirectory(),
      isSymbolicLink: () => entry.isSymbolicLink(),
    }));
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === "EACCES") return null;
    if (code === "ENOENT" || code === "ENOTDIR") return [];
    throw thrown;
  }
}
