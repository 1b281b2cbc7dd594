/** What the file tools do on disk, below folders that are held: through /proc where there is one, else by a helper process. */

import { lstatSync, rmdirSync, unlinkSync } from "node:fs";
import { ToolProblem } from "../core/ports.ts";
import { inParent, type Place, pathBelow } from "./file-places.ts";
import { letGo, problemOf } from "./file-problems.ts";
import { type Glimpses, openGlimpses } from "./glimpse.ts";
import { type Glob, parseGlob } from "./glob.ts";
import {
  type FilePlace,
  type PlainFile,
  readPlainFile,
  remove,
  replaceFile,
  temporaryName,
} from "./pinned-file.ts";
import { type EntryKind, entriesIn, kindOf } from "./pinned-tree.ts";
import { entryPath, openFolder, type Root } from "./pinned-walk.ts";

export interface DiskEntry {
  /** As `Place.shown` has it. */
  path: string;
  kind: EntryKind;
  /** A link's is that of the link. */
  bytes(): number;
  /** The whole file; null: passed over, being larger than the cap, hard-linked, or closed to the user. */
  content(maxBytes: number): Promise<Buffer | null> | Buffer | null;
}

export interface PinnedDisk {
  /** The whole file; null: nothing is there. Throws ToolProblem for all but plain files of at most `maxBytes`. */
  read(place: Place, maxBytes: number): Promise<PlainFile | null> | PlainFile | null;
  /** What stands there itself, never what it leads to; null: nothing. */
  kind(place: Place): Promise<EntryKind | null> | EntryKind | null;
  /**
   * Puts in one step what `make` returns in the place of what is there; missing folders are made. Throws ToolProblem, with
   * everything as it was. `newMode`: permissions of a new file; missing: the usual ones.
   */
  change(
    place: Place,
    maxBytes: number,
    make: (old: PlainFile | null) => Buffer,
    newMode?: number,
  ): Promise<void> | void;
  /** Takes a plain file away, unless `check` throws. Nothing there: nothing is done. */
  remove(place: Place, maxBytes: number, check: (old: PlainFile) => void): Promise<void> | void;
  /** Takes a folder away that is empty; anything else stays, without a word. */
  removeFolder(place: Place): Promise<void> | void;
  /** In the order of paths; `glob` null: of the folder itself. Throws ToolProblem when there is no such folder. */
  entries(place: Place, glob: Glob | null): Iterable<DiskEntry> | AsyncIterable<DiskEntry>;
  /** Files before a command, and what is gone after it. Missing: they cannot be looked at so quickly here. */
  glimpses?(root: Root): Glimpses;
  /** Removes what a writer that was killed left half written below it; see Files. */
  sweep(place: Place): void;
  /** A folder was made readable: whoever was started without it must be started anew. */
  moreReadable(): void;
  close(): void;
}

/** Needs Linux's /proc/self/fd; see `canPin`. */
export const procDisk = (): PinnedDisk => ({
  read: (place, maxBytes) => inParent(place, false, (at) => readPlainFile(at, maxBytes)),

  kind(place) {
    const look = ({ folder, name }: FilePlace) =>
      lstatSync(entryPath(folder, name.raw), { throwIfNoEntry: false });
    const found = inParent(place, false, look);
    return found ? kindOf(found) : null;
  },

  change(place, maxBytes, make, newMode) {
    const done = inParent(place, true, (at) => {
      const old = readPlainFile(at, maxBytes);
      replaceFile(at, old, make(old), newMode);
      return true;
    });
    if (!done) throw new Error(`no folder for ${place.shown}, though it was to be made`);
  },

  remove(place, maxBytes, check) {
    inParent(place, false, (at) => {
      const old = readPlainFile(at, maxBytes);
      if (!old) return;
      check(old);
      try {
        unlinkSync(entryPath(at.folder, at.name.raw));
      } catch (thrown) {
        throw problemOf(thrown, place.shown);
      }
    });
  },

  removeFolder(place) {
    inParent(place, false, ({ folder, name }) => {
      try {
        rmdirSync(entryPath(folder, name.raw));
      } catch {
        // Something is in it, or it is none.
      }
    });
  },

  *entries(place, glob) {
    const { root, names } = place;
    const folder = openFolder(root, names);
    if (folder === null) throw new ToolProblem(`${place.shown} does not exist.`);
    try {
      for (const entry of entriesIn(root, folder, glob)) {
        const path = pathBelow(place, entry.path);
        const { kind, name } = entry;
        const at = { folder: entry.folder, name, shown: path, device: root.device };
        yield {
          path,
          kind,
          bytes: () =>
            lstatSync(entryPath(at.folder, name.raw), { throwIfNoEntry: false })?.size ?? 0,
          content: (maxBytes) => orPass(() => readPlainFile(at, maxBytes)?.bytes ?? null),
        };
      }
    } finally {
      letGo(folder);
    }
  },

  sweep({ root }) {
    const left = entriesIn(root, root.descriptor, parseGlob(`**/${temporaryName}`));
    for (const { folder, name, kind } of left)
      if (kind === "file") remove(entryPath(folder, name.raw));
  },

  glimpses: openGlimpses,
  moreReadable() {},
  close() {},
});

function orPass<Result>(read: () => Result): Result | null {
  try {
    return read();
  } catch (thrown) {
    if (thrown instanceof ToolProblem) return null;
    throw thrown;
  }
}
