/** The system call filter as an open file without a name: nothing of it stays behind, whatever happens. */

import { mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type Sockets, seccompFilter } from "./seccomp.ts";

/** Returns the descriptor; open it anew through /proc/self/fd for each reader. */
export function filterFile(temporary: string, sockets: Sockets): number {
  const folder = mkdtempSync(join(temporary, "skillet-"));
  try {
    const descriptor = openSync(join(folder, "filter"), "wx+", 0o600);
    writeSync(descriptor, seccompFilter(process.arch, sockets));
    return descriptor;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
