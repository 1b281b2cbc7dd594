/** Reads one skill file from disk, and nothing that only looks like one: no pipe, no device, nothing endless. */

import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import { Refusal } from "./problem.ts";
import { maxFileBytes } from "./text.ts";

/** Throws Refusal for what is no plain file, or too large; else what the system says (ENOENT, EACCES ...). */
export function readSkillFile(path: string, maxBytes = maxFileBytes): Buffer {
  // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
  const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(file);
    if (!stats.isFile()) throw new Refusal("Not a plain file.");
    if (stats.size > maxBytes) {
      throw new Refusal(`The file has ${stats.size} bytes; at most ${maxBytes} are read.`);
    }
    const bytes = Buffer.allocUnsafe(stats.size);
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
