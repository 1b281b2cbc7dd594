/** The append-only log of one session: each fact is a line, and it is on disk before its consequence exists. */

import {
  closeSync,
  constants,
  fchmodSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import { dirname } from "node:path";
import type { UserError } from "../core/errors.ts";
import { type Entry, type Fact, isFact } from "../core/events.ts";
import { jsonLine } from "../core/json-line.ts";
import { lookingTools } from "../core/looking-tools.ts";
import type { Sink } from "../core/ports.ts";
import { diskError } from "./disk-error.ts";
import { leanEntries } from "./lean.ts";
import { redactor } from "./redact.ts";

export interface LogOptions {
  /** ms since the epoch. */
  now: () => number;
  /** The seq of the last entry that stands in the file. Default: 0, a new log. */
  lastSeq?: number;
  /** Values that are never written; see `redactor`. Default: none, only the shapes of common keys are looked for. */
  secrets?: readonly string[];
  /** The last touch on what is written, the seals on grants; the same object where there is none. Default: none. */
  seal?: <Kind extends Fact>(fact: Kind) => Kind;
}

export interface Log {
  readonly path: string;
  /** Writes one line and returns it as it was written (secrets out). Throws UserError when the disk does not take it. */
  append(fact: Fact): Entry;
  /** Call after `append` and before what the fact announces happens: syncs for those facts that have a consequence. */
  settle(fact: Fact): void;
  /** What was appended is on disk when this returns. Throws UserError. */
  sync(): void;
  /** Syncs and closes; a second call does nothing. */
  close(): void;
}

const { O_APPEND, O_CREAT, O_NOFOLLOW, O_NONBLOCK, O_RDWR } = constants;

/** The folder must exist. The file is made when it is missing, mode 0600; an older file is brought to 0600. */
export function openLog(path: string, options: LogOptions): Log {
  const { now, lastSeq = 0, secrets = [], seal = (fact) => fact } = options;
  const secret = redactor(secrets);
  const lean = leanEntries();
  const time = clockText(now);
  const descriptor = open(path);
  let seq = lastSeq;
  let size = fstatSync(descriptor).size;
  let unsynced = false;
  let named = size > 0;
  let closed = false;
  let broken: UserError | undefined;

  function attempt(what: string, act: () => void): void {
    if (broken) throw broken;
    // The number of a closed descriptor may be another file's by now.
    if (closed) throw new Error(`${path} is closed`);
    try {
      act();
    } catch (cause) {
      // After a failed write or sync nobody knows what the disk holds; a second try may lie (reliability.md 3.1).
      broken = diskError(what, path, cause);
      throw broken;
    }
  }

  function write(line: string): void {
    attempt("written", () => {
      const bytes = Buffer.from(line);
      unsynced = true;
      try {
        for (let done = 0; done < bytes.length; ) {
          const count = writeSync(descriptor, bytes, done);
          if (count === 0) throw new Error("the disk took nothing");
          done += count;
        }
      } catch (cause) {
        cutBack(descriptor, size);
        throw cause;
      }
      size += bytes.length;
    });
  }

  function sync(): void {
    if (!unsynced) return;
    attempt("synced", () => {
      fdatasyncSync(descriptor);
      // A new file's name is on disk only when its folder is.
      if (!named) syncFolder(dirname(path));
      named = true;
      unsynced = false;
    });
  }

  // A last line that was cut short stays a line of its own: nothing is ever glued to it.
  if (size > 0 && !endsWithLineFeed(descriptor, size)) write("\n");

  return {
    path,
    append(fact) {
      let entry: Entry = { seq: seq + 1, at: time(), ...fact };
      let line = jsonLine(entry);
      if (secret.suspects(line)) {
        entry = secret.clean(entry);
        line = jsonLine(entry);
      }
      const sealed = seal(entry);
      if (sealed !== entry) {
        entry = sealed;
        line = jsonLine(entry);
      }
      write(`${line}\n`);
      seq += 1;
      return lean(entry);
    },
    settle(fact) {
      if (hasConsequence(fact)) sync();
    },
    sync,
    close() {
      if (closed) return;
      try {
        if (!broken) sync();
      } finally {
        closed = true;
        closeSync(descriptor);
      }
    },
  };
}

/** The log as a sink: writes every fact, syncs those with a consequence, ignores deltas. It comes first of all sinks. */
export function logSink(log: Log): Sink {
  return (event) => {
    if (!isFact(event)) return;
    log.append(event);
    log.settle(event);
  };
}

/** What happens next: a request leaves, a tool runs, a grant holds, files change, the program says it is done. */
function hasConsequence(fact: Fact): boolean {
  switch (fact.type) {
    case "model_request":
    case "turn_end":
      return true;
    case "tool_start":
      // What was read is on disk before the request that carries it; a sync would cost as much as the reading.
      return !lookingTools.has(fact.name);
    case "checkpoint":
      // A write of the model comes after the tool_start that follows, which syncs.
      return fact.undoes !== undefined;
    case "approval":
      // What the rules allow has no consequence but its own tool_start, which syncs.
      return fact.by !== "policy";
    default:
      return false;
  }
}

/** Facts come in bursts: those of one millisecond share their text. */
function clockText(now: () => number): () => string {
  let last = Number.NaN;
  let text = "";
  return () => {
    const time = now();
    if (time !== last) text = new Date(time).toISOString();
    last = time;
    return text;
  };
}

function open(path: string): number {
  try {
    const flags = O_RDWR | O_APPEND | O_CREAT | O_NOFOLLOW | O_NONBLOCK;
    const descriptor = openSync(path, flags, 0o600);
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) {
      closeSync(descriptor);
      throw new Error("it is not a plain file");
    }
    // Also for a file from elsewhere, and under any umask.
    if ((stat.mode & 0o777) !== 0o600) fchmodSync(descriptor, 0o600);
    return descriptor;
  } catch (cause) {
    throw diskError("opened", path, cause);
  }
}

function endsWithLineFeed(descriptor: number, size: number): boolean {
  const last = Buffer.alloc(1);
  readSync(descriptor, last, 0, 1, size - 1);
  return last[0] === 0x0a;
}

/** Takes a half-written line back. Where that fails too, the reader sets the torn line aside. */
function cutBack(descriptor: number, size: number): void {
  try {
    ftruncateSync(descriptor, size);
  } catch {
    // The first error is the one that is told.
  }
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY);
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
