/** The plain files at or below a place, one after the other, for searching. */

import { closeSync, lstatSync } from "node:fs";
import { ToolProblem } from "../core/ports.ts";
import { inParent, type Place, pathBelow } from "./file-places.ts";
import type { Glob } from "./glob.ts";
import { readPlainFile } from "./pinned-file.ts";
import { entriesIn } from "./pinned-tree.ts";
import { entryPath, openFolder } from "./pinned-walk.ts";

export interface SearchedFile {
  path: string;
  /** null: passed over, being larger than the cap, hard-linked, or closed to the user. */
  bytes: Buffer | null;
}

/** Throws ToolProblem when the place itself does not exist or cannot be read. */
export function* filesAt(
  place: Place,
  glob: Glob,
  maxBytes: number,
): Generator<SearchedFile, void, void> {
  const { root, names, shown } = place;
  const kind = inParent(place, false, ({ folder, name }) =>
    lstatSync(entryPath(folder, name.raw), { throwIfNoEntry: false }),
  );
  if (kind && !kind.isDirectory()) {
    const file = inParent(place, false, (at) => readPlainFile(at, maxBytes));
    if (file) yield { path: shown, bytes: file.bytes };
    return;
  }
  const folder = openFolder(root, names);
  if (folder === null) throw new ToolProblem(`${shown} does not exist.`);
  try {
    for (const entry of entriesIn(root, folder, glob)) {
      if (entry.kind !== "file") continue;
      const path = pathBelow(place, entry.path);
      const at = { folder: entry.folder, name: entry.name, shown: path, device: root.device };
      yield { path, bytes: readOrPass(at, maxBytes) };
    }
  } finally {
    closeSync(folder);
  }
}

function readOrPass(at: Parameters<typeof readPlainFile>[0], maxBytes: number): Buffer | null {
  try {
    return readPlainFile(at, maxBytes)?.bytes ?? null;
  } catch (thrown) {
    if (thrown instanceof ToolProblem) return null;
    throw thrown;
  }
}
