/** A folder below the system's temporary one that goes with its use, and with the process where that is left at once. */

import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TemporaryFolder {
  path: string;
  /** With all that is in it, also what was closed to its owner. What cannot be removed is left. A second call does nothing. */
  remove(): void;
}

/** `skillet-NAME-` and some letters, for this user alone. `parent` defaults to the system's temporary folder. */
export function temporaryFolder(name: string, parent: string = tmpdir()): TemporaryFolder {
  const path = mkdtempSync(join(parent, `skillet-${name}-`));
  const remove = () => {
    process.off("exit", remove);
    if (removed(path)) return;
    // A package's own cache (Go's) is closed to writing; so is what a command wants to be.
    openUp(path);
    removed(path);
  };
  process.once("exit", remove);
  return { path, remove };
}

function removed(path: string): boolean {
  try {
    rmSync(path, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}

/** Folders only, and no link is followed. */
function openUp(folder: string): void {
  try {
    chmodSync(folder, 0o700);
    for (const entry of readdirSync(folder, { withFileTypes: true }))
      if (entry.isDirectory()) openUp(join(folder, entry.name));
  } catch {
    // It is not ours, or gone already.
  }
}
