/** One session at a time changes an output directory: claimed with the first call that would, held until the session ends. */

import { basename, dirname, join } from "node:path";
import { UserError } from "../core/errors.ts";
import { isBelow } from "../core/path-match.ts";
import { asDiskError } from "../session/disk-error.ts";
import { folderNameOf } from "../session/id.ts";
import { type Lock, locksIn, takeLock } from "../session/lock.ts";
import { makePrivateFolder } from "../session/private-folder.ts";

export interface OutputClaim {
  /** null: the directory is ours from now on. Else who has it, or one above or below it; asking again later may go well. */
  claim(): UserError | null;
  release(): void;
}

const hint = "Close it there, or choose another folder with --out DIR.";

/** Looking and talking claim nothing, so sessions that only read do not get into each other's way. `sweep`: clears up behind a session that was killed. */
export function outputClaim(state: string, out: string, sweep: () => void): OutputClaim {
  let lock: Lock | undefined;
  return {
    claim() {
      if (lock) return null;
      try {
        lock = claimed(lockOf(state, out), out);
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

/**
 * A look at the others before, and one when it is ours: of two that claim at once each sees the other then, so never do both
 * go on. (Both may be refused; the next call asks again.) Throws UserError.
 */
function claimed(path: string, out: string): Lock {
  refuseNested(path, out);
  const held = (where: string) => `Another session is changing ${out}, in ${where}.`;
  const lock = takeLock(path, { of: out, held, hint });
  try {
    refuseNested(path, out);
    return lock;
  } catch (thrown) {
    lock.release();
    throw thrown;
  }
}

/** What is changed in a folder is changed in every one above it. */
function refuseNested(path: string, out: string): void {
  for (const { of, refusal } of others(path)) {
    const inside = (where: string) =>
      `Another session is changing ${of}, in ${where}; it lies in ${out}.`;
    const around = (where: string) =>
      `Another session is changing ${of}, in ${where}; ${out} lies in it.`;
    if (isBelow(of, out)) throw refusal({ held: inside, hint });
    if (isBelow(out, of)) throw refusal({ held: around, hint });
  }
}

function others(path: string) {
  try {
    return locksIn(dirname(path), basename(path));
  } catch (cause) {
    throw asDiskError("locked", dirname(path), cause);
  }
}

/** Not in the directory itself: what lies there is the model's to change. Throws UserError. */
function lockOf(state: string, out: string): string {
  try {
    return join(makePrivateFolder(state, "locks"), `${folderNameOf(out)}.lock`);
  } catch (cause) {
    throw asDiskError("locked", join(state, "locks"), cause);
  }
}
