/** A line under edit and what keys do to it. Pure: every change is a new line. */

import { type Cell, cellsOf } from "./cells.ts";

export interface Line {
  readonly cells: readonly Cell[];
  /** The insertion point: before this cell. */
  readonly cursor: number;
}

export const emptyLine: Line = { cells: [], cursor: 0 };

/** The insertion point stands behind it. */
export function lineOf(cells: readonly Cell[]): Line {
  return { cells, cursor: cells.length };
}

export function insertCells(line: Line, cells: readonly Cell[]): Line {
  const { cells: all, cursor } = line;
  return {
    cells: [...all.slice(0, cursor), ...cells, ...all.slice(cursor)],
    cursor: cursor + cells.length,
  };
}

/** Marks, joiners and what they join may come one after the other: the character before is seen anew. */
export function insertText(line: Line, text: string): Line {
  const before = line.cells[line.cursor - 1];
  if (typeof before !== "string" || before === "\n" || /^[\x20-\x7e\n\t]*$/.test(text)) {
    return insertCells(line, cellsOf(text));
  }
  return insertCells(removed(line, line.cursor - 1, line.cursor).line, cellsOf(before + text));
}

/** Without the cells from `from` to before `to`; the insertion point stands where they were. */
export function removed(line: Line, from: number, to: number): { line: Line; cells: Cell[] } {
  const { cells } = line;
  return {
    line: { cells: [...cells.slice(0, from), ...cells.slice(to)], cursor: from },
    cells: cells.slice(from, to),
  };
}

export function moved(line: Line, cursor: number): Line {
  return { cells: line.cells, cursor: Math.max(0, Math.min(line.cells.length, cursor)) };
}

/** Where the row of text that holds the insertion point begins. */
export function startOfRow({ cells, cursor }: Line): number {
  // A negative index would count from the end.
  return cursor === 0 ? 0 : cells.lastIndexOf("\n", cursor - 1) + 1;
}

export function endOfRow({ cells, cursor }: Line): number {
  const end = cells.indexOf("\n", cursor);
  return end < 0 ? cells.length : end;
}

/** The beginning of the word at or before the insertion point. */
export function wordBefore({ cells, cursor }: Line): number {
  let at = cursor;
  while (at > 0 && kindOf(cells[at - 1]) === "gap") at--;
  const kind = kindOf(cells[at - 1]);
  while (at > 0 && kindOf(cells[at - 1]) === kind) at--;
  return at;
}

export function wordAfter({ cells, cursor }: Line): number {
  let at = cursor;
  while (at < cells.length && kindOf(cells[at]) === "gap") at++;
  const kind = kindOf(cells[at]);
  while (at < cells.length && kindOf(cells[at]) === kind) at++;
  return at;
}

/** As Ctrl-W of shells has it: back to the blank before. */
export function blankBefore({ cells, cursor }: Line): number {
  let at = cursor;
  while (at > 0 && isBlank(cells[at - 1])) at--;
  while (at > 0 && !isBlank(cells[at - 1])) at--;
  return at;
}

function isBlank(cell: Cell | undefined): boolean {
  return typeof cell === "string" && /^\s/u.test(cell);
}

/** Scripts without blanks between words are told apart by their kind of letters. */
function kindOf(cell: Cell | undefined): string {
  if (cell === undefined) return "end";
  if (typeof cell !== "string") return "paste";
  if (/^\p{Script=Han}/u.test(cell)) return "han";
  if (/^\p{Script=Hiragana}/u.test(cell)) return "hiragana";
  if (/^[\p{Script=Katakana}ー]/u.test(cell)) return "katakana";
  return /^[\p{L}\p{N}_]/u.test(cell) ? "word" : "gap";
}
