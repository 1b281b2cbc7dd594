/** Breaks a question's lines before the terminal does: what wraps by itself starts in the first column, where it could imitate a line of ours. */

import { characterRows, wordRows } from "../core/wrap-words.ts";
import type { PromptLine } from "./prompt.ts";
import { widthOf } from "./width.ts";

/** Narrower terminals are taken as this wide; a question has to stand somewhere. */
const minColumns = 16;
/** How wide a row may be. One column stays free: some terminals wrap when the last one is filled. */
export function rowColumns(columns: number): number {
  return Math.max(minColumns, columns) - 1;
}

/** Foreign lines go on behind `  : `, character by character, and so do such rows themselves where the terminal became narrower; others indented, between words; keys are broken between keys. */
export function wrapped(lines: readonly PromptLine[], columns: number): PromptLine[] {
  const width = rowColumns(columns);
  return lines.flatMap(({ role, text }) => {
    const foreign = /^ *(?=[|:] )/.exec(text)?.[0];
    const rows =
      role === "keys"
        ? packed(keysOf(text), { width, lead: " ".repeat(Math.min(11, Math.floor(width / 3))) })
        : foreign === undefined
          ? wordRows(text, { columns: width, widthOf, cut: true })
          : characterRows(text, { columns: width, widthOf, lead: `${foreign}: ` });
    return rows.map((row): PromptLine => ({ role, text: row }));
  });
}

/** As many of them in a row as fit; one that is wider than a row is broken itself. */
export function packed(
  parts: readonly string[],
  { width, lead, start = "", next = start, between = "  " }: Packing,
): string[] {
  const rows: string[] = [];
  let row = start;
  let isEmpty = true;
  for (const part of parts) {
    const gap = isEmpty ? "" : between;
    if (!isEmpty && widthOf(row + gap + part) > width) {
      rows.push(row);
      row = next + part;
    } else row += gap + part;
    isEmpty = false;
  }
  return [...rows, row].flatMap((one) =>
    wordRows(one, { columns: width, widthOf, lead, cut: true }),
  );
}

interface Packing {
  width: number;
  /** Before what goes on of a part that is broken. */
  lead: string;
  /** Before the first row, and before the others. Default: nothing; as the first. */
  start?: string;
  next?: string;
  /** Default: two blanks. */
  between?: string;
}

/** `[y] once  [n] no` as two. */
export function keysOf(text: string): string[] {
  return text.split(/ {2}(?=\[)/);
}
