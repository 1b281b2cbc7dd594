/** Breaks lines of our own making between words, before the terminal breaks them in the middle of one. */

import { widthOf } from "./width.ts";

/** Lines of a file or a command (`  | `, `  : `) are not ours and stay whole, so do command lines to copy and a word that has no room in any row. */
export function wrapWords(text: string, columns: number): string {
  return text
    .split("\n")
    .map((line) => (/^ *[|:] | && /.test(line) ? line : rowsOf(line, columns)))
    .join("\n");
}

function rowsOf(line: string, columns: number): string {
  if (widthOf(line) <= columns) return line;
  const lead = leadOf(line, columns);
  const rows: string[] = [];
  let row = "";
  for (const part of partsOf(line)) {
    const needed = widthOf(part.trimEnd());
    const hasRoom = widthOf(row) + needed <= columns || lead.length + needed > columns;
    if (hasRoom || row.trim() === "") row += part;
    else {
      rows.push(row.trimEnd());
      row = lead + part;
    }
  }
  return [...rows, row].join("\n");
}

/** Below where the description began, as long as the larger part of the row is left for it. */
function leadOf(line: string, columns: number): string {
  const bare = line.replace(/\x1b\[[0-9;]*m/g, "");
  const label = /^ *\S+(?: \S+)* {2,}(?=\S)/.exec(bare)?.[0] ?? "";
  if (label !== "" && widthOf(label) <= columns / 3) return " ".repeat(widthOf(label));
  const mark = /^ *(?:[·!$-] )?/.exec(bare)?.[0].length ?? 0;
  // Never in the first column, where foreign words in it could pass for a line of ours.
  return " ".repeat(Math.max(2, mark));
}

/** Pieces between which a row may end: words with the blanks behind them; of words in wide characters each of those. */
function partsOf(line: string): string[] {
  return (line.match(/^ +|[^ ]+ */g) ?? []).flatMap((word) => {
    if (!wide.test(word)) return [word];
    const parts: string[] = [];
    let last = "";
    for (const character of word) {
      const together =
        staysBehind.test(character) ||
        staysBefore.test(last) ||
        !(wide.test(character) || wide.test(last));
      if (together && parts.length > 0) parts.push(parts.pop() + character);
      else parts.push(character);
      last = character;
    }
    return parts;
  });
}

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u;
/** What no row begins with, and what none ends with. */
const staysBehind = /[ 、。，．：；！？）」』］】》〉ー…・,.:;!?)\]]/u;
const staysBefore = /[(「『（［【《〈[]/u;
