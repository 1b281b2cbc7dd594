/** What a list of sessions shows, from the first and the last 64 KB of a file: a long session costs no more than a short one. */

import { messageOf } from "../core/errors.ts";
import type { Entry } from "../core/events.ts";
import { typedWords } from "../core/typed-words.ts";
import type { StopReason } from "../core/types.ts";
import { parseLine } from "./parse-line.ts";
import { openPlain, type PlainFile } from "./plain-file.ts";
import { logVersion } from "./read.ts";
import { entryOf, isWellShaped } from "./shape.ts";

export interface SessionSummary {
  /** The file's name without `.jsonl`; what the file itself says is not believed. */
  id: string;
  path: string;
  /** "" when the first line is missing or unreadable; so are the fields taken from it. */
  cwd: string;
  out: string;
  model: string;
  sandbox: string;
  startedAt: string;
  /** The time of the last entry that can be read; without one the file's. */
  updatedAt: string;
  /** The first prompt, one line, at most 80 characters; "" when there is none yet. */
  title: string;
  /** How the last turn ended; null: it was cut short, or there is none. */
  reason: StopReason | null;
  bytes: number;
  forkedFrom?: { id: string; seq: number };
  /** There is nothing in it but its first line; missing: there is. */
  blank?: true;
  /** Why it cannot be continued; missing: it can. */
  problem?: string;
}

const endBytes = 64 * 1024;

/** null: no plain file (a folder, a link, a FIFO), or one that may not be read. One that the disk fails to read has a problem. */
export function summaryOf(path: string, id: string): SessionSummary | null {
  let ends: ReturnType<typeof readEnds>;
  try {
    ends = readEnds(path);
  } catch (thrown) {
    return unreadable(path, id, messageOf(thrown));
  }
  if (!ends) return null;
  const head = entriesIn(ends.head);
  const tail = ends.tail === "" ? head : entriesIn(ends.tail);
  const session = head.find((entry) => entry.type === "session");
  const prompt = head.find((entry) => entry.type === "turn_start");
  const lastOfTurn = tail.findLast(({ type }) => type === "turn_end" || type === "turn_start");
  const prompted = prompt ? prompt.prompt : promptCutIn(ends.head);
  const modified = new Date(ends.modifiedMs).toISOString();
  const summary: SessionSummary = {
    id,
    path,
    cwd: session?.cwd ?? "",
    out: session?.out ?? "",
    model: session?.model ?? "",
    sandbox: session?.sandbox ?? "",
    startedAt: session?.at ?? head[0]?.at ?? modified,
    updatedAt: tail.at(-1)?.at ?? modified,
    title: titleOf(prompted),
    reason: lastOfTurn?.type === "turn_end" ? lastOfTurn.reason : null,
    bytes: ends.size,
  };
  if (session && head.length === 1 && ends.head.indexOf("\n") === ends.size - 1)
    summary.blank = true;
  if (session?.forkedFrom) summary.forkedFrom = session.forkedFrom;
  if (!session) summary.problem = "its first line cannot be read";
  else if (session.version > logVersion) {
    summary.problem = `it was written in version ${session.version} of the log; this Skillet reads ${logVersion}`;
  }
  return summary;
}

/** How the problem of a file begins that the disk fails to read. */
const cannotBeRead = "it cannot be read: ";

export function isUnreadable({ problem }: SessionSummary): boolean {
  return problem?.startsWith(cannotBeRead) === true;
}

/** It stands in the list, so that nobody takes it for gone. */
function unreadable(path: string, id: string, why: string): SessionSummary {
  const unknown = new Date(0).toISOString();
  return {
    ...{ id, path, cwd: "", out: "", model: "", sandbox: "", title: "" },
    ...{ startedAt: unknown, updatedAt: unknown, reason: null, bytes: 0 },
    problem: `${cannotBeRead}${why}`,
  };
}

export function titleOf(prompt: string): string {
  const line = typedWords(prompt).replace(/\s+/g, " ").trim();
  const characters = [...line.slice(0, 400)];
  return characters.length > 80 ? `${characters.slice(0, 79).join("")}…` : characters.join("");
}

/** The beginning of a first prompt that is longer than what was read; "": there is none. */
function promptCutIn(head: string): string {
  const last = head.slice(head.lastIndexOf("\n") + 1);
  const [, begun = ""] =
    /^\{"seq":\d+,"at":"[^"]*","type":"turn_start","prompt":"(.*)/.exec(last) ?? [];
  const start = begun.slice(0, 400);
  // An escape that the cut went through is left out.
  const whole = start.replace(/\\(?:u[0-9a-fA-F]{0,3})?$/, "");
  try {
    return JSON.parse(`"${whole}"`);
  } catch {
    return "";
  }
}

/** A line that was cut at the border of what was read is left out, like any other that is damaged. */
function entriesIn(text: string): Entry[] {
  const entries: Entry[] = [];
  for (const line of text.split("\n")) {
    if (line === "") continue;
    for (const record of parseLine(line).records) {
      if (isWellShaped(record)) entries.push(entryOf(record, entries.at(-1)));
    }
  }
  return entries;
}

function readEnds(path: string) {
  const file = openPlain(path);
  if (!file) return null;
  try {
    const { size, modifiedMs } = file;
    const head = textAt(file, 0, Math.min(size, endBytes));
    const tail = size > endBytes ? textAt(file, Math.max(endBytes, size - endBytes), endBytes) : "";
    return { size, modifiedMs, head, tail };
  } finally {
    file.close();
  }
}

function textAt(file: PlainFile, offset: number, length: number): string {
  const bytes = Buffer.allocUnsafe(length);
  return bytes.toString("utf8", 0, file.read(bytes, 0, length, offset));
}
