/** What a line under edit is made of: characters as people see them, line ends, and pastes that stand as one unit. */

import { eastAsianWidth } from "get-east-asian-width";
import { display, escapeOf, isClean } from "../core/display.ts";
import { counted, phrase } from "../core/messages/phrase.ts";

/** A paste that is shown by its label and sent in full. */
export interface Paste {
  paste: string;
  label: string;
}

/** One character as people see it (a base with its marks, a joined emoji), "\n", or a paste. */
export type Cell = string | Paste;

/** A one-line paste up to this length goes in as if it had been typed. */
const inlineCharacters = 1000;
/** What a tab is drawn as. */
const tab = "    ";

let segmenter: Intl.Segmenter | undefined;

/** Text as cells. Other systems' line ends become "\n". */
export function cellsOf(text: string): Cell[] {
  const plain = text.replace(/\r\n?/g, "\n");
  // The tables of the segmenter cost some ms, which plain text does not need.
  if (/^[\n\t\x20-\x7e]*$/.test(plain)) return [...plain];
  segmenter ??= new Intl.Segmenter();
  return Array.from(segmenter.segment(plain), ({ segment }) => segment);
}

/** `number` counts the pastes of one prompt. A line end behind a single line is dropped: it would only send it. */
export function pasteCells(text: string, number: number): Cell[] {
  const plain = text.replace(/\r\n?/g, "\n");
  const line = plain.replace(/\n$/, "");
  const lines = line.split("\n").length;
  if (lines === 1 && line.length <= inlineCharacters) return cellsOf(line);
  const size = lines === 1 ? counted(line.length, "character") : counted(lines, "line");
  return [{ paste: lines === 1 ? line : plain, label: phrase("[paste {1}: {2}]", number, size) }];
}

/** What is sent. */
export function textOf(cells: readonly Cell[]): string {
  return cells.map((cell) => (typeof cell === "string" ? cell : cell.paste)).join("");
}

/** One cell as it is drawn; a line end is drawn by the layout. What would act on a terminal is shown escaped. */
export function shownCell(cell: Cell): string {
  if (typeof cell !== "string") return cell.label;
  if (cell === "\t") return tab;
  if (cell >= " " && cell <= "~") return cell;
  if (isClean(cell)) return cell;
  // Joiners and selectors belong to the emoji and letters they stand in; alone they would be unseen.
  if (
    /^[\p{L}\p{M}\p{N}\p{Extended_Pictographic}]/u.test(cell) &&
    isClean(cell.replace(joiners, ""))
  )
    return cell;
  return [...cell].map((one) => (isClean(one) ? one : escapeOf(one))).join("");
}

/** Text of others on one row. */
export function shownText(text: string): string {
  return display(text, { oneLine: true });
}

const joiners = /\u200c|\u200d|\ufe0e|\ufe0f|[\u{e0020}-\u{e007f}]/gu;
const noWidth = /[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff\ud7b0-\ud7fb]/u;
/** Drawn as one picture of two columns: flags, keycaps, joined and coloured emoji. */
const picture =
  /\ufe0f|\p{Extended_Pictographic}.*(?:\u200d|\p{Emoji_Modifier})|^\p{Regional_Indicator}{2}/u;

/** Columns of one drawn cell. */
export function cellWidth(shown: string): number {
  if (/^[\x20-\x7e]*$/.test(shown)) return shown.length;
  if (picture.test(shown)) return 2;
  let width = 0;
  for (const one of shown) if (!noWidth.test(one)) width += eastAsianWidth(one.codePointAt(0) ?? 0);
  return width;
}

/** Columns of a text. */
export function textWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  return cellsOf(text).reduce((sum, cell) => sum + cellWidth(shownCell(cell)), 0);
}
