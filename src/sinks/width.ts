/** How many columns a text takes on a terminal. */

import { eastAsianWidth } from "get-east-asian-width";

/** Styles count nothing; marks, joiners and what they join to the character before count nothing. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  /** Of the character before: what a joiner or an emoji selector acts on. */
  let last = 0;
  let joined = false;
  let flag = false;
  for (const character of text.replace(style, "")) {
    const codePoint = character.codePointAt(0) ?? 0;
    const pairs = flag && isRegional(codePoint);
    flag = isRegional(codePoint) && !flag;
    if (codePoint === 0xfe0f) {
      // A narrow symbol that is asked for as an emoji takes two columns.
      width += 2 - last;
      last = 2;
    } else if (pairs || joined || isZero.test(character)) {
      joined = codePoint === 0x200d;
    } else {
      // Two regional letters make one flag of two columns.
      last = flag ? 2 : eastAsianWidth(codePoint);
      width += last;
    }
  }
  return width;
}

const isZero = /\p{Mn}|\p{Me}|\p{Cf}|\p{Emoji_Modifier}/u;

/** The styles of this folder; whatever comes from outside holds no escape any more. */
const style = /\x1b\[[0-9;]*m/g;

function isRegional(codePoint: number): boolean {
  return codePoint >= 0x1f1e6 && codePoint <= 0x1f1ff;
}

/** At most `columns` wide, the cut marked by `…`. Styles must not be in it. */
export function clip(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  let width = 0;
  let kept = "";
  for (const character of text) {
    width += widthOf(character);
    if (width > columns - 1) break;
    kept += character;
  }
  return `${kept}…`;
}

/** Filled with blanks to `columns`. */
export function pad(text: string, columns: number, align: "left" | "right" | "center" = "left") {
  const free = Math.max(0, columns - widthOf(text));
  if (align === "left") return text + " ".repeat(free);
  const left = align === "right" ? free : Math.floor(free / 2);
  return " ".repeat(left) + text + " ".repeat(free - left);
}
