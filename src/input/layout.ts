/** Where the cells of a line stand on the screen. Pure. Rows are broken here, never by the terminal. */

import { type Cell, cellsOf, cellWidth, shownCell } from "./cells.ts";

export interface Row {
  /** With styles, without a line end. */
  text: string;
  width: number;
}

export interface Place {
  row: number;
  column: number;
}

export interface Layout {
  rows: readonly Row[];
  cursor: Place;
  /** Of the terminal that it was made for. */
  columns: number;
}

/** What stands on the screen while something is typed. */
export interface View {
  /** Rows above, each cut to one row. */
  above?: readonly string[];
  prompt: string;
  cells: readonly Cell[];
  cursor: number;
  /** Rows below, each cut to one row. */
  below?: readonly string[];
  /** For pastes and for what stands above and below. Default: as it is. */
  dim?: (text: string) => string;
}

/** Further rows stand under the first one's text. */
const indent = "  ";
const minColumns = 10;

export function layoutOf(view: View, columns: number): Layout {
  const { above = [], below = [], dim = (text: string) => text } = view;
  const width = rowWidth(columns);
  const { rows, places } = flowOf(view, columns);
  const { row, column } = places[view.cursor] ?? { row: 0, column: 0 };
  return {
    rows: [
      ...above.map((text) => cutRow(text, width, dim)),
      ...rows,
      ...below.map((text) => cutRow(text, width, dim)),
    ],
    cursor: { row: above.length + row, column },
    columns,
  };
}

/** The rows of prompt and cells, and where each cell stands; the last place is behind them all. */
function flowOf(view: View, columns: number): { rows: Row[]; places: Place[] } {
  const { prompt, cells, dim } = view;
  const flow = new Flow(rowWidth(columns));
  for (const cell of cellsOf(prompt)) flow.put(shownCell(cell));
  const places = cells.map((cell) => {
    const shown = shownCell(cell);
    const place = flow.place(cell === "\n" ? "" : shown);
    if (cell === "\n") flow.newRow();
    else flow.put(shown, typeof cell === "string" ? undefined : dim);
    return place;
  });
  return { rows: flow.rows, places: [...places, flow.place("")] };
}

/** The last column stays free: a row that fills it wraps on some terminals and not on others. */
function rowWidth(columns: number): number {
  return Math.max(minColumns, columns) - 1;
}

/** The part around the insertion point that fits into `height` rows. */
export function windowOf(layout: Layout, height: number): Layout {
  const { rows, cursor, columns } = layout;
  if (rows.length <= height) return layout;
  const first = Math.min(Math.max(0, cursor.row - Math.floor(height / 2)), rows.length - height);
  return {
    rows: rows.slice(first, first + height),
    cursor: { row: cursor.row - first, column: cursor.column },
    columns,
  };
}

/** Where the insertion point goes when it is moved up (-1) or down by a row; null: there is no such row. */
export function cursorMoved(view: View, columns: number, rows: -1 | 1): number | null {
  const { places } = flowOf(view, columns);
  const from = places[view.cursor] ?? { row: 0, column: 0 };
  let best: { index: number; distance: number } | null = null;
  for (const [index, place] of places.entries()) {
    if (place.row !== from.row + rows) continue;
    const distance = Math.abs(place.column - from.column);
    if (!best || distance < best.distance) best = { index, distance };
  }
  return best?.index ?? null;
}

class Flow {
  readonly rows: Row[] = [{ text: "", width: 0 }];
  readonly #width: number;

  constructor(width: number) {
    this.#width = width;
  }

  put(shown: string, style?: (text: string) => string): void {
    const width = cellWidth(shown);
    // What is wider than a row (a label, an escape) goes in piece by piece.
    if (width > this.#width - indent.length && shown.length > 1) {
      for (const piece of shown) this.put(piece, style);
      return;
    }
    if (this.#row.width + width > this.#width) this.newRow();
    this.#row.text += style ? style(shown) : shown;
    this.#row.width += width;
  }

  newRow(): void {
    this.rows.push({ text: indent, width: indent.length });
  }

  /** Where a cell that shows this would stand. */
  place(shown: string): Place {
    const width = Math.min(cellWidth(shown), this.#width - indent.length);
    if (this.#row.width + width > this.#width)
      return { row: this.rows.length, column: indent.length };
    return { row: this.rows.length - 1, column: this.#row.width };
  }

  get #row(): Row {
    return this.rows[this.rows.length - 1] as Row;
  }
}

function cutRow(text: string, width: number, style: (text: string) => string): Row {
  let shown = "";
  let used = 0;
  for (const cell of cellsOf(text)) {
    const one = cell === "\n" ? " " : shownCell(cell);
    const needed = cellWidth(one);
    if (used + needed > width - 1) {
      shown += "…";
      used++;
      break;
    }
    shown += one;
    used += needed;
  }
  return { text: style(shown), width: used };
}
