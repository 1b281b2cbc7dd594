/** Breaks a question's lines before the terminal does: what wraps by itself starts in the first column, where it could imitate a line of ours. */

import type { PromptLine } from "./prompt.ts";
import { widthOf } from "./width.ts";

/** Narrower terminals are taken as this wide; a question has to stand somewhere. */
const minColumns = 16;
/** How wide a row may be. One column stays free: some terminals wrap when the last one is filled. */
export function rowColumns(columns: number): number {
  return Math.max(minColumns, columns) - 1;
}

/** Foreign lines go on behind `  : `, character by character; others indented, between words; keys are broken between keys. */
export function wrapped(lines: readonly PromptLine[], columns: number): PromptLine[] {
  const width = rowColumns(columns);
  return lines.flatMap(({ role, text }) => {
    const lead = role === "keys" ? leadOf(keysLead, width) : leadOf(text, width);
    const own = /^ *(?=\| )/.exec(text)?.[0];
    const rows =
      role === "keys"
        ? packed(keysOf(text), { width, lead })
        : broken(text, width, own === undefined ? lead : `${own}: `, own === undefined);
    return rows.map((row): PromptLine => ({ role, text: row }));
  });
}

/** Where a key that is broken goes on. */
const keysLead = " ".repeat(11);

/** Below what a field says, else where the line began; never in the first column, on narrow terminals nearer to the edge. */
function leadOf(text: string, width: number): string {
  const start = /^ *\S+(?: \S+)* {2,}(?=\S)|^ */.exec(text)?.[0] ?? "";
  return " ".repeat(Math.max(2, Math.min(widthOf(start), Math.floor(width / 3))));
}

/** `words`: at blanks, where a row has some. */
function broken(text: string, width: number, lead: string, words: boolean): string[] {
  if (text.length * 2 <= width || (text.length <= width && /^[ -~]*$/.test(text))) return [text];
  const rows: string[] = [];
  let row = "";
  let used = 0;
  for (const character of text) {
    const needed = widthOf(character);
    if (used + needed > width) {
      const rest = words && character !== " " ? lastWord(row, width - lead.length - needed) : "";
      const full = row.slice(0, row.length - rest.length);
      rows.push(words ? full.trimEnd() : full);
      row = lead + rest;
      used = widthOf(row);
      // The blank at which it was broken.
      if (words && character === " ") continue;
    }
    row += character;
    used += needed;
  }
  return [...rows, row];
}

/** What goes on to the next row with the word that is cut; "": the word has the row for itself, or no room there. */
function lastWord(row: string, room: number): string {
  const [, before = "", word = ""] = /^(.* )(.*)$/s.exec(row) ?? [];
  return before.trim() !== "" && widthOf(word) <= room ? word : "";
}

/** As many of them in a row as fit, two blanks between; one that is wider than a row is broken itself. */
export function packed(
  parts: readonly string[],
  { width, lead, start = "", next = start }: Packing,
): string[] {
  const rows: string[] = [];
  let row = start;
  let isEmpty = true;
  for (const part of parts) {
    const gap = isEmpty ? "" : "  ";
    if (!isEmpty && widthOf(row + gap + part) > width) {
      rows.push(row);
      row = next + part;
    } else row += gap + part;
    isEmpty = false;
  }
  return [...rows, row].flatMap((one) => broken(one, width, lead, true));
}

interface Packing {
  width: number;
  /** Before what goes on of a part that is broken. */
  lead: string;
  /** Before the first row, and before the others. Default: nothing; as the first. */
  start?: string;
  next?: string;
}

/** `[y] once  [n] no` as two. */
export function keysOf(text: string): string[] {
  return text.split(/ {2}(?=\[)/);
}
