/** Breaks lines of our own making between words, before the terminal breaks them in the middle of one. Pure: how wide a text is, says the caller. */

/** Columns of a text on the terminal it is for. */
export type WidthOf = (text: string) => number;

export interface Rows {
  columns: number;
  widthOf: WidthOf;
  /** Before every row but the first. Default: below where the line's description began. */
  lead?: string;
  /** A word that has no room in any row is broken too. Default: it stays whole, to be copied. */
  cut?: boolean;
}

/** Lines of a file or a command (`  | `, `  : `) are not ours and stay whole, so do command lines to copy. */
export function wrapWords(text: string, rows: Rows): string {
  return text
    .split("\n")
    .map((line) => (/^ *[|:] | && /.test(line) ? line : wordRows(line, rows).join("\n")))
    .join("\n");
}

/** One line, as the rows it takes; at least one. */
export function wordRows(line: string, options: Rows): string[] {
  const { columns, widthOf, cut = false } = options;
  if (widthOf(line) <= columns) return [line];
  const lead = options.lead ?? leadOf(line, columns, widthOf);
  const rows: string[] = [];
  let row = "";
  /** Of the row. */
  let used = 0;
  const end = (next: string) => {
    rows.push(row.trimEnd());
    row = lead + next;
    used = widthOf(row);
  };
  for (const part of partsOf(line)) {
    const needed = widthOf(part.trimEnd());
    const fits = used + needed <= columns;
    const hasRoom = lead.length + needed <= columns;
    if (fits || !(hasRoom || cut) || (hasRoom && row.trim() === "")) {
      row += part;
      used += widthOf(part);
    } else if (hasRoom) end(part);
    else {
      for (const character of part) {
        const width = widthOf(character);
        if (used + width > columns) end("");
        row += character;
        used += width;
      }
    }
  }
  return [...rows, used > columns ? row.trimEnd() : row];
}

/** Below where the description began, else where the line did behind its mark; nearer to the edge where that is past a third. */
function leadOf(line: string, columns: number, widthOf: WidthOf): string {
  const bare = line.replace(/\x1b\[[0-9;]*m/g, "");
  const start = /^ *\S+(?: \S+)* {2,}(?=\S)|^ *(?:[·!$-] )?/.exec(bare)?.[0] ?? "";
  // Never in the first column, where foreign words in it could pass for a line of ours.
  return " ".repeat(Math.max(2, Math.min(widthOf(start), Math.floor(columns / 3))));
}

/** Pieces between which a row may end: words with the blanks behind them, a number with what is counted. */
function partsOf(line: string): string[] {
  const parts: string[] = [];
  for (const part of (line.match(/^ +|[^ ]+ */g) ?? []).flatMap(wordParts)) {
    const before = parts.at(-1);
    if (before !== undefined && /(?:^|[^\w.])\d+ $/.test(before) && startsWide.test(part))
      parts.push(parts.pop() + part);
    else parts.push(part);
  }
  return parts;
}

let segmenter: Intl.Segmenter | undefined;

/**
 * Of one word, which may have blanks behind it: itself; written in wide characters, without blanks, its words as far as they
 * are known, with the signs that no row begins or ends with.
 */
export function wordParts(word: string): string[] {
  return wide.test(word) ? clausesOf(word).flatMap(clauseParts) : [word];
}

/** What is read together: how a clause is broken does not depend on what stands beside it. */
function clausesOf(word: string): string[] {
  return inUnits(word, endsClause);
}

/** Whether a clause of wide characters ends between two characters. */
export function endsClause(before: string, after: string): boolean {
  return /[、。，；！？]/.test(before) && !staysBehind.test(after);
}

function clauseParts(word: string): string[] {
  // To look words up takes longer than to count characters, and the longer the run the more so.
  if (word.length > longestLookedUp) return inUnits(word, breaksBetween);
  segmenter ??= new Intl.Segmenter("ja", { granularity: "word" });
  const words = Array.from(segmenter.segment(word), ({ segment }) => segment);
  return inUnits(words, (before, after) => {
    if (!breaksBetween(lastOf(before), firstOf(after))) return false;
    const all = before + after;
    if (all.length > longestUnit) return true;
    // Endings and particles belong to what is before them; a foreign word may be known in parts only.
    return !(onlyHiragana.test(after) || onlyKatakana.test(all));
  }).flatMap((unit) => (unit.length > longestUnit ? inUnits(unit, breaksBetween) : [unit]));
}

const longestLookedUp = 1000;
/** In characters. A longer one leaves too much of a row empty, and has no room in a narrow one. */
const longestUnit = 8;
const onlyHiragana = /^\p{Script=Hiragana}+$/u;
const onlyKatakana = /^[\p{Script=Katakana}ー・]+$/u;

function inUnits(
  pieces: Iterable<string>,
  breaks: (before: string, after: string) => boolean,
): string[] {
  const units: string[] = [];
  let last = "";
  for (const piece of pieces) {
    const before = units.at(-1);
    if (before === undefined || breaks(typeof pieces === "string" ? last : before, piece))
      units.push(piece);
    else units[units.length - 1] = before + piece;
    last = piece;
  }
  return units;
}

function firstOf(text: string): string {
  return String.fromCodePoint(text.codePointAt(0) ?? 0);
}

function lastOf(text: string): string {
  return [...text.slice(-2)].at(-1) ?? "";
}

/** Whether a row may end between two characters that no blank is between. */
export function breaksBetween(before: string, after: string): boolean {
  if (staysBehind.test(after) || staysBefore.test(before)) return false;
  return wide.test(before) || wide.test(after);
}

const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303f\uff01-\uff60]/u;
const startsWide = new RegExp(`^${wide.source}`, "u");
/** What no row begins with, and what none ends with. Combining marks belong to what is before them. */
const staysBehind =
  /[\p{M} 、。，．：；！？）」』］】》〉ー…・〜々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％,.:;!?)\]%]/u;
const staysBefore = /[(「『（［【《〈[]/u;

/** Broken between characters, as a terminal of that width does it: where every character counts, blanks too. At least one row; all but the first begin with `lead`. */
export function characterRows(
  text: string,
  { columns, widthOf, lead = "" }: { columns: number; widthOf: WidthOf; lead?: string },
): string[] {
  if (text.length * 2 <= columns || (text.length <= columns && /^[ -~]*$/.test(text)))
    return [text];
  const rows: string[] = [];
  let row = "";
  let width = 0;
  for (const character of text) {
    const needed = widthOf(character);
    if (width + needed > columns) {
      rows.push(row);
      row = lead;
      width = lead.length;
    }
    row += character;
    width += needed;
  }
  return [...rows, row];
}
