/** What is redrawn: the last line on the screen, and above it the rows of text that grow; gone before anything else is written. */

import { clip, widthOf } from "./width.ts";

export interface StatusLineOptions {
  write: (text: string) => void;
  columns: () => number;
  /** ms, from a clock that does not jump. */
  now: () => number;
  /** Calls back every `ms` until the returned function is called. */
  every: (ms: number, callback: () => void) => () => void;
  style: (text: string) => string;
  /** The rows that grow, with styles, a blank line before them where one will stand there; "": there are none. Missing: none ever. */
  growing?: () => string;
}

/** Five times a second at most: more is noise, and costs slow links. */
const redrawMs = 200;
/** What grows is read, not glanced at: ten times. */
const growMs = 100;
/** What was there is put back below output, so that nothing flickers; below a flood of it no more often than this. */
const restoreMs = 50;

export class StatusLine {
  readonly #options: StatusLineOptions;
  #text: (() => string) | null = null;
  #drawn = "";
  #grown = "";
  #drawnAt = Number.NEGATIVE_INFINITY;
  #grownAt = Number.NEGATIVE_INFINITY;
  #restoredAt = Number.NEGATIVE_INFINITY;
  #stop: (() => void) | null = null;
  #paused = false;

  constructor(options: StatusLineOptions) {
    this.#options = options;
  }

  /** From now on the line shows what `text` gives. */
  start(text: () => string): void {
    const { every, growing } = this.#options;
    this.#text = text;
    this.#stop ??= every(growing ? growMs : redrawMs, () => this.#draw());
    this.#draw();
  }

  /** Takes the line away until the next `start`: somebody else has the screen. */
  stop(): void {
    this.#text = null;
    this.#stop?.();
    this.#stop = null;
    const gone = this.#erase();
    if (gone !== "") this.#options.write(gone);
  }

  /** Takes it away until `resume`, and nothing redraws it: the whole program is about to stand still. */
  pause(): void {
    this.#paused = true;
    const gone = this.#erase();
    if (gone !== "") this.#options.write(gone);
  }

  resume(): void {
    this.#paused = false;
    this.#drawnAt = Number.NEGATIVE_INFINITY;
    this.#draw();
  }

  /** Writes above the line, all in one piece. */
  write(text: string): void {
    if (text === "") return;
    const { now, columns, write } = this.#options;
    const at = now();
    const line = this.#text && at - this.#restoredAt >= restoreMs ? this.#drawn : "";
    const gone = this.#erase();
    // A line that has not ended would run into it.
    if (line !== "" && text.endsWith("\n")) {
      this.#restoredAt = at;
      this.#drawn = clip(line, columns() - 1);
      this.#grow(at);
    }
    write(gone + text + this.#shown());
  }

  #draw(): void {
    const { now, columns, write } = this.#options;
    if (!this.#text || this.#paused) return;
    const at = now();
    const isDue = at - this.#drawnAt >= redrawMs;
    if (!isDue && at - this.#grownAt < growMs) return;
    const line = isDue || this.#drawn === "" ? clip(this.#text(), columns() - 1) : this.#drawn;
    const before = { line: this.#drawn, grown: this.#grown };
    const gone = this.#erase();
    this.#grow(at);
    this.#drawn = line;
    if (line === before.line && this.#grown === before.grown) return;
    if (isDue) this.#drawnAt = at;
    write(gone + this.#shown());
  }

  /** What does not fit is shown when it is finished. */
  #grow(at: number): void {
    const { growing, columns } = this.#options;
    if (!growing) return;
    this.#grownAt = at;
    const rows = growing();
    this.#grown = rows.split("\n").every((row) => widestOf(row) <= columns()) ? rows : "";
  }

  #shown(): string {
    const line = this.#options.style(this.#drawn);
    return this.#drawn === "" || this.#grown === "" ? line : `${this.#grown}\n${line}`;
  }

  /** Of one row by blanks rather than an escape: they work on every terminal, also one that knows no escapes. */
  #erase(): string {
    if (this.#drawn === "") return "";
    const width = widthOf(this.#drawn);
    const above = this.#options.growing ? this.#above(width) : 0;
    this.#drawn = "";
    this.#grown = "";
    return above > 0 ? `\r\x1b[${above}A\x1b[J` : `\r${" ".repeat(width)}\r`;
  }

  /** Rows between the start of what is shown and the cursor; a terminal that became narrower has broken them. */
  #above(width: number): number {
    const columns = this.#options.columns();
    const rows = this.#grown === "" ? [] : this.#grown.split("\n");
    const heights = rows.map((row) => Math.max(1, Math.ceil(widthOf(row) / columns)));
    const broken = Math.max(0, Math.ceil(width / columns) - 1);
    return heights.reduce((sum, height) => sum + height, broken);
  }
}

/** A row that a terminal breaks cannot be taken away whole: tabs and emoji count with what they take at most. */
function widestOf(row: string): number {
  const emoji = row.match(/\p{Extended_Pictographic}|\p{Regional_Indicator}/gu)?.length ?? 0;
  return widthOf(row) + 2 * emoji + 7 * (row.split("\t").length - 1);
}
