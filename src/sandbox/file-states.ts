/** Files as an undo sees them: whole contents, byte for byte, reached by the same pinned walk as everything else. */

import { ToolProblem } from "../core/ports.ts";
import type { Place, Places } from "./file-places.ts";
import { sha256 } from "./hash.ts";
import { checkExpected, newBytes } from "./new-content.ts";
import type { PinnedDisk } from "./pinned-disk.ts";
import type { PlainFile } from "./pinned-file.ts";
import { joined } from "./pinned-walk.ts";

export interface FileState {
  bytes: Buffer;
  sha256: string;
  /** Permissions, at most 0o777. */
  mode: number;
}

export interface PlannedWrite {
  path: string;
  /** null: nothing stands there. */
  before: FileState | null;
  /** sha256 of what would stand there. */
  after: string;
  /** Folders that would be made, outermost first. */
  folders: string[];
}

/** Every method rejects with ToolProblem for what is no plain file of one link, or lies where nothing may be written. */
export interface FileStates {
  /** null: nothing is there. */
  look(path: string): Promise<FileState | null>;
  /** What a write of this text, with its line ends as they stand, would do. */
  planned(path: string, text: string): Promise<PlannedWrite>;
  /** The folders above a path that are not there, outermost first. */
  missingFolders(path: string): Promise<string[]>;
  /** In one step, like every write; `expect` is the sha256 of what stands there. `mode`: of a new file; default: the usual one. */
  put(path: string, bytes: Buffer, expect: string | null, mode?: number): Promise<void>;
  /** Does nothing when it is gone already. */
  remove(path: string, expect: string): Promise<void>;
  /** Only an empty one; what else is there stays. */
  removeFolder(path: string): Promise<void>;
}

/** `forget` is called with what the model does not know any more. */
export function fileStates(
  disk: PinnedDisk,
  places: Places,
  maxBytes: number,
  forget: (shown: string) => void,
): FileStates {
  function writable(path: string): Place {
    const place = places.locate(path);
    if (place.folder || place.names.length === 0)
      throw new ToolProblem(`${place.shown} names a folder; a file is needed.`);
    places.checkWritable(place);
    return place;
  }

  async function missingAbove(place: Place): Promise<string[]> {
    const missing: string[] = [];
    for (let depth = place.names.length - 1; depth > 0; depth--) {
      const names = place.names.slice(0, depth);
      const shown = joined(names);
      if ((await disk.kind({ ...place, names, shown })) !== null) break;
      missing.unshift(shown);
    }
    return missing;
  }

  return {
    async look(path) {
      const file = await disk.read(writable(path), maxBytes);
      return file && stateOf(file);
    },

    async planned(path, text) {
      const place = writable(path);
      const file = await disk.read(place, maxBytes);
      return {
        path: place.shown,
        before: file && stateOf(file),
        after: sha256(newBytes(text, file, { exactLineEnds: true })),
        folders: file ? [] : await missingAbove(place),
      };
    },

    async missingFolders(path) {
      return missingAbove(writable(path));
    },

    async put(path, bytes, expect, mode) {
      const place = writable(path);
      const make = (old: PlainFile | null) => {
        checkExpected(place.shown, old, expect);
        return bytes;
      };
      await disk.change(place, maxBytes, make, mode);
      forget(place.shown);
    },

    async remove(path, expect) {
      const place = writable(path);
      await disk.remove(place, maxBytes, (old) => checkExpected(place.shown, old, expect));
      forget(place.shown);
    },

    async removeFolder(path) {
      await disk.removeFolder(writable(path));
    },
  };
}

function stateOf({ bytes, stat }: PlainFile): FileState {
  return { bytes, sha256: sha256(bytes), mode: stat.mode & 0o777 };
}
