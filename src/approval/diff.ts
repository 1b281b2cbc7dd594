/** What a write would change, line by line: the one door to the package `diff`, loaded when there is something to compare. */

import { phrase } from "../core/messages/phrase.ts";

export interface DiffLine {
  /** `+` comes, `-` goes, a blank stays, `@` names the place. */
  mark: "+" | "-" | " " | "@";
  /** The line as it is in the file, without its end; foreign text. */
  text: string;
}

export interface FileDiff {
  lines: DiffLine[];
  added: number;
  removed: number;
  /** What the lines do not show; empty: nothing. */
  notes: string[];
}

/** More differing lines than this are not matched with each other: whoever reads that many wants the new text. */
const maxEdits = 1000;

/** `before`: null when there is no such file, or it is not text. */
export async function diffOf(before: string | null, after: string): Promise<FileDiff> {
  if (before === null || before === "") return wholeFile(after);
  const notes = lineEndNotes(before, after);
  const [old, now] = [withoutReturns(before), withoutReturns(after)];
  const { structuredPatch } = await import("diff");
  const patch = structuredPatch("", "", old, now, undefined, undefined, {
    context: 3,
    maxEditLength: maxEdits,
  });
  if (!patch) {
    const removed = linesOf(old).length;
    const whole = wholeFile(now);
    return {
      ...whole,
      removed,
      notes: [...notes, phrase("too different to compare: all {1} lines are replaced", removed)],
    };
  }
  const lines: DiffLine[] = [];
  for (const hunk of patch.hunks) {
    lines.push({ mark: "@", text: phrase("line {1}", hunk.newStart) });
    for (const line of hunk.lines) {
      const mark = line.charAt(0);
      // "\ No newline at end of file" is told as a note.
      if (mark === "+" || mark === "-" || mark === " ") lines.push({ mark, text: line.slice(1) });
    }
  }
  if (lines.length === 0 && notes.length === 0) notes.push(phrase("nothing changes"));
  const count = (mark: string) => lines.filter((line) => line.mark === mark).length;
  return { lines, added: count("+"), removed: count("-"), notes };
}

function wholeFile(text: string): FileDiff {
  const lines = linesOf(text).map((line): DiffLine => ({ mark: "+", text: line }));
  return {
    lines,
    added: lines.length,
    removed: 0,
    notes: text === "" ? [phrase("the file is empty")] : [],
  };
}

/** Without an empty one after the last line end. */
export function linesOf(text: string): string[] {
  if (text === "") return [];
  return (text.endsWith("\n") ? text.slice(0, -1) : text).split("\n");
}

function lineEndNotes(before: string, after: string): string[] {
  const notes: string[] = [];
  const [old, now] = [lineEnds(before), lineEnds(after)];
  if (old !== now && after.includes("\n"))
    notes.push(phrase("line ends change from {1} to {2}", old, now));
  if (before.endsWith("\n") && !after.endsWith("\n")) notes.push(phrase("the last line end goes"));
  if (!before.endsWith("\n") && after.endsWith("\n")) notes.push(phrase("a last line end comes"));
  return notes;
}

function lineEnds(text: string): "LF" | "CRLF" | "mixed" {
  const all = text.split("\n").length - 1;
  const pairs = text.split("\r\n").length - 1;
  if (pairs === 0) return "LF";
  return pairs === all ? "CRLF" : "mixed";
}

/** Where every line ends in CRLF, the returns are no part of the lines; else they are shown. */
function withoutReturns(text: string): string {
  return lineEnds(text) === "CRLF" ? text.replaceAll("\r\n", "\n") : text;
}
