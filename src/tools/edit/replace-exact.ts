/** Replaces a text by another, to the letter; only line ends are forgiven, and kept. */

import { mostUsedEnd, withLineEndsOf } from "../line-ends.ts";

export type Replaced =
  | { kind: "replaced"; text: string; lines: number[] }
  | { kind: "missing" }
  /** More than one place, and not all were meant; the lines they start in. */
  | { kind: "ambiguous"; lines: number[] };

/**
 * Looks for `oldText` with LF and CRLF taken as equal. What is written in a place has the line ends of that place; only
 * a `newText` with CRLF for an `oldText` without is meant as it stands. Linear in the size of all three texts.
 */
export function replaceExact(
  text: string,
  oldText: string,
  newText: string,
  all: boolean,
): Replaced {
  const wanted = oldText.replaceAll("\r\n", "\n");
  const plain = text.replaceAll("\r\n", "\n");
  const places = placesOf(plain, wanted);
  if (places.length === 0) return { kind: "missing" };
  const lines = linesOf(plain, places);
  if (places.length > 1 && !all) return { kind: "ambiguous", lines };

  const meant = wanted === oldText ? newText : newText.replaceAll("\r\n", "\n");
  const otherwise = mostUsedEnd(text, "\n");
  const original = originalOffsets(text);
  const pieces: string[] = [];
  let done = 0;
  for (const place of places) {
    const start = original(place);
    const end = original(place + wanted.length);
    pieces.push(text.slice(done, start), withLineEndsOf(meant, text.slice(start, end), otherwise));
    done = end;
  }
  pieces.push(text.slice(done));
  return { kind: "replaced", text: pieces.join(""), lines };
}

function placesOf(text: string, wanted: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(wanted); at !== -1; at = text.indexOf(wanted, at + wanted.length)) {
    places.push(at);
  }
  return places;
}

/** The line of each place, counted from 1. */
function linesOf(text: string, places: readonly number[]): number[] {
  let line = 1;
  let at = 0;
  return places.map((place) => {
    for (let next = text.indexOf("\n", at); next !== -1 && next < place; ) {
      line++;
      at = next + 1;
      next = text.indexOf("\n", at);
    }
    return line;
  });
}

/** From places in the text with LF to places in the text as it is; to be asked in rising order. */
function originalOffsets(text: string): (offset: number) => number {
  let shift = 0;
  let next = text.indexOf("\r\n");
  return (offset) => {
    while (next !== -1 && next - shift < offset) {
      shift++;
      next = text.indexOf("\r\n", next + 2);
    }
    return offset + shift;
  };
}
