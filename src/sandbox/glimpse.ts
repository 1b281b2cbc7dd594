/**
 * The files of the output directory as they stand right before a command, the small ones with what they hold: what it takes
 * away by its own code can be brought back. Never follows a link; what is generated or fetched is not looked into.
 */

import { lstatSync, readdirSync, type Stats } from "node:fs";
import { ToolProblem } from "../core/ports.ts";
import { letGo } from "./file-problems.ts";
import { isRepositoryName } from "./find-repositories.ts";
import { type Name, nameOf } from "./path-rules.ts";
import { readPlainFile } from "./pinned-file.ts";
import { entryPath, openFolder, type Root } from "./pinned-walk.ts";

export interface GlimpseLimits {
  /** Files and folders that are looked at, nearest first. */
  entries: number;
  /** Of one file that is read, and of all together. */
  fileBytes: number;
  bytes: number;
  /** Only what holds no NUL is kept. */
  textOnly: boolean;
}

export interface GlimpsedFile {
  path: string;
  /** null: too large, no text, or not to be read. */
  bytes: Buffer | null;
  /** Permissions, at most 0o777. */
  mode: number;
}

export interface Glimpse {
  /** Below each folder that was looked into, by its path ("" is the output directory). */
  folders: ReadonlyMap<string, { names: Name[]; files: Map<string, Seen> }>;
}

export interface Glimpses {
  look(limits: GlimpseLimits): Glimpse;
  /** Those that stand nowhere any more, in order; what was only moved is left out. */
  gone(before: Glimpse): GlimpsedFile[];
  /** Those that hold something else now, in order; only what was read then, and can be read now. */
  changed(before: Glimpse): { was: GlimpsedFile & { bytes: Buffer }; now: Buffer }[];
}

interface Seen extends GlimpsedFile {
  identity: string;
  /** The state that was read; it may have changed within the clock's grain. */
  changed: number;
  readAt: number;
}

/** Folders of what tools make and fetch again. */
const generated: ReadonlySet<string> = new Set(
  "node_modules __pycache__ .venv .tox .nox .cache .mypy_cache .pytest_cache .ruff_cache .parcel-cache .gradle".split(
    " ",
  ),
);
/** A folder with this file is a Python environment, whatever it is called. */
const pythonEnvironment = "pyvenv.cfg";
const maxDepth = 16;
/** Younger than this a file could change again without its times showing it, in ms. */
const settledMs = 100;

export function openGlimpses(root: Root): Glimpses {
  /** By path, from the last look: what has not changed is not read again. */
  let known = new Map<string, Seen>();

  function look(limits: GlimpseLimits): Glimpse {
    const folders = new Map<string, { names: Name[]; files: Map<string, Seen> }>();
    const seen = new Map<string, Seen>();
    let entries = limits.entries;
    let left = limits.bytes;
    let level: { path: string; names: Name[] }[] = [{ path: "", names: [] }];
    for (let depth = 0; depth < maxDepth && level.length > 0; depth++) {
      const next: typeof level = [];
      for (const { path, names } of level) {
        const files = new Map<string, Seen>();
        withFolder(root, names, (folder) => {
          for (const { name, kind } of entriesOf(folder)) {
            if (entries-- <= 0) return;
            const at = path === "" ? name.text : `${path}/${name.text}`;
            if (kind === "folder") next.push({ path: at, names: [...names, name] });
            else {
              const file = seenAt(folder, name, at, left, limits);
              if (!file) continue;
              files.set(name.text, file);
              seen.set(at, file);
              left -= file.bytes?.length ?? 0;
            }
          }
        });
        folders.set(path, { names, files });
      }
      level = next;
    }
    known = seen;
    return { folders };
  }

  /** null: gone meanwhile. */
  function seenAt(
    folder: number,
    name: Name,
    path: string,
    left: number,
    { fileBytes, textOnly }: GlimpseLimits,
  ): Seen | null {
    const stat = lstatSync(entryPath(folder, name.raw), { throwIfNoEntry: false });
    if (!stat?.isFile()) return null;
    const before = known.get(path);
    const identity = identityOf(stat);
    const isSame = before?.identity === identity && before.changed === stat.ctimeMs;
    const max = Math.min(fileBytes, left);
    const fits = stat.size <= max;
    if (before && isSame && fits && stat.ctimeMs < before.readAt - settledMs && before.bytes)
      return before;
    const readAt = Date.now();
    const found: Seen = {
      ...{ path, identity, changed: stat.ctimeMs, readAt, mode: stat.mode & 0o777, bytes: null },
    };
    if (fits) found.bytes = read({ folder, name, shown: path, device: root.device }, max);
    if (textOnly && found.bytes?.includes(0)) found.bytes = null;
    return found;
  }

  return {
    look,
    gone(before) {
      const gone = [...before.folders.values()].flatMap(({ names, files }) => {
        if (files.size === 0) return [];
        let there = new Set<string>();
        const stands = withFolder(root, names, (folder) => {
          there = new Set(readdirSync(`/proc/self/fd/${folder}`));
        });
        // What cannot be looked into may hold them still.
        if (stands === "closed") return [];
        return [...files.values()].filter(({ path }) => !there.has(lastOf(path)));
      });
      if (gone.length === 0) return [];
      // The same file under a name that was not there: it was moved. In the place of another it is that one's change.
      const now = new Set<string>();
      for (const [folder, { files }] of look(nothingRead).folders)
        for (const [name, { identity }] of files)
          if (!before.folders.get(folder)?.files.has(name)) now.add(identity);
      return gone.filter(({ identity }) => !now.has(identity)).sort(byPath);
    },

    changed(before) {
      const found: ReturnType<Glimpses["changed"]> = [];
      for (const { names, files } of before.folders.values())
        withFolder(root, names, (folder) => {
          for (const was of files.values()) {
            if (!holdsBytes(was)) continue;
            const name = named(lastOf(was.path));
            const stat = lstatSync(entryPath(folder, name.raw), { throwIfNoEntry: false });
            if (!stat?.isFile()) continue;
            const isSame = identityOf(stat) === was.identity && stat.ctimeMs === was.changed;
            if (isSame && stat.ctimeMs < was.readAt - settledMs) continue;
            const at = { folder, name, shown: was.path, device: root.device };
            const now = read(at, largestRead);
            if (now && !now.equals(was.bytes)) found.push({ was, now });
          }
        });
      return found.sort((a, b) => byPath(a.was, b.was));
    },
  };
}

