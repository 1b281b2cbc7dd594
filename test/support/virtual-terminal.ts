/** A terminal as far as our own output needs one: rows, a cursor, wide characters, and the escapes that we write. */

import { cellsOf, cellWidth, textOf } from "../../src/input/cells.ts";

export class VirtualTerminal {
  columns: number;
  readonly height: number;
  /** What scrolled out at the top comes first. */
  #rows: string[][] = [[]];
  #row = 0;
  #column = 0;

  constructor(columns = 40, height = 10) {
    this.columns = columns;
    this.height = height;
  }

  write(text: string): void {
    for (const [piece = ""] of text.matchAll(/\x1b\[[0-9;?]*[A-Za-z]|[\r\n]|[^\x1b\r\n]+/g)) {
      if (piece === "\r") this.#column = 0;
      else if (piece === "\n") {
        // As the system's terminals have it: a line feed is a carriage return as well.
        this.#column = 0;
        this.#down(1, true);
      } else if (piece.startsWith("\x1b")) this.#escape(piece);
      else for (const cell of cellsOf(piece)) this.#put(textOf([cell]));
    }
  }

  get text(): string {
    return this.#rows
      .map((row) => row.join("").trimEnd())
      .join("\n")
      .trimEnd();
  }

  get cursor(): { row: number; column: number } {
    return { row: this.#row, column: this.#column };
  }

  #put(cell: string): void {
    const width = cellWidth(cell);
    if (this.#column + width > this.columns) {
      this.#column = 0;
      this.#down(1, true);
    }
    const row = this.#here();
    while (row.length < this.#column) row.push(" ");
    row[this.#column++] = cell;
    for (let more = 1; more < width; more++) row[this.#column++] = "";
  }

  #here(): string[] {
    let row = this.#rows[this.#row];
    if (!row) {
      row = [];
      this.#rows[this.#row] = row;
    }
    return row;
  }

  #down(rows: number, scrolls: boolean): void {
    for (let done = 0; done < rows; done++) {
      if (this.#row < this.#rows.length - 1) this.#row++;
      else if (scrolls) {
        this.#rows.push([]);
        this.#row++;
      }
    }
  }

  #escape(sequence: string): void {
    const count = Number(/\d+/.exec(sequence)?.[0] ?? 1);
    const top = Math.max(0, this.#rows.length - this.height);
    const kind = sequence.at(-1);
    if (kind === "A") this.#row = Math.max(top, this.#row - count);
    else if (kind === "B") this.#down(count, false);
    else if (kind === "C") this.#column = Math.min(this.columns - 1, this.#column + count);
    else if (kind === "K") this.#here().length = Math.min(this.#here().length, this.#column);
    else if (kind === "J") {
      this.#here().length = Math.min(this.#here().length, this.#column);
      this.#rows.length = this.#row + 1;
    }
  }
}
