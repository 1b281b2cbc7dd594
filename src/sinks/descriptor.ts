/** Writes text to stdout or stderr: at once where it can be taken, later and in order where the reader is slow; a closed pipe is a quiet end. */

import { constants, fstatSync, openSync, writeSync } from "node:fs";
import { exitCodes, messageOf, UserError } from "../core/errors.ts";

/** Between tries while the reader is slower than we are, in ms: the first, and each twice as long up to the last. */
const [shortestWait, longestWait] = [1, 32];

export interface DescriptorWriter {
  /** Throws UserError (exit 1) when the output cannot be written for another reason than a reader that has gone, such as a full disk. */
  write(text: string): void;
  /** undefined: nothing waits. Else it resolves when all of it is taken, or nobody is there to take it; rejects as `write` throws. */
  drained(): Promise<void> | undefined;
}

/**
 * `closed` is called once, when the other side has gone (`| head -1`, a terminal that was shut); what is written after that
 * is dropped. A reader that does not read holds up nothing but the process's own end: while a write blocked, no signal would be
 * heard and no clock would run.
 */
export function descriptorWriter(
  descriptor: number,
  closed: () => void = () => {},
): DescriptorWriter {
  let gone = false;
  let own: number | undefined;
  let waiting: Buffer[] = [];
  let drained: Promise<void> | undefined;

  /** What could not be taken now; empty: nothing. */
  function put(bytes: Buffer): Buffer {
    own ??= patient(descriptor);
    for (let done = 0; done < bytes.length; ) {
      try {
        done += writeSync(own, bytes, done);
      } catch (thrown) {
        const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "";
        if (code === "EAGAIN") return bytes.subarray(done);
        if (!goneCodes.has(code)) throw outputError(thrown);
        gone = true;
        waiting = [];
        closed();
        return nothing;
      }
    }
    return nothing;
  }

  /** Takes what waits, in order, until nothing is left. Where it rejects, so does every later wait for it. */
  async function drain(): Promise<void> {
    for (let wait = shortestWait; waiting.length > 0; wait = Math.min(wait * 2, longestWait)) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      for (let first = waiting[0]; first; first = waiting[0]) {
        const rest = put(first);
        if (rest.length < first.length) wait = shortestWait;
        if (rest.length > 0) {
          waiting[0] = rest;
          break;
        }
        waiting.shift();
      }
    }
    // In the same breath as the last look: what is written next must find either of them waiting, or neither.
    drained = undefined;
  }

  return {
    write(text) {
      if (gone || text === "") return;
      const bytes = Buffer.from(text);
      const rest = waiting.length > 0 ? bytes : put(bytes);
      if (rest.length === 0) return;
      waiting.push(rest);
      drained ??= drain();
      // Who waits for it hears of it.
      drained.catch(() => {});
    },
    drained: () => drained,
  };
}

const nothing = Buffer.alloc(0);

/** EIO is what a terminal answers after it was closed. */
const goneCodes = new Set(["EPIPE", "ECONNRESET", "EIO"]);

/**
 * The same pipe or terminal, opened anew so that a write does not wait; whoever shares ours sees no difference. A socket cannot be
 * opened anew. Itself where that cannot be (no /proc) or nothing waits anyhow (a file).
 */
function patient(descriptor: number): number {
  try {
    const stat = fstatSync(descriptor);
    if (stat.isSocket()) return patientSocket(descriptor);
    if (!stat.isFIFO() && !stat.isCharacterDevice()) return descriptor;
    const { O_WRONLY, O_NONBLOCK, O_NOCTTY } = constants;
    return openSync(`/proc/self/fd/${descriptor}`, O_WRONLY | O_NONBLOCK | O_NOCTTY);
  } catch {
    return descriptor;
  }
}

/** Never looked at again; without them the sockets would be closed. */
const sockets: unknown[] = [];

/**
 * Node makes a socket that it takes over one that does not wait; stdout and stderr it leaves as it found them when it ends.
 * A program that starts another one through Node (an editor's extension) gives it sockets.
 */
function patientSocket(descriptor: number): number {
  // Not imported: a start without a socket would load it.
  const { Socket } = process.getBuiltinModule("node:net");
  sockets.push(new Socket({ fd: descriptor, readable: false, writable: true }));
  return descriptor;
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