/** As much of a changed file is read to tell what it is now. */
const largestRead = 16 * 1024 * 1024;

function holdsBytes(file: Seen): file is Seen & { bytes: Buffer } {
  return file.bytes !== null;
}

function byPath(a: GlimpsedFile, b: GlimpsedFile): number {
  return a.path < b.path ? -1 : 1;
}

const nothingRead: GlimpseLimits = { entries: 20_000, fileBytes: -1, bytes: 0, textOnly: true };

/** Stays when a file is moved; a new one that is given the same number has another time. */
function identityOf({ ino, size, mtimeMs }: Stats): string {
  return `${ino}:${size}:${mtimeMs}`;
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** closed: it may not be entered, or something else stands there by now. */
function withFolder(
  root: Root,
  names: Name[],
  action: (folder: number) => void,
): "there" | "gone" | "closed" {
  let folder: number | null = null;
  try {
    folder = openFolder(root, names);
    if (folder === null) return "gone";
    action(folder);
    return "there";
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem) && !(thrown instanceof Error && "syscall" in thrown))
      throw thrown;
    return "closed";
  } finally {
    if (folder !== null) letGo(folder);
  }
}

function entriesOf(folder: number): { name: Name; kind: "file" | "folder" }[] {
  const found = readdirSync(`/proc/self/fd/${folder}`, { withFileTypes: true });
  if (found.some(({ name }) => name === pythonEnvironment)) return [];
  return found.flatMap((entry): { name: Name; kind: "file" | "folder" }[] => {
    // Bytes that are no UTF-8 have no name here; such files are not covered.
    if (entry.name.includes("\ufffd")) return [];
    if (entry.isFile()) return [{ name: named(entry.name), kind: "file" }];
    if (!entry.isDirectory() || generated.has(entry.name) || isRepositoryName(entry.name))
      return [];
    return [{ name: named(entry.name), kind: "folder" }];
  });
}

/** What nearly every name is made of stands for itself. */
const plain = /^[\w.@+-]*[\w@+-]$/;

function named(name: string): Name {
  return plain.test(name) ? { text: name, raw: name, escaped: false } : nameOf(Buffer.from(name));
}

function read(at: Parameters<typeof readPlainFile>[0], maxBytes: number): Buffer | null {
  try {
    return readPlainFile(at, maxBytes)?.bytes ?? null;
  } catch (thrown) {
    if (thrown instanceof ToolProblem) return null;
    throw thrown;
  }
}
