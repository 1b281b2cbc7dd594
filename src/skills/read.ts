/** Reads one skill file from disk, and nothing that only looks like one: no pipe, no device, nothing endless. */

import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { Refusal } from "./problem.ts";
import { maxFileBytes } from "./text.ts";

export interface ReadOptions {
  /** Larger files are refused. Default: the limit of skill files. */
  maxBytes?: number;
  /** Where to read to, when the bytes are needed only for a moment; used when they fit. */
  scratch?: Buffer;
}

/** Throws Refusal for what is no plain file, or too large; else what the system says (ENOENT, EACCES ...). */
export function readSkillFile(path: string, options: ReadOptions = {}): Buffer {
  const { maxBytes = maxFileBytes, scratch } = options;
  // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new Refusal("Not a plain file.");
    if (stats.size > maxBytes) {
      throw new Refusal(`The file has ${stats.size} bytes; at most ${maxBytes} are read.`);
    }
    const bytes =
      scratch && scratch.length >= stats.size ? scratch : Buffer.allocUnsafe(stats.size);
    let read = 0;
    while (read < stats.size) {
      const more = readSync(file, bytes, read, stats.size - read, read);
      if (more === 0) break;
      read += more;
    }
    return bytes.subarray(0, read);
  } finally {
    closeSync(file);
  }
}
