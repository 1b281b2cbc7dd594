/** The one line that is redrawn: last on the screen, gone before anything else is written. */

import { clip, widthOf } from "./width.ts";

export interface StatusLineOptions {
  write: (text: string) => void;
  columns: () => number;
  /** ms, from a clock that does not jump. */
  now: () => number;
  /** Calls back every `ms` until the returned function is called. */
  every: (ms: number, callback: () => void) => () => void;
  style: (text: string) => string;
}

/** Five times a second at most: more is noise, and costs slow links. */
const redrawMs = 200;
/** What was there is put back below output, so that nothing flickers; below a flood of it no more often than this. */
const restoreMs = 50;

export class StatusLine {
  readonly #options: StatusLineOptions;
  #text: (() => string) | null = null;
  #shown = 0;
  #drawn = "";
  #drawnAt = Number.NEGATIVE_INFINITY;
  #restoredAt = Number.NEGATIVE_INFINITY;
  #stop: (() => void) | null = null;

  constructor(options: StatusLineOptions) {
    this.#options = options;
  }

  /** From now on the line shows what `text` gives. */
  start(text: () => string): void {
    this.#text = text;
    this.#stop ??= this.#options.every(redrawMs, () => this.#draw());
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

  /** Writes above the line, all in one piece. */
  write(text: string): void {
    if (text === "") return;
    const { now, columns, write, style } = this.#options;
    const at = now();
    const line = this.#text && at - this.#restoredAt >= restoreMs ? this.#drawn : "";
    const gone = this.#erase();
    // A line that has not ended would run into it.
    if (line !== "" && text.endsWith("\n")) {
      this.#restoredAt = at;
      this.#keep(clip(line, columns() - 1));
    }
    write(gone + text + style(this.#drawn));
  }

  #draw(): void {
    const { now, columns, write, style } = this.#options;
    if (!this.#text) return;
    const at = now();
    if (at - this.#drawnAt < redrawMs) return;
    const line = clip(this.#text(), columns() - 1);
    if (line === this.#drawn) return;
    this.#drawnAt = at;
    const gone = this.#erase();
    this.#keep(line);
    write(gone + style(line));
  }

  #keep(line: string): void {
    this.#drawn = line;
    this.#shown = widthOf(line);
  }

  /** Blanks rather than an escape: they work on every terminal, also one that knows no escapes. */
  #erase(): string {
    if (this.#shown === 0) return "";
    const gone = `\r${" ".repeat(this.#shown)}\r`;
    this.#shown = 0;
    this.#drawn = "";
    return gone;
  }
}
