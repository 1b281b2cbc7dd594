/** The rows at the bottom where something is typed: drawn below the output, gone while output is written, there again. */

import { cellsOf, cellWidth, shownCell } from "./cells.ts";
import * as dumb from "./dumb.ts";
import { type Layout, layoutOf, type View, windowOf } from "./layout.ts";
import { erase, leave, paint } from "./paint.ts";

export interface AreaScreen {
  write(text: string): void;
  columns(): number;
  rows(): number;
  /** For screen readers: as little is redrawn as can be. Default: false. */
  plain?: boolean;
  /** It knows no escapes. Default: false. */
  dumb?: boolean;
}

/** Where the output stands: `filled` rows have their cursor past the last column, the next character wraps. */
interface OutputPlace {
  column: number;
  filled: boolean;
}

export class Area {
  readonly #screen: AreaScreen;
  #view: View | null = null;
  #drawn: Layout | null = null;
  /** The output's column in the row above the area; 0: the area begins where the output ended. */
  #under = 0;
  #output: OutputPlace = { column: 0, filled: false };

  constructor(screen: AreaScreen) {
    this.#screen = screen;
  }

  get columns(): number {
    return this.#screen.columns();
  }

  /** From now on this stands there; only what changed is written. */
  show(view: View): void {
    this.#view = view;
    this.#screen.write(this.#draw(view));
  }

  hide(): void {
    this.#view = null;
    this.#screen.write(this.#erase());
  }

  /** It stays on the screen as it is now, in full; what comes next begins below it. */
  leave(): void {
    const view = this.#view;
    this.#view = null;
    if (!view) return;
    const { below: _, ...lasting } = view;
    const whole = layoutOf(lasting, this.columns);
    if (this.#screen.dumb) {
      this.#screen.write(dumb.leave(this.#drawn, whole));
      this.#forget();
      return;
    }
    const isDrawn = this.#drawn && whole.rows.length < this.#screen.rows();
    const text = isDrawn
      ? paint(this.#drawn, whole, this.#screen.plain)
      : this.#erase() + paint(null, whole);
    this.#screen.write(text + leave(whole));
    this.#forget();
  }

  /** Output, above whatever is shown. */
  print(text: string): void {
    const before = this.#erase();
    this.#output = placeAfter(text, this.#output, this.columns);
    this.#screen.write(before + text + (this.#view ? this.#draw(this.#view) : ""));
  }

  /** The terminal was resized, or somebody else has written: what is shown is drawn anew. */
  redraw(): void {
    if (this.#view) this.#screen.write(this.#draw(this.#view));
  }

  /** Somebody else gets the screen until `redraw`. `keep`: what stands there stays; otherwise it is taken away. */
  stepAside(keep: boolean): void {
    const left = keep && this.#drawn ? this.#drawn : null;
    this.#screen.write(left ? (this.#screen.dumb ? "\r\n" : leave(left)) : this.#erase());
    this.#forget();
  }

  clearScreen(): void {
    this.#screen.write(this.#screen.dumb ? "\r\n" : "\x1b[H\x1b[2J");
    this.#forget();
    this.redraw();
  }

  #forget(): void {
    this.#drawn = null;
    this.#under = 0;
    this.#output = { column: 0, filled: false };
  }

  #draw(view: View): string {
    // Below a line that has not ended are rows that are redrawn: they must not leave the screen.
    const isBelow = this.#under > 0 || this.#output.column > 0 || this.#output.filled;
    const height = Math.max(2, this.#screen.rows() - (isBelow ? 6 : 1));
    const layout = windowOf(layoutOf(view, this.columns), height);
    let text = "";
    if (!this.#drawn && (this.#output.column > 0 || this.#output.filled)) {
      text = "\r\n";
      this.#under = this.#output.column;
    }
    text += this.#screen.dumb
      ? dumb.paint(this.#drawn, layout)
      : paint(this.#drawn, layout, this.#screen.plain);
    this.#drawn = layout;
    return text;
  }

  #erase(): string {
    if (!this.#drawn) return "";
    if (this.#screen.dumb) {
      const text = dumb.erase(this.#drawn);
      this.#forget();
      return text;
    }
    const text = erase(this.#drawn, this.columns);
    const column = this.#under % this.columns;
    this.#drawn = null;
    this.#under = 0;
    return column > 0 ? `${text}\x1b[A\x1b[${column}C` : text;
  }
}

/** Styles, titles and bells move nothing. */
const unseen =
  /\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|[\0-\x08\x0b\x0c\x0e-\x1f\x7f]/g;

function placeAfter(text: string, from: OutputPlace, columns: number): OutputPlace {
  if (text === "") return from;
  const start = Math.max(text.lastIndexOf("\n"), text.lastIndexOf("\r")) + 1;
  let column = start > 0 || from.filled ? 0 : from.column;
  for (const cell of cellsOf(text.slice(start).replace(unseen, ""))) {
    column = cell === "\t" ? (Math.floor(column / 8) + 1) * 8 : column + cellWidth(shownCell(cell));
  }
  return { column: column % columns, filled: column > 0 && column % columns === 0 };
}
