/** Text with styles in it, folded to a width: between words, between wide characters, and inside of what is too long. */

import { breaksBetween, wordParts } from "../core/wrap-words.ts";
import { widthOf } from "./width.ts";

/** A style's beginning or end, a run of blanks, or a word. */
const pieces = /\x1b\[\d+m|\s+|[^\s\x1b]+/g;

/** What stays in one line: a word or a wide character, with the styles that begin and end at it. */
interface Unit {
  /** Blanks before it; they fall away at the beginning of a line. */
  gap: number;
  text: string;
  width: number;
}

/** At least one line; each closes the styles that are open at its end, and the next one opens them again. */
export function foldStyled(text: string, columns: number): string[] {
  if (widthOf(text) <= columns) return [text];
  return laidOut(
    unitsOf(text).flatMap((unit) => (unit.width > columns ? cut(unit) : [unit])),
    columns,
  );
}

/** The same for running text: what is wider than a whole line (an address, a path) stays in one piece, to be copied. */
export function foldProse(text: string, columns: number): string[] {
  return widthOf(text) <= columns ? [text] : laidOut(unitsOf(text), columns);
}

function unitsOf(text: string): Unit[] {
  const units: Unit[] = [];
  let gap = 0;
  let opening = "";
  /** The last character, where no blank is behind it. */
  let last = "";
  for (const piece of text.match(pieces) ?? []) {
    const unit = units.at(-1);
    if (piece.startsWith("\x1b")) {
      if (isClosing(piece) && opening === "" && unit) unit.text += piece;
      else opening += piece;
    } else if (/^\s/.test(piece)) {
      gap = piece.length;
      last = "";
    } else {
      for (const part of wordParts(piece)) {
        const before = units.at(-1);
        const [first = ""] = part;
        if (before && last !== "" && !breaksBetween(last, first)) {
          before.text += opening + part;
          before.width += widthOf(part);
        } else units.push({ gap, text: opening + part, width: widthOf(part) });
        gap = 0;
        opening = "";
        last = part.match(/.$/u)?.[0] ?? "";
      }
    }
  }
  const end = units.at(-1);
  if (end) end.text += opening;
  return units;
}

function cut({ gap, text }: Unit): Unit[] {
  segments ??= new Intl.Segmenter();
  const segmenter = segments;
  const styled = text.match(/\x1b\[\d+m|[^\x1b]+/g) ?? [];
  const parts = styled.flatMap((piece) =>
    piece.startsWith("\x1b") ? [piece] : [...segmenter.segment(piece)].map((one) => one.segment),
  );
  return parts.map((part, index) => ({
    gap: index === 0 ? gap : 0,
    text: part,
    width: widthOf(part),
  }));
}

/** Made when it is needed: it takes 20 ms, and every start loads this file. */
let segments: Intl.Segmenter | undefined;

function laidOut(units: readonly Unit[], columns: number): string[] {
  const lines: string[] = [];
  let open: string[] = [];
  let line = "";
  let width = 0;
  const end = () => {
    lines.push(line + open.map(closing).reverse().join(""));
    line = open.join("");
    width = 0;
  };
  for (const { gap, text, width: needed } of units) {
    if (width > 0 && needed > 0 && width + gap + needed > columns) end();
    const blanks = width === 0 && lines.length > 0 ? 0 : gap;
    line += " ".repeat(blanks) + text;
    width += blanks + needed;
    for (const style of text.match(/\x1b\[\d+m/g) ?? []) {
      open = isClosing(style) ? open.filter((one) => closing(one) !== style) : [...open, style];
    }
  }
  end();
  return lines;
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
