/** A line of a terminal with its SGR sequences, taken apart into words and wide runs that know their columns. */

import { eastAsianWidth } from "get-east-asian-width";

export interface Style {
  bold: boolean;
  dim: boolean;
  italic: boolean;
  underline: boolean;
  /** The last digit of 30-37 and 90-97; 7 is the plain one. */
  colour: number;
}

/** Of one style and one width, without blanks. */
export interface Piece extends Style {
  text: string;
  column: number;
  wide: boolean;
  /** One character of several code units: a place for each would take it apart. */
  alone: boolean;
}

export const plain: Style = { bold: false, dim: false, italic: false, underline: false, colour: 7 };

const changes: Record<number, Partial<Style>> = {
  0: plain,
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  39: { colour: plain.colour },
  49: {},
};

/** A style goes on over the end of a line, so it comes in and goes out. Throws when there is one that no picture shows. */
export function piecesOf(line: string, before: Style): { pieces: Piece[]; style: Style } {
  let style = before;
  let column = 0;
  const pieces: Piece[] = [];
  for (const part of line.split(/(\u001b\[[\d;]*m)/)) {
    const codes = /^\u001b\[([\d;]*)m$/.exec(part)?.[1];
    if (codes !== undefined) {
      for (const code of (codes || "0").split(";").map(Number)) style = styled(style, code);
      continue;
    }
    let open: Piece | undefined;
    for (const { segment } of graphemes.segment(part)) {
      const wide = eastAsianWidth(segment.codePointAt(0) ?? 0) === 2;
      const alone = segment.length > 1;
      if (segment.trim() === "") open = undefined;
      else if (open?.wide === wide && !open.alone && !alone) open.text += segment;
      else {
        open = { ...style, text: segment, column, wide, alone };
        pieces.push(open);
      }
      column += wide ? 2 : 1;
    }
  }
  return { pieces, style };
}

const graphemes = new Intl.Segmenter();

function styled(style: Style, code: number): Style {
  const isColour = (code >= 30 && code <= 37) || (code >= 90 && code <= 97);
  const change = isColour ? { colour: code % 10 } : changes[code];
  if (!change) throw new Error(`No picture shows SGR ${code} yet: say how in scripts/screens.`);
  return { ...style, ...change };
}
