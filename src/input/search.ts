/** Ctrl-R: words typed find the last prompt that holds them; Ctrl-R again an older one. */

import { phrase } from "../core/messages/phrase.ts";
import { type Cell, cellsOf, shownText, textOf } from "./cells.ts";
import { found, type History } from "./history.ts";
import type { Input } from "./keys.ts";
import type { View } from "./layout.ts";
import { emptyLine, insertText, type Line, lineOf, moved, removed } from "./line.ts";

/** So much of what was found is shown. */
const shownRows = 3;

export class Search {
  readonly #history: History;
  #words: Line = emptyLine;
  #at: number;

  constructor(history: History) {
    this.#history = history;
    this.#at = found(history.entries(), "", 0);
  }

  /** `keep`: what was found goes into the editor; `drop`: back to what was there; null: the search goes on. */
  take(input: Input): "keep" | "drop" | null {
    if ("paste" in input) this.#look(insertText(this.#words, input.paste.replace(/\s+/g, " ")));
    else if (["escape", "ctrl-c", "ctrl-g"].includes(input.key)) return "drop";
    else if (input.key === "ctrl-r" || input.key === "up") this.#older();
    else if (input.key === "backspace")
      this.#look(
        removed(this.#words, Math.max(0, this.#words.cursor - 1), this.#words.cursor).line,
      );
    else if (isText(input.raw)) this.#look(insertText(this.#words, input.raw));
    else return "keep";
    return null;
  }

  /** null: nothing holds the words. */
  get line(): Line | null {
    const entry = this.#history.entries()[this.#at];
    return entry ? lineOf(entry.flatMap(cellsOfPart)) : null;
  }

  get view(): View {
    const { line } = this;
    const rows = line ? shown(line) : [phrase("(nothing earlier holds this)")];
    return { prompt: "search: ", ...moved(this.#words, this.#words.cells.length), below: rows };
  }

  #look(words: Line): void {
    this.#words = words;
    this.#at = found(this.#history.entries(), textOf(words.cells), 0);
  }

  #older(): void {
    const next = found(this.#history.entries(), textOf(this.#words.cells), this.#at + 1);
    if (next >= 0) this.#at = next;
  }
}

export function cellsOfPart(part: Cell): Cell[] {
  return typeof part === "string" ? cellsOf(part) : [part];
}

function shown({ cells }: Line): string[] {
  const text = cells.map((cell) => (typeof cell === "string" ? cell : cell.label)).join("");
  const rows = text.split("\n").map(shownText);
  if (rows.length <= shownRows) return rows;
  return [...rows.slice(0, shownRows - 1), phrase("… {1} more", rows.length - shownRows + 1)];
}

export function isText(raw: string): boolean {
  return !/^[\x00-\x1f\x7f-\x9f]/.test(raw);
}
