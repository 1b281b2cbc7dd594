/** Folders that commands closed, opened for as long as they are looked through. */

import { chmodSync, closeSync } from "node:fs";
import { folderAt, open } from "./pinned-paths.ts";
import type { Root } from "./pinned-walk.ts";

export interface OpenedFolders {
  /** False: it cannot be opened. */
  open(path: string): boolean;
  /** As they were before. */
  putBack(): void;
}

/** Of descriptors that are held meanwhile; what is opened beyond that stays open. */
const maxHeld = 256;

export function openedFolders(root: Root): OpenedFolders {
  const held: { handle: number; mode: number }[] = [];
  return {
    open(path) {
      const handle = folderAt(root, path);
      if (handle === null) return false;
      let mode: number;
      try {
        mode = open(handle, 0o700);
      } catch {
        closeSync(handle);
        return false;
      }
      if (held.length < maxHeld) held.push({ handle, mode });
      else closeSync(handle);
      return true;
    },
    putBack() {
      for (const { handle, mode } of held.splice(0)) {
        try {
          chmodSync(`/proc/self/fd/${handle}`, mode & 0o777);
        } catch {
          // It was removed meanwhile, or its disk is read-only by now: nothing is to be put back.
        } finally {
          closeSync(handle);
        }
      }
    },
  };
}
