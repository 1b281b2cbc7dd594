/** What a list of sessions shows, from the first and the last 64 KB of a file: a long session costs no more than a short one. */

import { closeSync, constants, fstatSync, openSync, readSync } from "node:fs";
import type { Entry } from "../core/events.ts";
import type { StopReason } from "../core/types.ts";
import { parseLine } from "./parse-line.ts";
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
  /** Why it cannot be continued; missing: it can. */
  problem?: string;
}

const endBytes = 64 * 1024;

/** null: no plain file (a folder, a link, a FIFO), or one that may not be read. */
export function summaryOf(path: string, id: string): SessionSummary | null {
  const ends = readEnds(path);
  if (!ends) return null;
  const head = entriesIn(ends.head);
  const tail = ends.tail === "" ? head : entriesIn(ends.tail);
  const session = head.find((entry) => entry.type === "session");
  const prompt = head.find((entry) => entry.type === "turn_start");
  const lastOfTurn = tail.findLast(({ type }) => type === "turn_end" || type === "turn_start");
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
    title: titleOf(prompt?.prompt ?? ""),
    reason: lastOfTurn?.type === "turn_end" ? lastOfTurn.reason : null,
    bytes: ends.size,
  };
  if (session?.forkedFrom) summary.forkedFrom = session.forkedFrom;
  if (!session) summary.problem = "its first line cannot be read";
  else if (session.version > logVersion) {
    summary.problem = `it was written in version ${session.version} of the log; this Skillet reads ${logVersion}`;
  }
  return summary;
}

export function titleOf(prompt: string): string {
  const line = prompt.replace(/\s+/g, " ").trim();
  const characters = [...line.slice(0, 400)];
  return characters.length > 80 ? `${characters.slice(0, 79).join("")}…` : characters.join("");
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
  let descriptor: number;
  try {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    descriptor = openSync(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
  } catch {
    return null;
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return null;
    const { size } = stat;
    const head = textAt(descriptor, 0, Math.min(size, endBytes));
    const tail =
      size > endBytes ? textAt(descriptor, Math.max(endBytes, size - endBytes), endBytes) : "";
    return { size, modifiedMs: stat.mtimeMs, head, tail };
  } catch {
    return null;
  } finally {
    closeSync(descriptor);
  }
}

function textAt(descriptor: number, offset: number, length: number): string {
  const bytes = Buffer.allocUnsafe(length);
  return bytes.toString("utf8", 0, readSync(descriptor, bytes, 0, length, offset));
}
