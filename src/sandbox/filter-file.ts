/** The system call filter as an open file without a name: nothing of it stays behind, whatever happens. */

import { randomUUID } from "node:crypto";
import { openSync, unlinkSync, writeSync } from "node:fs";
import { join } from "node:path";
import { type Sockets, seccompFilter } from "./seccomp.ts";

/** Returns the descriptor; open it anew through /proc/self/fd for each reader. */
export function filterFile(temporary: string, sockets: Sockets): number {
  const filter = seccompFilter(process.arch, sockets);
  const path = join(temporary, `skillet-${randomUUID()}`);
  const descriptor = openSync(path, "wx+", 0o600);
  unlinkSync(path);
  writeSync(descriptor, filter);
  return descriptor;
}
