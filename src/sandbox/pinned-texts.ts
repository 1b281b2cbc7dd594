/** The plain files at or below a place, one after the other, for searching. */

import { ToolProblem } from "../core/ports.ts";
import type { Place } from "./file-places.ts";
import type { Glob } from "./glob.ts";
import type { PinnedDisk } from "./pinned-disk.ts";

export interface SearchedFile {
  path: string;
  /** null: passed over, being larger than the cap, hard-linked, or closed to the user. */
  bytes: Buffer | null;
}

/** Throws ToolProblem when the place itself does not exist or cannot be read. */
export async function* filesAt(
  disk: PinnedDisk,
  place: Place,
  glob: Glob,
  maxBytes: number,
): AsyncGenerator<SearchedFile, void, void> {
  if (place.names.length > 0) {
    const kind = await disk.kind(place);
    if (kind !== null && kind !== "folder") {
      const file = await disk.read(place, maxBytes);
      if (file) yield { path: place.shown, bytes: file.bytes };
      return;
    }
    if (kind === null) throw new ToolProblem(`${place.shown} does not exist.`);
  }
  for await (const entry of disk.entries(place, glob)) {
    if (entry.kind === "file") yield { path: entry.path, bytes: await entry.content(maxBytes) };
  }
}
