/** Columns of a terminal, on the safe side: a question that is cut or wrapped wrongly could be read wrongly. */

import { eastAsianWidth } from "get-east-asian-width";

/** Columns that a text may take at most: a tab counts in full, and what is wide only in some terminals counts as wide. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (character === "\t") width += 8;
    else if (character <= "~") width++;
    else width += eastAsianWidth(character.codePointAt(0) ?? 0, { ambiguousAsWide: true });
  }
  return width;
}

/** Filled with blanks to `columns`. */
export function padded(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - widthOf(text)));
}
