/** What is done at a path below a held folder, reached by the pinned walk. Names that are not UTF-8 are written as in disk-path.ts. */

import {
  chmodSync,
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  openSync,
  readdirSync,
  renameSync,
  type Stats,
} from "node:fs";
import { relative, resolve } from "node:path";
import { ToolProblem } from "../core/ports.ts";
import { pathBytes, pathText } from "./disk-path.ts";
import { randomName } from "./hash.ts";
import { type Name, nameOf, quote } from "./path-rules.ts";
import type { FilePlace } from "./pinned-file.ts";
import { entryPath, inFolder, joined, type Root } from "./pinned-walk.ts";

export const asideSuffix = ".set-aside";

/** O_PATH, which Node does not name: a handle on the folder itself, without the right to look into it. */
const folderHandle = 0o10000000 | constants.O_DIRECTORY | constants.O_NOFOLLOW;
const allOfOwner = 0o700;

/** Under a name that nothing looks for; what has that name already is replaced, or kept when it is a folder. */
export function renameAside(root: Root, path: string): void {
  openUp(root, resolve(path, ".."));
  inParentOf(root, path, ({ folder, name }) => {
    const from = entryPath(folder, name.raw);
    const to = (suffix: string) =>
      entryPath(folder, Buffer.concat([Buffer.from(name.raw), Buffer.from(suffix)]));
    try {
      renameSync(from, to(asideSuffix));
    } catch {
      renameSync(from, to(`${asideSuffix}-${randomName()}`));
    }
  });
}

/**
 * Gives Skillet's user back the right to look into a folder, and those above it, and to rename in it: whoever took it away could
 * give it back later, and git needs less of it than looking does.
 */
export function openUp(root: Root, path: string): void {
  const names = relative(root.path, path).split("/");
  for (let count = 1; count <= names.length; count++) {
    const handle = folderAt(root, resolve(root.path, ...names.slice(0, count)));
    if (handle === null) continue;
    try {
      open(handle, allOfOwner);
    } finally {
      closeSync(handle);
    }
  }
}

/** A handle on a folder, which may be closed to us; null: there is none. */
export function folderAt(root: Root, path: string): number | null {
  return inParentOf(root, path, ({ folder, name }) => {
    try {
      return openSync(entryPath(folder, name.raw), folderHandle);
    } catch (thrown) {
      const { code } = thrown as NodeJS.ErrnoException;
      if (code === "ENOENT" || code === "ENOTDIR" || code === "ELOOP") return null;
      throw thrown;
    }
  });
}

/** Opens the held folder's own path for its owner, as far as `mode` was open before. Nothing there: nothing is done. */
export function openTop(path: string, mode: number): void {
  let handle: number;
  try {
    handle = openSync(path, folderHandle);
  } catch {
    return; // whoever needs it will say so
  }
  try {
    open(handle, mode & allOfOwner);
  } finally {
    closeSync(handle);
  }
}

/** Returns the mode that it had. What belongs to somebody else stays as it is. */
export function open(handle: number, bits: number): number {
  const { mode, uid } = fstatSync(handle);
  if (uid === process.getuid?.() && (mode & bits) !== bits)
    chmodSync(`/proc/self/fd/${handle}`, (mode & 0o777) | bits);
  return mode;
}

/** null: nothing is there, or the way to it leads through a link. */
export function statPinned(root: Root, path: string): Stats | null {
  try {
    return (
      inParentOf(root, path, ({ folder, name }) =>
        lstatSync(entryPath(folder, name.raw), { throwIfNoEntry: false }),
      ) ?? null
    );
  } catch (thrown) {
    if (thrown instanceof ToolProblem) return null;
    throw thrown;
  }
}

/** Names in a folder; none when it is not there. */
export function namesIn(root: Root, path: string): string[] {
  const found = inFolder(root, namesOf(root, path), false, (at) =>
    readdirSync(`/proc/self/fd/${at}`, { encoding: "buffer" }),
  );
  return (found ?? []).map(pathText);
}

/** null: the folder it would be in does not exist, or it is the root itself. */
export function inParentOf<Result>(
  root: Root,
  path: string,
  action: (place: FilePlace) => Result,
): Result | null {
  const names = namesOf(root, path);
  const shown = joined(names);
  const name = names.pop();
  if (!name) return null;
  const { device } = root;
  return inFolder(root, names, false, (folder) => action({ folder, name, shown, device }));
}

/** As list_files writes it, in quotes. */
export function shownBelow(root: Pick<Root, "path">, path: string): string {
  return quote(joined(namesOf(root, path)) || ".");
}

function namesOf(root: Pick<Root, "path">, path: string): Name[] {
  return relative(root.path, path)
    .split("/")
    .filter((name) => name !== "")
    .map((name) => nameOf(pathBytes(name)));
}
