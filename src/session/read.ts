/** Reads a log back: everything that is whole is kept, everything that is not is reported, nothing is rewritten silently. */

import {
  closeSync,
  constants,
  fdatasyncSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readSync,
  writeSync,
} from "node:fs";
import { UserError } from "../core/errors.ts";
import type { Entry, SessionFact } from "../core/events.ts";
import { asDiskError, diskError } from "./disk-error.ts";
import { type Line, linesOf } from "./lines.ts";
import { parseLine } from "./parse-line.ts";
import { repeats } from "./repeats.ts";
import { entryOf, isWellShaped } from "./shape.ts";

/** The newest form of the log this version understands. */
export const logVersion = 1;

export interface LogProblem {
  /**
   * torn: the last line was cut short. glued: several records stood on one line. damaged: bytes that are no record.
   * foreign: a record without the fields of its type. order: seq does not grow by one. unsealed: grants that were not given here.
   */
  kind: "torn" | "glued" | "damaged" | "foreign" | "order" | "unsealed";
  /** Where in the file, in bytes. */
  offset: number;
  /** How many bytes; of an `order` and an `unsealed` problem 0. */
  bytes: number;
  /** One line for people. */
  message: string;
}

export interface ReadLog {
  /** The first line; null: it is missing or unreadable. */
  session: SessionFact | null;
  entries: Entry[];
  problems: LogProblem[];
  /** Highest seq seen; 0: no entries. */
  lastSeq: number;
}

const { O_NOFOLLOW, O_NONBLOCK, O_RDONLY, O_RDWR } = constants;

/** Reads and changes nothing. Throws UserError for a newer version and for what is no readable file. */
export function readLog(path: string): ReadLog {
  return withFile(path, O_RDONLY, (descriptor) => read(descriptor, path).log);
}

/**
 * Reads, and moves a torn last line to `PATH.torn-OFFSET`, so that appending can go on. Only for the holder of the lock:
 * another writer's line may just be on its way. Damage in the middle stays where it is.
 */
export function recoverLog(path: string): ReadLog {
  return withFile(path, O_RDWR, (descriptor) => {
    const { log, torn } = read(descriptor, path);
    if (!torn) return log;
    const aside = `${path}.torn-${torn.offset}`;
    setAside(descriptor, torn, aside);
    const problems = log.problems.map((problem) =>
      problem.kind === "torn"
        ? { ...problem, message: `${problem.message} Set aside in ${aside}.` }
        : problem,
    );
    return { ...log, problems };
  });
}

function read(descriptor: number, path: string): { log: ReadLog; torn: Line | null } {
  const log: ReadLog = { session: null, entries: [], problems: [], lastSeq: 0 };
  let torn: Line | null = null;
  const share = repeats();
  for (const line of linesOf(descriptor)) {
    if (line.length === 0) continue;
    const { records, lost } = line.bytes ? parseLine(line.bytes.toString("utf8")) : nothing(line);
    if (records.length === 0 && !line.ended) {
      torn = line;
      report(log, "torn", line, "The last line was cut short.");
      continue;
    }
    const before = log.entries.length;
    for (const record of records) {
      if (record.type === "session") refuseNewer(record.version, path);
      if (isWellShaped(record)) {
        share(record);
        take(log, entryOf(record, log.entries.at(-1)), line);
      } else report(log, "foreign", line, `A record without the fields of its type was skipped.`);
    }
    const taken = log.entries.length - before;
    if (lost > 0) {
      const part = "Damaged line skipped, in part.";
      report(log, "damaged", line, taken > 0 ? part : "Damaged line skipped.");
    } else if (taken > 1) {
      report(log, "glued", line, `${taken} records stood on one line; all are kept.`);
    }
  }
  return { log, torn };
}

function take(log: ReadLog, entry: Entry, line: Line): void {
  const previous = log.entries.at(-1);
  if (previous && entry.seq !== previous.seq + 1) {
    const what = entry.seq > previous.seq ? "a gap" : "a repeat";
    report(
      log,
      "order",
      { ...line, length: 0 },
      `Entry ${entry.seq} follows ${previous.seq}: ${what}.`,
    );
  }
  if (entry.type === "session") log.session ??= entry;
  log.lastSeq = Math.max(log.lastSeq, entry.seq);
  log.entries.push(entry);
}

/** Of a line that is too long to be looked at. */
function nothing(line: Line) {
  return { records: [], lost: line.length };
}

function report(log: ReadLog, kind: LogProblem["kind"], line: Line, text: string): void {
  const message = `${text.replace(/\.$/, "")} (at byte ${line.offset}, ${line.length} bytes).`;
  log.problems.push({ kind, offset: line.offset, bytes: line.length, message });
}

function refuseNewer(version: unknown, path: string): void {
  if (typeof version !== "number" || version <= logVersion) return;
  throw new UserError(
    `This session was written in version ${version} of the log; this Skillet reads version ${logVersion} (${path}).`,
    { hint: "Update Skillet. The file was left as it is." },
  );
}

/** The bytes go to the side file first; only when they are safe there is the log cut. */
function setAside(descriptor: number, torn: Line, path: string): void {
  try {
    const bytes = Buffer.alloc(torn.length);
    const count = readSync(descriptor, bytes, 0, torn.length, torn.offset);
    const side = openSync(
      path,
      constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | O_NOFOLLOW,
      0o600,
    );
    try {
      for (let done = 0; done < count; ) done += writeSync(side, bytes, done, count - done);
      fdatasyncSync(side);
    } finally {
      closeSync(side);
    }
    ftruncateSync(descriptor, torn.offset);
    fdatasyncSync(descriptor);
  } catch (cause) {
    throw diskError("repaired", path, cause);
  }
}

function withFile<Result>(
  path: string,
  access: number,
  use: (descriptor: number) => Result,
): Result {
  let descriptor: number;
  try {
    descriptor = openSync(path, access | O_NOFOLLOW | O_NONBLOCK);
  } catch (cause) {
    throw diskError("read", path, cause);
  }
  try {
    if (!fstatSync(descriptor).isFile()) {
      throw diskError("read", path, new Error("it is not a plain file"));
    }
    return use(descriptor);
  } catch (cause) {
    throw asDiskError("read", path, cause);
  } finally {
    closeSync(descriptor);
  }
}
