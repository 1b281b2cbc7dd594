/** Reads and replaces one plain file in a pinned folder; whatever is no plain file is refused before it is opened. */

import {
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fstatSync,
  openSync,
  readSync,
  renameSync,
  type Stats,
  unlinkSync,
  writeSync,
} from "node:fs";
import { ToolProblem } from "../core/ports.ts";
import { letGo, problemOf } from "./file-problems.ts";
import { randomName } from "./hash.ts";
import type { Name } from "./path-rules.ts";
import { checkNewName, entryPath, otherDevice } from "./pinned-walk.ts";

/** Linux's O_PATH, which Node does not name: a handle on whatever is there, without opening it. */
const O_PATH = 0o10000000;
const lookFlags = O_PATH | constants.O_NOFOLLOW;
const readFlags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOCTTY;
const createFlags =
  constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW;

/** What a file is called until it is whole; the star stands for random characters. */
export const temporaryName = ".skillet-*.tmp";

export interface PlainFile {
  bytes: Buffer;
  stat: Pick<Stats, "mode" | "uid" | "gid">;
}

export interface FilePlace {
  folder: number;
  name: Name;
  /** The path as it is told to the model. */
  shown: string;
  /** Of the root: a mount over the file itself is refused. */
  device: number;
}

/** The whole file; null: nothing is there. Throws ToolProblem for all but plain files of one link of at most `maxBytes`. */
export function readPlainFile(place: FilePlace, maxBytes: number): PlainFile | null {
  const { folder, name, shown, device } = place;
  let handle: number;
  try {
    handle = openSync(entryPath(folder, name.raw), lookFlags);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return null;
    throw problemOf(thrown, shown);
  }
  try {
    const stat = fstatSync(handle);
    checkPlain(stat, shown);
    if (stat.dev !== device) throw otherDevice(shown);
    if (stat.size > maxBytes) throw tooBig(shown, stat.size, maxBytes);
    // The handle leads to the very file that was looked at, whatever stands under its name by now.
    const descriptor = openSync(`/proc/self/fd/${handle}`, readFlags);
    try {
      return { bytes: readAll(descriptor, stat.size, maxBytes, shown), stat };
    } finally {
      letGo(descriptor);
    }
  } catch (thrown) {
    throw problemOf(thrown, shown);
  } finally {
    letGo(handle);
  }
}

type Kind = "isFile" | "isDirectory" | "isSymbolicLink" | "isFIFO" | "isSocket";

/** Throws ToolProblem for all but plain files of one link. */
export function checkPlain(stat: Pick<Stats, "nlink" | Kind>, shown: string): void {
  if (stat.isFile()) {
    if (stat.nlink <= 1) return;
    throw new ToolProblem(
      `${shown} has ${stat.nlink} hard links, so it may be a file from elsewhere; it is left alone.`,
    );
  }
  if (stat.isDirectory()) throw new ToolProblem(`${shown} is a folder. See it with list_files.`);
  if (stat.isSymbolicLink())
    throw new ToolProblem(`${shown} is a symbolic link; links are not followed.`);
  const what = stat.isFIFO() ? "a named pipe" : stat.isSocket() ? "a socket" : "a device";
  throw new ToolProblem(`${shown} is ${what}, not a plain file.`);
}

/** Reads on to the end: the size is only what it was a moment ago. */
function readAll(descriptor: number, size: number, maxBytes: number, shown: string): Buffer {
  let buffer = Buffer.allocUnsafe(size + 1);
  let length = 0;
  for (;;) {
    const room = buffer.length - length;
    const count = readSync(descriptor, buffer, length, room, null);
    length += count;
    if (length > maxBytes) throw tooBig(shown, length, maxBytes);
    // A plain file gives less than was asked for at its end only; with less than its size, better ask again.
    if (count === 0 || (count < room && length >= size)) return buffer.subarray(0, length);
    if (count === room) buffer = Buffer.concat([buffer], 2 * length + 4096);
  }
}

export function tooBig(shown: string, bytes: number, maxBytes: number): ToolProblem {
  return new ToolProblem(
    `${shown} has ${bytes} bytes; at most ${maxBytes} are handled. Look at parts of it with a command (head, tail, grep).`,
  );
}

/**
 * Puts new content under a name in one step: old or new, never a mix, and nothing is left behind when it fails. `old` is
 * what was read there before; its permissions are kept (never setuid or setgid), and its owner where that is allowed. A new
 * file gets `newMode`; missing: the usual permissions.
 *
 * Not synced: a power cut may lose the newest content. A sync would double the cost of a write (0.3 ms more on ext4, many
 * times that on slow disks), ext4 sends the data on its way before it renames, and what was done stands in the log,
 * which is synced.
 */
export function replaceFile(
  place: FilePlace,
  old: PlainFile | null,
  bytes: Uint8Array,
  newMode?: number,
): void {
  const { folder, name, shown } = place;
  if (!old) checkNewName(folder, name, shown);
  const temporary = entryPath(folder, temporaryName.replace("*", randomName()));
  try {
    const mode = old ? old.stat.mode & 0o777 : 0o666;
    const descriptor = openSync(temporary, createFlags, mode);
    try {
      writeAll(descriptor, bytes);
      const now = fstatSync(descriptor);
      if (now.size !== bytes.length)
        throw new ToolProblem(
          `${shown} was not written: ${now.size} of ${bytes.length} bytes arrived. Nothing was changed.`,
        );
      if (old) keepOwnerAndMode(descriptor, now, old.stat);
      else if (newMode !== undefined) fchmodSync(descriptor, newMode & 0o777);
    } finally {
      closeSync(descriptor);
    }
    renameSync(temporary, entryPath(folder, name.raw));
  } catch (thrown) {
    remove(temporary);
    throw problemOf(thrown, shown);
  }
}

function writeAll(descriptor: number, bytes: Uint8Array): void {
  for (let written = 0; written < bytes.length; )
    written += writeSync(descriptor, bytes, written, bytes.length - written);
}

function keepOwnerAndMode(
  descriptor: number,
  now: Stats,
  { uid, gid, mode }: PlainFile["stat"],
): void {
  if (now.uid !== uid || now.gid !== gid) {
    try {
      fchownSync(descriptor, uid, gid);
    } catch (thrown) {
      // Only root may give files away; the user's own file is as good a result as there is.
      if ((thrown as NodeJS.ErrnoException).code !== "EPERM") throw thrown;
    }
  }
  // The umask took its part when the file was made.
  if ((now.mode & 0o7777) !== (mode & 0o777)) fchmodSync(descriptor, mode & 0o777);
}

export function remove(path: string | Buffer): void {
  try {
    unlinkSync(path);
  } catch {
    // It was never made, or it is the disk that fails: the first error is the one to tell.
  }
}
