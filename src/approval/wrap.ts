/** Breaks a question's lines before the terminal does: what wraps by itself starts in the first column, where it could imitate a line of ours. */

import type { PromptLine } from "./prompt.ts";
import { widthOf } from "./width.ts";

/** Narrower terminals are taken as this wide; a question has to stand somewhere. */
const minColumns = 30;

/** Foreign lines go on behind `  : `, others indented; keys are broken between keys. */
export function wrapped(lines: readonly PromptLine[], columns: number): PromptLine[] {
  // One column stays free: some terminals wrap when the last one is filled.
  const width = Math.max(minColumns, columns) - 1;
  return lines.flatMap(({ role, text }) => {
    const own = /^ *(?=\| )/.exec(text)?.[0];
    const lead = own === undefined ? " ".repeat(11) : `${own}: `;
    const rows = role === "keys" ? brokenKeys(text, width) : broken(text, width, lead);
    return rows.map((row): PromptLine => ({ role, text: row }));
  });
}

function broken(text: string, width: number, lead: string): string[] {
  if (text.length * 2 <= width || (text.length <= width && /^[ -~]*$/.test(text))) return [text];
  const rows: string[] = [];
  let row = "";
  let used = 0;
  for (const character of text) {
    const needed = widthOf(character);
    if (used + needed > width) {
      rows.push(row);
      row = lead;
      used = lead.length;
    }
    row += character;
    used += needed;
  }
  return [...rows, row];
}

function brokenKeys(text: string, width: number): string[] {
  const rows: string[] = [];
  let row = "";
  for (const key of keysOf(text)) {
    if (row !== "" && widthOf(row) + 2 + widthOf(key) > width) {
      rows.push(row);
      row = key;
    } else row = row === "" ? key : `${row}  ${key}`;
  }
  return [...rows, row];
}

/** `[y] once  [n] no` as two. */
export function keysOf(text: string): string[] {
  return text.split(/ {2}(?=\[)/);
}
