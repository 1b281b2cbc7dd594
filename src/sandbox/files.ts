/** The file half of the sandbox: every path is pinned below the output directory or a readable folder before it is used. */

import {
  type FileContent,
  type ListedFile,
  type Sandbox,
  ToolProblem,
  type Untracked,
} from "../core/ports.ts";
import { decode } from "./encoding.ts";
import { openPlaces, type Place } from "./file-places.ts";
import { type FileStates, fileStates } from "./file-states.ts";
import { parseGlob } from "./glob.ts";
import { sha256 } from "./hash.ts";
import { checkExpected, knownAs, newBytes } from "./new-content.ts";
import { type PinnedDisk, procDisk } from "./pinned-disk.ts";
import type { PlainFile } from "./pinned-file.ts";
import { filesAt } from "./pinned-texts.ts";
import { searchTexts } from "./search.ts";
import { uncommittedIn, untrackedIn } from "./untracked.ts";

export type Files = Pick<
  Sandbox,
  "readFile" | "peek" | "writeFile" | "listFiles" | "searchFiles" | "addReadable"
> & {
  untracked(folder: string): Promise<Untracked | null>;
  uncommitted(folder: string): Promise<string[] | null>;
  /** For undo; what it changes counts as not read by the model. */
  states: FileStates;
  /** From now on nothing is written at or below this path of the output directory, whether it exists or not. */
  readOnly(path: string): void;
  /** As `Places` has it. */
  checkStanding(): void;
  /** Removes what a writer that was killed left half written. Only while nobody else writes here. */
  sweep(): void;
  close(): void;
};

export interface FilesOptions {
  /** The output directory, absolute. It is opened once and held. */
  out: string;
  /** Folders that may be read besides, absolute. Default: none. */
  readable?: readonly string[];
  /** Never written: names (at any depth) or absolute paths. `.git`, its like and `.skillet` always count. */
  protect?: readonly string[];
  /** Default: through /proc. */
  disk?: PinnedDisk;
}

const MiB = 1024 * 1024;
/** Of one file in the output directory, read or written. */
const maxFileBytes = 16 * MiB;
/** Of one file in a readable folder: the full output of commands is kept in one of them. */
const maxReadableBytes = 72 * MiB;
/** Of one file that is searched; larger ones are counted as skipped. */
const maxSearchedBytes = 4 * MiB;
/** Texts that are matched at one go, between two turns of the event loop. */
const searchBatchCharacters = 2 * MiB;
const maxListed = 500;
/** For reading through a tree, in ms; matching has its own, shorter cap. */
const maxSearchTime = 10_000;

/** Throws UserError when a folder cannot be opened, and (44) where the kernel offers no way to pin files. */
export function openFiles(options: FilesOptions): Files {
  const { disk = procDisk() } = options;
  const places = openPlaces(options);
  /** What the model last read or wrote: sha256 by path. */
  const seen = new Map<string, string>();

  return {
    async readFile(path) {
      const place = locateFile(path);
      const found = await read(place);
      if (!found) throw new ToolProblem(`${place.shown} does not exist.`);
      const content = contentOf(found.bytes);
      seen.set(place.shown, content.sha256);
      return content;
    },

    async peek(path) {
      const place = locateFile(path);
      const found = await read(place);
      if (!found) return null;
      const content = contentOf(found.bytes);
      return { ...content, ...knownAs(seen.get(place.shown), content) };
    },

    async writeFile(path, text, writeOptions = {}) {
      const place = locateFile(path);
      const { shown } = place;
      places.checkWritable(place);
      let bytes: Buffer = Buffer.alloc(0);
      let created = false;
      await disk.change(place, maxFileBytes, (old) => {
        checkExpected(shown, old, writeOptions.expect);
        bytes = newBytes(text, old, writeOptions);
        if (bytes.length > maxFileBytes)
          throw new ToolProblem(`${shown} would be larger than ${maxFileBytes} bytes.`);
        created = !old;
        return bytes;
      });
      seen.set(shown, sha256(bytes));
      return { path: shown, bytes: bytes.length, created };
    },

    async listFiles(path, pattern) {
      const place = places.locate(path);
      const glob = pattern === undefined ? null : parseGlob(pattern);
      const files: ListedFile[] = [];
      let more = 0;
      for await (const { path: found, kind, bytes } of disk.entries(place, glob)) {
        if (files.length < maxListed) files.push({ path: found, kind, bytes: bytes() });
        else more++;
      }
      files.sort((a, b) => (a.path < b.path ? -1 : 1));
      return { files, more };
    },

    untracked: (folder) => untrackedIn(folder, disk, places),
    uncommitted: (folder) => uncommittedIn(folder, disk, places),

    async searchFiles(pattern, path, glob) {
      const search = searchTexts(pattern);
      const place = places.locate(path);
      const started = performance.now();
      let skipped = 0;
      let batch: { path: string; text: string }[] = [];
      let characters = 0;
      for await (const file of filesAt(disk, place, parseGlob(glob ?? "**"), maxSearchedBytes)) {
        if (file.bytes === null) skipped++;
        const text = file.bytes && decode(file.bytes).text;
        if (!text) continue;
        batch.push({ path: file.path, text });
        characters += text.length;
        if (characters < searchBatchCharacters) continue;
        search.add(batch);
        batch = [];
        characters = 0;
        if (performance.now() - started > maxSearchTime)
          throw new ToolProblem(
            `There is more to search in ${place.shown} than fits into ${maxSearchTime / 1000} s. Name a narrower path or a glob.`,
          );
        await new Promise(setImmediate);
      }
      search.add(batch);
      return { ...search.result(), ...(skipped > 0 ? { skipped } : {}) };
    },

    states: fileStates(disk, places, maxFileBytes, (shown) => seen.delete(shown)),

    addReadable(path) {
      places.addReadable(path);
      disk.moreReadable();
    },
    readOnly: places.readOnly,
    checkStanding: places.checkStanding,
    sweep: () => disk.sweep(places.locate(".")),
    close() {
      disk.close();
      places.close();
    },
  };

  function read(place: Place): Promise<PlainFile | null> | PlainFile | null {
    return disk.read(place, place.root.writable ? maxFileBytes : maxReadableBytes);
  }

  function locateFile(path: string): Place {
    const place = places.locate(path);
    if (place.folder || place.names.length === 0)
      throw new ToolProblem(`${place.shown} names a folder; a file is needed.`);
    return place;
  }
}

function contentOf(bytes: Buffer): FileContent {
  return { ...decode(bytes), bytes: bytes.length, sha256: sha256(bytes) };
}
