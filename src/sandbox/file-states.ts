/** Files as an undo sees them: whole contents, byte for byte, reached by the same pinned walk as everything else. */

import { ToolProblem } from "../core/ports.ts";
import type { Place, Places } from "./file-places.ts";
import type { Glimpse, GlimpseLimits } from "./glimpse.ts";
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

const MiB = 1024 * 1024;
/** Taken before each command that could take something away: about 10 us a file (bench/undo.ts), so it has to end early. */
const usualLook: GlimpseLimits = {
  ...{ entries: 300, fileBytes: MiB / 4, bytes: 16 * MiB, textOnly: true },
};
/** Before one whose words say that it removes, but not what. */
const wholeLook: GlimpseLimits = {
  ...{ entries: 20_000, fileBytes: 16 * MiB, bytes: 32 * MiB, textOnly: false },
};

/** Every method rejects with ToolProblem for what is no plain file of one link, or lies where nothing may be written. */
export interface FileStates {
  /** null: nothing is there. */
  look(path: string): Promise<FileState | null>;
  /** What a write of this text, with its line ends as they stand, would do. */
  planned(path: string, text: string): Promise<PlannedWrite>;
  /**
   * What stands there now, right before a command: small text files, or (`whole`) all that fits; null: it cannot be looked
   * at here. What is generated or fetched is left out.
   */
  glimpse(whole: boolean): Glimpse | null;
  /** Of that, what stands nowhere any more, sorted by path; `state` null: what it held is not known. */
  gone(before: Glimpse): { path: string; state: FileState | null }[];
  /** Of that, what holds something else now, sorted by path; `now`: its sha256. What was not read then is left out. */
  changed(before: Glimpse): { path: string; state: FileState; now: string }[];
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

  function isWritable(path: string): boolean {
    try {
      writable(path);
      return true;
    } catch (thrown) {
      if (thrown instanceof ToolProblem) return false;
      throw thrown;
    }
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

  const glimpses = disk.glimpses?.(places.locate(".").root);

  return {
    glimpse: (whole) => glimpses?.look(whole ? wholeLook : usualLook) ?? null,

    gone(before) {
      return (glimpses?.gone(before) ?? []).flatMap(({ path, bytes, mode }) => {
        if (!isWritable(path)) return [];
        return [{ path, state: bytes && { bytes, sha256: sha256(bytes), mode } }];
      });
    },

    changed(before) {
      return (glimpses?.changed(before) ?? []).flatMap(({ was: { path, bytes, mode }, now }) => {
        if (!isWritable(path)) return [];
        return [{ path, state: { bytes, sha256: sha256(bytes), mode }, now: sha256(now) }];
      });
    },

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
