/** Reads one file of a project's layer: what it cannot be (a pipe, a link out of the folder, something endless) is told, not followed. */

import { createHash } from "node:crypto";
import { closeSync, constants, fstatSync, openSync, readSync, realpathSync } from "node:fs";
import { messageOf } from "../core/errors.ts";
import { isBelow } from "../core/path-match.ts";

export interface ProjectFile {
  text: string;
  bytes: number;
  sha256: string;
}

/** Larger ones are not read: settings and notes are written by hand. */
const maxBytes = 1024 * 1024;

/** null: there is none. `root`: its real path has to lie there; a link that stays inside may be one. */
export function readProjectFile(
  path: string,
  root: string,
): ProjectFile | { problem: string } | null {
  let descriptor: number | undefined;
  try {
    const real = realpathSync(path);
    const home = realpathSync(root);
    if (!isBelow(real, home)) return { problem: "it is a link that leads out of the folder" };
    // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    descriptor = openSync(real, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    return read(descriptor);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR") return null;
    return { problem: messageOf(thrown) };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

function read(descriptor: number): ProjectFile | { problem: string } {
  const stats = fstatSync(descriptor);
  if (!stats.isFile()) return { problem: "it is no plain file" };
  if (stats.size > maxBytes)
    return { problem: `it has ${stats.size} bytes; at most ${maxBytes} are read` };
  const bytes = Buffer.alloc(stats.size);
  let length = 0;
  while (length < bytes.length) {
    const more = readSync(descriptor, bytes, length, bytes.length - length, length);
    if (more === 0) break;
    length += more;
  }
  const content = bytes.subarray(0, length);
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(content);
    return { text, bytes: length, sha256: createHash("sha256").update(content).digest("hex") };
  } catch {
    return { problem: "it is not UTF-8" };
  }
}
