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
  const units = new Units();
  units.push(text);
  const rows = new Rows(columns);
  for (const unit of units.end())
    for (const part of unit.width > columns ? cut(unit) : [unit]) rows.put(part);
  return rows.end();
}

/** The same for running text: what is wider than a whole line (an address, a path) stays in one piece, to be copied. */
export function foldProse(text: string, columns: number): string[] {
  if (widthOf(text) <= columns) return [text];
  const fold = new ProseFold(columns);
  return [...fold.push(text), ...fold.end()];
}

/**
 * One line of running text that comes in pieces: a row is out as soon as what follows has no room in it. The pieces must be cut
 * beside blanks or between clauses, and no style may be open at a cut that a later piece does not close.
 */
export class ProseFold {
  readonly #columns: number;
  /** The line as it was written, while it may still fit; null: it does not. */
  #whole: string | null = "";
  #width = 0;
  #units = new Units();
  #rows: Rows;

  constructor(columns: number) {
    this.#columns = columns;
    this.#rows = new Rows(columns);
  }

  /** The rows that nothing can change any more. */
  push(text: string): string[] {
    this.#units.push(text);
    if (this.#whole !== null) {
      this.#width += widthOf(text);
      this.#whole = this.#width <= this.#columns ? this.#whole + text : null;
    }
    if (this.#whole !== null) return [];
    for (const unit of this.#units.complete()) this.#rows.put(unit);
    const open = this.#units.open;
    if (open) this.#rows.makeRoom(open);
    return this.#rows.take();
  }

  /** The same line as it stands, to be led on for a look. */
  copy(): ProseFold {
    const copy = new ProseFold(this.#columns);
    copy.#whole = this.#whole;
    copy.#width = this.#width;
    copy.#units = this.#units.copy();
    copy.#rows = this.#rows.copy();
    return copy;
  }

  /** The rest of the line; the next piece begins a new line. */
  end(): string[] {
    const rows = this.#whole === null ? this.#rest() : [this.#whole];
    this.#whole = "";
    this.#width = 0;
    this.#units = new Units();
    this.#rows = new Rows(this.#columns);
    return rows;
  }

  #rest(): string[] {
    for (const unit of this.#units.end()) this.#rows.put(unit);
    return this.#rows.end();
  }
}

/** Puts units together out of text that comes in pieces. */
class Units {
  #complete: Unit[] = [];
  /** The last one: what comes next may belong to it. */
  #open: Unit | null = null;
  #gap = 0;
  #opening = "";
  /** The last character, where no blank is behind it. */
  #last = "";

  get open(): Unit | null {
    return this.#open;
  }

  copy(): Units {
    const copy = new Units();
    copy.#complete = [...this.#complete];
    copy.#open = this.#open ? { ...this.#open } : null;
    copy.#gap = this.#gap;
    copy.#opening = this.#opening;
    copy.#last = this.#last;
    return copy;
  }

  push(text: string): void {
    for (const piece of text.match(pieces) ?? []) {
      if (piece.startsWith("\x1b")) {
        if (isClosing(piece) && this.#opening === "" && this.#open) this.#open.text += piece;
        else this.#opening += piece;
      } else if (/^\s/.test(piece)) {
        this.#gap = piece.length;
        this.#last = "";
      } else for (const part of wordParts(piece)) this.#part(part);
    }
  }

  #part(part: string): void {
    const [first = ""] = part;
    if (this.#open && this.#last !== "" && !breaksBetween(this.#last, first)) {
      this.#open.text += this.#opening + part;
      this.#open.width += widthOf(part);
    } else {
      if (this.#open) this.#complete.push(this.#open);
      this.#open = { gap: this.#gap, text: this.#opening + part, width: widthOf(part) };
    }
    this.#gap = 0;
    this.#opening = "";
    this.#last = part.match(/.$/u)?.[0] ?? "";
  }

  /** Those that a further one stands behind; each is given once. */
  complete(): Unit[] {
    const units = this.#complete;
    this.#complete = [];
    return units;
  }

  end(): Unit[] {
    const units = this.complete();
    if (!this.#open) return units;
    this.#open.text += this.#opening;
    return [...units, this.#open];
  }
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

/** Units beside each other, as long as there is room. */
class Rows {
  readonly #columns: number;
  #done: string[] = [];
  #isFirst = true;
  #open: string[] = [];
  #row = "";
  #width = 0;

  constructor(columns: number) {
    this.#columns = columns;
  }

  copy(): Rows {
    const copy = new Rows(this.#columns);
    copy.#done = [...this.#done];
    copy.#isFirst = this.#isFirst;
    copy.#open = [...this.#open];
    copy.#row = this.#row;
    copy.#width = this.#width;
    return copy;
  }

  put(unit: Unit): void {
    this.makeRoom(unit);
    const { gap, text, width } = unit;
    const blanks = this.#width === 0 && !this.#isFirst ? 0 : gap;
    this.#row += " ".repeat(blanks) + text;
    this.#width += blanks + width;
    for (const style of text.match(/\x1b\[\d+m/g) ?? []) {
      this.#open = isClosing(style)
        ? this.#open.filter((one) => closing(one) !== style)
        : [...this.#open, style];
    }
  }

  /** Ends the row if the unit has no place in it. */
  makeRoom({ gap, width }: Unit): void {
    if (this.#width > 0 && width > 0 && this.#width + gap + width > this.#columns) this.#end();
  }

  /** The rows that have ended; each is given once. */
  take(): string[] {
    const rows = this.#done;
    this.#done = [];
    return rows;
  }

  end(): string[] {
    this.#end();
    return this.take();
  }

  #end(): void {
    this.#done.push(this.#row + this.#open.map(closing).reverse().join(""));
    this.#row = this.#open.join("");
    this.#width = 0;
    this.#isFirst = false;
  }
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
