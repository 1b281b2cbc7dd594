/** Text with styles in it, folded to a width: between words, between wide characters, and inside of what is too long. */

import { widthOf } from "./width.ts";

/** A style's beginning or end, a run of blanks, or what is not broken if it can be helped. */
const parts = /\x1b\[\d+m|\s+|[^\s\x1b]+/g;

/** At least one line; each closes the styles that are open at its end, and the next one opens them again. */
export function foldStyled(text: string, columns: number): string[] {
  if (widthOf(text) <= columns) return [text];
  const lines: string[] = [];
  let open: string[] = [];
  let line = "";
  let width = 0;
  let gap = "";
  const end = () => {
    lines.push(line + open.map(closing).reverse().join(""));
    line = open.join("");
    width = 0;
    gap = "";
  };
  for (const part of text.match(parts) ?? []) {
    if (part.startsWith("\x1b")) {
      open = isClosing(part) ? open.filter((one) => closing(one) !== part) : [...open, part];
      line += part;
    } else if (/^\s/.test(part)) gap = width === 0 ? "" : " ";
    else {
      for (const piece of unbroken(part, columns)) {
        const needed = widthOf(piece);
        if (width > 0 && width + gap.length + needed > columns) end();
        line += gap + piece;
        width += gap.length + needed;
        gap = "";
      }
    }
  }
  end();
  return lines;
}

/** A word as it is; wide characters one by one; a word that is wider than a whole line in characters too. */
function unbroken(word: string, columns: number): string[] {
  const fits = widthOf(word) <= columns;
  if (fits && /^[\x21-\x7e]*$/.test(word)) return [word];
  const pieces: string[] = [];
  let narrow = "";
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (fits && widthOf(segment) < 2) {
      narrow += segment;
      continue;
    }
    if (narrow !== "") pieces.push(narrow);
    narrow = "";
    pieces.push(segment);
  }
  return narrow === "" ? pieces : [...pieces, narrow];
}

/** Of the styles of `style.ts`. */
function closing(style: string): string {
  const code = Number(style.slice(2, -1));
  if (code >= 30) return "\x1b[39m";
  return `\x1b[${code === 1 ? 22 : 20 + code}m`;
}

function isClosing(style: string): boolean {
  const code = Number(style.slice(2, -1));
  return (code >= 22 && code <= 29) || code === 39;
}
