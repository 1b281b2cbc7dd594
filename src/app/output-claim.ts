/** One session at a time changes an output directory: claimed with the first call that would, held until the session ends. */

import { join } from "node:path";
import { UserError } from "../core/errors.ts";
import { asDiskError } from "../session/disk-error.ts";
import { folderNameOf } from "../session/id.ts";
import { type Lock, takeLock } from "../session/lock.ts";
import { makePrivateFolder } from "../session/private-folder.ts";

export interface OutputClaim {
  /** null: the directory is ours from now on. Else who has it; asking again later may go well. */
  claim(): UserError | null;
  release(): void;
}

/** Looking and talking claim nothing, so sessions that only read do not get into each other's way. `sweep`: clears up behind a session that was killed. */
export function outputClaim(state: string, out: string, sweep: () => void): OutputClaim {
  let lock: Lock | undefined;
  return {
    claim() {
      if (lock) return null;
      try {
        lock = takeLock(lockOf(state, out), {
          held: (where) => `Another session is changing ${out}, in ${where}.`,
          hint: "Close it there, or choose another folder with --out DIR.",
        });
      } catch (thrown) {
        if (thrown instanceof UserError) return thrown;
        throw thrown;
      }
      if (lock.inherited) sweep();
      return null;
    },
    release() {
      lock?.release();
      lock = undefined;
    },
  };
}

/** Not in the directory itself: what lies there is the model's to change. Throws UserError. */
function lockOf(state: string, out: string): string {
  try {
    return join(makePrivateFolder(state, "locks"), `${folderNameOf(out)}.lock`);
  } catch (cause) {
    throw asDiskError("locked", join(state, "locks"), cause);
  }
}
