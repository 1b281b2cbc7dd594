/** The rows of an open block of Markdown that nothing can change any more: of a paragraph, or of the first line of a list item or quote. */

import { ProseFold } from "./fold-styled.ts";
import { InlineCuts } from "./inline-cuts.ts";
import { inlineText, type Lex, prose } from "./markdown.ts";
import type { Styles } from "./style.ts";
import { widthOf } from "./width.ts";

/** Characters of a block that are read as Markdown; what is longer is given out as it is. */
export const longestBlock = 8_000;
/** So much may be looked at to see how a block begins. */
const longestStart = 64;
/** Of what is held back, at most so much is read again to be shown while it grows, and so many rows stand there. */
const longestGrowing = 1000;
const mostGrowing = 3;

/** Makes a title or a table of the line before. */
export const readsBack = /^[ \t]*(?:=+|(?:\| *)?:?-+:? *(?:\| *:?-+:? *)*(?:\| *)?)[ \t]*$/;

/** Too wide to be a title, or the head of a table: how it is read does not depend on the next line. Deviates from CommonMark, for the sake of streaming. */
export function isTooWideForHead(line: string, columns: number): boolean {
  const bar = line.indexOf("|");
  return widthOf(bar < 0 ? line : line.slice(0, bar)) > columns;
}

interface Start {
  kind: "paragraph" | "item" | "quote";
  /** Characters before the text. */
  length: number;
  /** What stands before the first row, and before each other one. */
  first: string;
  rest: string;
}

export interface EarlyOptions {
  lex: Lex;
  styles: Styles;
  columns: number;
}

export class EarlyRows {
  readonly #options: EarlyOptions;
  /** `over`: what comes now is shown when the block has ended. */
  #phase: "start" | "line" | "between" | "over" = "start";
  #start: Start = { kind: "paragraph", length: 0, first: "", rest: "" };
  #cuts: InlineCuts;
  #fold: ProseFold;
  /** All characters that came, and those of them that `#cuts` has. */
  #seen = 0;
  #taken = 0;
  /** What waits until it is known how its line is read. */
  #waiting = "";
  /** The line so far, as long as it could be the head of a table or a title; null: it cannot. */
  #line: string | null = "";
  #lookAgainAt = 0;
  #given: string[] = [];

  constructor(options: EarlyOptions) {
    this.#options = options;
    this.#cuts = new InlineCuts(options.lex);
    this.#fold = new ProseFold(options.columns);
  }

  /** Those that were given out. */
  get given(): readonly string[] {
    return this.#given;
  }

