/** Writes text to stdout or stderr at once: nothing is left to write when the process ends, and a closed pipe is a quiet end. */

import { writeSync } from "node:fs";
import { exitCodes, messageOf, UserError } from "../core/errors.ts";

/** How long a reader that is slower than we are is left alone before the next try, in ms. */
const waitMs = 2;

/**
 * `closed` is called once, when the other side has gone (`| head -1`, a terminal that was shut); what is written after that
 * is dropped. Throws UserError (exit 1) when the output cannot be written for another reason, such as a full disk.
 */
export function descriptorWriter(
  descriptor: number,
  closed: () => void = () => {},
): (text: string) => void {
  let gone = false;
  return (text) => {
    if (gone || text === "") return;
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; ) {
      try {
        done += writeSync(descriptor, bytes, done);
      } catch (thrown) {
        const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
        if (code === "EAGAIN") {
          wait(waitMs);
          continue;
        }
        if (!goneCodes.has(code)) throw outputError(thrown);
        gone = true;
        closed();
        return;
      }
    }
  };
}

/** EIO is what a terminal answers after it was closed. */
const goneCodes = new Set(["EPIPE", "ECONNRESET", "EIO"]);

function wait(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

function outputError(thrown: unknown): UserError {
  const full = thrown instanceof Error && "code" in thrown && thrown.code === "ENOSPC";
  const why = full ? "no space left on the disk" : messageOf(thrown);
  return new UserError(`The output could not be written: ${why}.`, {
    exitCode: exitCodes.failure,
    hint: "What was done stands in the session: skillet -c",
    cause: thrown,
  });
}
