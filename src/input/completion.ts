/** Tab: what the word before the insertion point could become. Pure. */

import { phrase } from "../core/messages/phrase.ts";
import { cellsOf, shownText, textOf, textWidth } from "./cells.ts";
import { insertCells, type Line, removed } from "./line.ts";

/** `choices` stand for `word`, the end of `before`; those that end in `/` go on. No choices: nothing is known. */
export type Complete = (before: string) => Promise<{ word: string; choices: readonly string[] }>;

/** So many rows of choices are shown. */
const shownRows = 6;

export function textBefore({ cells, cursor }: Line): string {
  return textOf(cells.slice(0, cursor));
}

/** The line with what all choices have in common; rows that show them where there are several. */
export function completed(
  line: Line,
  { word, choices }: { word: string; choices: readonly string[] },
  columns: number,
): { line: Line; rows: string[] } {
  const [only, ...more] = choices;
  if (only === undefined) return { line, rows: [phrase("(nothing to complete)")] };
  if (more.length === 0)
    return { line: put(line, word, only.endsWith("/") ? only : `${only} `), rows: [] };
  const common = commonStart(choices);
  const grown = common.length > word.length ? put(line, word, common) : line;
  return { line: grown, rows: listed(choices.map(shownText), columns) };
}

function put(line: Line, word: string, text: string): Line {
  const from = line.cursor - cellsOf(word).length;
  return insertCells(removed(line, Math.max(0, from), line.cursor).line, cellsOf(text));
}

function commonStart(choices: readonly string[]): string {
  const [first = "", ...more] = choices.map((choice) => [...choice]);
  const end = [...first].findIndex((one, at) => more.some((other) => other[at] !== one));
  return [...first].slice(0, end < 0 ? undefined : end).join("");
}

function listed(choices: readonly string[], columns: number): string[] {
  const rows: string[] = [];
  let row = "";
  for (const [index, choice] of choices.entries()) {
    const grown = row === "" ? choice : `${row}  ${choice}`;
    if (textWidth(grown) < columns - 2 || row === "") {
      row = grown;
      continue;
    }
    if (rows.length === shownRows - 1)
      return [...rows, phrase("… {1} more", choices.length - index + 1)];
    rows.push(row);
    row = choice;
  }
  return [...rows, row];
}
