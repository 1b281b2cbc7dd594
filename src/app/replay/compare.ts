/** Whether a call came to the same again; what has to differ (time, place) does not count. */

import { withoutEditNote } from "../../core/edit-note.ts";
import type { Fact } from "../../core/events.ts";
import type { RecordedCall } from "../../core/recorded.ts";

export type NewResult = Extract<Fact, { type: "tool_result" }>;

export interface Places {
  /** Texts that stand for the same thing in both, in the order in which they are looked for: output directory, session. */
  before: readonly string[];
  now: readonly string[];
}

/** One line; undefined: it is the same. */
export function difference(
  { result: then }: RecordedCall,
  now: NewResult,
  places: Places,
): string | undefined {
  if (!then) return `it was cut off when it was recorded; now: ${firstLine(now.content)}`;
  if (now.isError && now.content.startsWith("Not run:")) return firstLine(now.content);
  if (now.isError !== then.isError) {
    const [was, is] = then.isError ? ["failed", "went through"] : ["went through", "failed"];
    return `${was} when it was recorded, ${is} now: ${firstLine(now.content)}`;
  }
  const exit = now.exitCode ?? null;
  if (exit !== then.exitCode)
    return `exit ${exit ?? "unknown"}, recorded exit ${then.exitCode ?? "unknown"}`;
  const [before, after] = [
    neutral(then.content, places.before).split("\n"),
    neutral(now.content, places.now).split("\n"),
  ];
  const at = before.findIndex((line, index) => line !== after[index]);
  if (at < 0 && before.length === after.length) return undefined;
  const line = at < 0 ? before.length : at;
  return `line ${line + 1} is ${quoted(after[line])}, recorded ${quoted(before[line])}`;
}

function neutral(content: string, places: readonly string[]): string {
  let text = withoutEditNote(content).content;
  for (const [index, place] of places.entries())
    if (place.length > 3) text = text.replaceAll(place, `«${index}»`);
  return text
    .replace(/\b(?:\d{4}-\d\d-\d\d|\d\d\/[A-Z][a-z]{2}\/\d{4})\b/g, "«day»")
    .replace(/\b\d\d:\d\d:\d\d(?:\.\d+)?\b/g, "«clock»")
    .replace(/\b\d+(?:\.\d+)? (?:ms|s|m)\b(?: \d+ s\b)?/g, "«time»")
    .replace(/\bin «time»|\bafter «time»/g, "«time»");
}

function firstLine(text: string): string {
  const [line = ""] = text.trim().split("\n");
  return clipped(line);
}

function quoted(line: string | undefined): string {
  return line === undefined ? "missing" : JSON.stringify(clipped(line));
}

function clipped(line: string): string {
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
}
