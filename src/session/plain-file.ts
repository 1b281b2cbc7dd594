/** A file that is only looked at: never through a link, never one that could block. */

import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";

export interface PlainFile {
  /** Bytes. */
  size: number;
  modifiedMs: number;
  /** As `readSync`: how many bytes came. */
  read(into: Buffer, offset: number, length: number, position: number): number;
  close(): void;
}

const notOurs = new Set(["ENOENT", "ENOTDIR", "ELOOP", "EACCES", "EPERM", "ENXIO"]);

/** null: no plain file (a folder, a link, a FIFO), or one that may not be read. Throws what the disk says. */
export function openPlain(path: string): PlainFile | null {
  let descriptor: number;
  try {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
    if (notOurs.has(code)) return null;
    throw thrown;
  }
  const stat = fstatSync(descriptor);
  if (!stat.isFile()) {
    closeSync(descriptor);
    return null;
  }
  return {
    size: stat.size,
    modifiedMs: stat.mtimeMs,
    read: (into, offset, length, position) => readSync(descriptor, into, offset, length, position),
    close: () => closeSync(descriptor),
  };
}
