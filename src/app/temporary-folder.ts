/** A folder below the system's temporary one that goes with its use, and with the process where that is left at once. */

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface TemporaryFolder {
  path: string;
  /** With all that is in it. A second call does nothing. */
  remove(): void;
}

/** `skillet-NAME-` and some letters, for this user alone. */
export function temporaryFolder(name: string): TemporaryFolder {
  const path = mkdtempSync(join(tmpdir(), `skillet-${name}-`));
  const remove = () => {
    process.off("exit", remove);
    rmSync(path, { recursive: true, force: true });
  };
  process.once("exit", remove);
  return { path, remove };
}