  /** More of the block, line feeds included; the rows that are settled by it. */
  push(text: string): string[] {
    if (this.#phase === "over" || text === "") return [];
    const taken = text.slice(0, longestBlock - this.#seen);
    this.#seen += taken.length;
    const before = this.#given.length;
    let rest = taken;
    while (rest !== "" && !this.#isOver()) {
      const end = rest.indexOf("\n");
      this.#part(end < 0 ? rest : rest.slice(0, end));
      if (end < 0) break;
      this.#lineEnd();
      rest = rest.slice(end + 1);
    }
    if (this.#seen >= longestBlock) this.#phase = "over";
    return this.#given.slice(before);
  }

  /** The rows that are not out yet, of a block that is read as Markdown; `rows`: all of them. */
  restOf(rows: readonly string[]): string[] {
    const given = this.#given;
    const differs = given.findIndex((row, index) => row !== rows[index]);
    // Rather twice than not at all, should a row have been given out too early.
    return rows.slice(differs < 0 ? given.length : differs);
  }

  /** The same of a block that is too long to be: `text`, from where it is not settled, as it was written. */
  restAsWritten(text: string): string[] {
    const before = this.#given.length;
    this.push(text.slice(this.#seen));
    if (this.#given.length === 0) return prose(text, this.#options.columns);
    const lines = text.slice(this.#taken - this.#cuts.held.length).split("\n");
    for (const line of lines) this.#give([...this.#fold.push(line), ...this.#fold.end()]);
    return this.#given.slice(before);
  }

  /** The rows that grow, as they would stand if this were the end; empty: they are not shown before they are finished. */
  get growing(): string[] {
    const rest = this.#cuts.held + this.#waiting;
    if (this.#isOver() || this.#phase === "start" || rest.length > longestGrowing) return [];
    const { lex, styles } = this.#options;
    const fold = this.#fold.copy();
    const [head = "", ...more] = inlineText(lex.inline(rest), styles).split("\n");
    const rows = [...fold.push(head), ...fold.end()];
    for (const line of more) rows.push(...fold.push(line), ...fold.end());
    const given = this.#given.length;
    return rows
      .map((row, index) => (given + index === 0 ? this.#start.first : this.#start.rest) + row)
      .slice(-mostGrowing);
  }

  #isOver(): boolean {
    return this.#phase === "over";
  }

  #part(text: string): void {
    if (text === "") return;
    this.#waiting += text;
    if (this.#phase === "start") this.#begin();
    else if (this.#phase === "between") this.#goOn();
    else this.#look(text);
  }

  #begin(): void {
    const start = startOf(this.#waiting, this.#options.styles);
    if (start === "other" || (!start && this.#waiting.length > longestStart)) this.#phase = "over";
    if (!start || start === "other") return;
    this.#start = start;
    this.#fold = new ProseFold(this.#options.columns - start.rest.length);
    if (start.kind === "quote") this.#fold = new ProseFold(this.#options.columns - 2);
    this.#phase = "line";
    const line = this.#waiting;
    this.#taken = start.length;
    this.#waiting = line.slice(start.length);
    this.#look(line);
  }

  /** As soon as the line cannot be a head any more, it is read. */
  #look(text: string): void {
    if (this.#line !== null) {
      this.#line += text;
      const { length } = this.#line;
      if (length < this.#lookAgainAt) return;
      const { columns } = this.#options;
      if (!isTooWideForHead(this.#line, columns)) {
        // No character is wider than two columns; a line of those that take none would cost its square.
        const missing = Math.floor((columns - widthOf(this.#line)) / 2);
        this.#lookAgainAt = length + Math.max(1, missing, (length - 2 * columns) >> 3);
        return;
      }
      this.#line = null;
    }
    this.#read();
  }

  #lineEnd(): void {
    if (this.#phase === "between" && /\n[ \t]*$/.test(this.#waiting)) {
      // A blank line: that of a paragraph has ended the block.
      this.#waiting = this.#waiting.replace(/[ \t]*$/, "");
      this.#settleLine();
      this.#phase = "over";
    }
    if (this.#phase !== "line" || this.#start.kind === "quote") {
      this.#phase = "over";
      return;
    }
    this.#waiting += "\n";
    this.#phase = "between";
  }

  /** A further line has begun: once it is no underline of any kind, the one before is what it seemed to be. */
  #goOn(): void {
    const at = this.#waiting.indexOf("\n") + 1;
    const begun = this.#waiting.slice(at);
    if (/^[ \t|:=-]*$/.test(begun)) return;
    // What is nested in an item is shown when the item has ended.
    const starts = this.#start.kind === "paragraph" && textStarts(begun);
    if (starts === null && begun.length <= longestStart) return;
    this.#waiting = this.#waiting.slice(0, at);
    this.#settleLine();
    this.#waiting = begun;
    this.#line = "";
    this.#lookAgainAt = 0;
    this.#phase = starts ? "line" : "over";
    if (starts) this.#look(begun);
  }

  #settleLine(): void {
    this.#read();
    if (this.#cuts.endLine()) this.#give(this.#fold.end());
  }

  #read(): void {
    const text = this.#waiting;
    this.#waiting = "";
    this.#taken += text.length;
    for (const tokens of this.#cuts.push(text)) {
      const [head = "", ...more] = inlineText(tokens, this.#options.styles).split("\n");
      this.#give(this.#fold.push(head));
      for (const line of more) this.#give([...this.#fold.end(), ...this.#fold.push(line)]);
    }
  }

  #give(rows: readonly string[]): void {
    const { first, rest } = this.#start;
    for (const row of rows) this.#given.push((this.#given.length === 0 ? first : rest) + row);
  }
}

/** null: more has to be seen. Only what is certain; everything else is shown when its block has ended. */
function startOf(line: string, styles: Styles): Start | "other" | null {
  const mark = /^(?:(>) ?|([-*+]|\d{1,9}[.)]) {1,4})(?=\S)/.exec(line);
  const [before = "", quote, bullet] = mark ?? [];
  const text = line.slice(before.length);
  if (!mark && /^(?:> ?|(?:[-*+]|\d{1,9}[.)]) {0,4})$/.test(line)) return null;
  const box = bullet ? /^\[([ xX])\] +(?=\S)/.exec(text) : null;
  if (bullet && !box && /^\[(?:$|[ xX](?:$|\]\s*$))/.test(text)) return null;
  if (bullet && !box && /^\[[ xX]\]\s/.test(text)) return "other";
  const starts = textStarts(text.slice(box?.[0].length ?? 0));
  if (starts === null) return null;
  if (!starts) return "other";
  const length = before.length + (box?.[0].length ?? 0);
  if (quote) {
    const lead = `${styles.dim(">")} `;
    return { kind: "quote", length, first: lead, rest: lead };
  }
  if (!bullet) return { kind: "paragraph", length: 0, first: "", rest: "" };
  const number = Number.parseInt(bullet, 10);
  const shown = Number.isNaN(number) ? "- " : `${number}. `;
  const checked = box ? `[${box[1] === " " ? " " : "x"}] ` : "";
  return { kind: "item", length, first: shown + checked, rest: " ".repeat(shown.length) };
}

/** Whether running text begins so, and no block of another kind. */
function textStarts(text: string): boolean | null {
  const decided = (undecided: RegExp, yes: RegExp) =>
    undecided.test(text) ? null : yes.test(text);
  const first = text[0] ?? "";
  if (/\d/.test(first)) return decided(/^\d{1,9}[.)]?$/, /^(?!\d{1,9}[.)]\s)/);
  if (/[*_]/.test(first)) return decided(/^[*_]{1,3}$/, /^(?:\*{1,3}|_{1,3})[^\s*_]/);
  if (first === "`") return decided(/^`$/, /^`[^`]/);
  if (first === "[") return decided(/^\[[^\]]*\]?$/, /^\[[^\]]*\][^:]/);
  if (/[-+]/.test(first)) return decided(/^[-+]$/, /^[-+][^\s+-]/);
  return first !== "" && !/[\s<>#|=~:\\]/.test(first);
}
