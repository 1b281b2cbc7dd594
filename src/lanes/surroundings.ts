/** Where in a text a place stands: in a fence, in inline code, in a quotation, in thoughts. What stands there is talk, and never runs. */

import { LineMarks } from "./line-marks.ts";

export type Hidden =
  | "code fence"
  | "inline code"
  | "quotation"
  | "indented code"
  | "thoughts"
  | "example"
  | "sentence";

/** How strictly a place is judged: on the native lane a call in the text was never asked for. */
export type Strictness = "lane" | "leak";

const fenceLine = /^[^\S\n]{0,3}(`{3,}|~{3,})/;
/** Words right before a call that make it one of somebody else, or of nobody. */
const exampleBefore =
  /(?:for example|e\.g\.|for instance|such as|an? example(?: call)?(?: of [^.!?\n]{0,40})?|example|looks? like(?: this)?|like this|like so|you wrote|you sent|you said|(?:the|your) (?:file|log|output|message|prompt) (?:says|contains|reads|shows|was)|例えば|例如|比如)\s?[:：,]?\s*$/i;

/** Walks forward only; blocks that count are stepped over, so that what they write does not change what follows. */
export class Surroundings {
  readonly #text: string;
  readonly #strictness: Strictness;
  #at = 0;
  /** The fence that is open; empty: none. */
  #fence = "";
  #lineStart = 0;
  /** The next line break that was looked for; -1: none was yet. */
  #newline = -1;
  #thoughtsUntil = 0;
  /** The next tags of thoughts that were looked for; -1: none was yet. */
  #closer = -1;
  #opener = -1;
  /** Blocks were stepped over up to here: the line before it is not prose. */
  #stepped = 0;
  readonly #marks: LineMarks;

  constructor(text: string, strictness: Strictness) {
    this.#text = text;
    this.#strictness = strictness;
    this.#marks = new LineMarks(text);
  }

  /** Why the block from `from` to `to` is only talked about; null: it stands in the open. Asked in the order of the text. */
  hides(from: number, to: number): Hidden | null {
    this.#advance(from);
    const text = this.#text;
    if (this.#fence !== "") return "code fence";
    if (from < this.#thoughtsUntil || this.#closedBehind(to)) return "thoughts";
    const begin = Math.max(this.#lineStart, this.#stepped);
    const prefix = text.slice(begin, from);
    this.#marks.read(begin, from);
    if (this.#lineStart >= this.#stepped && /^[^\S\n]{0,3}>/.test(prefix)) return "quotation";
    if (this.#inInlineCode(to)) return "inline code";
    if (this.#inQuotes(from, to)) return "quotation";
    const before = text.slice(Math.max(this.#stepped, from - 160), from);
    if (exampleBefore.test(before)) return "example";
    if (this.#strictness === "lane") return null;
    if (/^(?: {4}| {0,3}\t)\s*$/.test(prefix) && this.#afterBlankLine()) return "indented code";
    // A sentence that goes on behind it speaks about it.
    const behind = /^[^\S\n]*[^\n]{0,80}/.exec(text.slice(to, to + 120))?.[0].trim() ?? "";
    return /^[\p{L}\p{N},;]/u.test(behind) ? "sentence" : null;
  }

  /** A block that counts ends here. */
  step(to: number): void {
    const lineBreak = this.#text.slice(this.#at, to).lastIndexOf("\n");
    if (lineBreak >= 0) this.#lineStart = this.#at + lineBreak + 1;
    this.#at = Math.max(this.#at, to);
    this.#stepped = this.#at;
  }

  #advance(to: number): void {
    const text = this.#text;
    while (this.#at < to) {
      if (this.#newline < this.#at) this.#newline = placeOf(text, /\n/g, this.#at);
      const lineEnd = Math.min(this.#newline + 1, to);
      if (this.#at === this.#lineStart && this.#stepped <= this.#lineStart) this.#line(lineEnd);
      this.#thoughts(lineEnd);
      this.#at = lineEnd;
      if (lineEnd <= to && text[lineEnd - 1] === "\n") this.#lineStart = lineEnd;
    }
  }

  /** A line's beginning opens or closes a fence. */
  #line(lineEnd: number): void {
    const mark = fenceLine.exec(
      this.#text.slice(this.#lineStart, Math.min(lineEnd, this.#lineStart + 200)),
    )?.[1];
    if (!mark) return;
    if (this.#fence === "") this.#fence = mark;
    else if (mark[0] === this.#fence[0] && mark.length >= this.#fence.length) this.#fence = "";
  }

  #thoughts(lineEnd: number): void {
    const from = Math.max(this.#at, this.#thoughtsUntil);
    if (from >= lineEnd) return;
    const line = this.#text.slice(from, lineEnd);
    const open = /<(think|thinking|thought)>/.exec(line);
    if (!open) return;
    const close = this.#text.indexOf(`</${open[1]}>`, from + open.index);
    this.#thoughtsUntil = close < 0 ? this.#text.length : close;
  }

  /** A closing tag without an opening one: what stands before it was thought, whoever opened it. */
  #closedBehind(to: number): boolean {
    if (this.#closer < to) this.#closer = placeOf(this.#text, /<\/think(?:ing)?>/g, to);
    if (this.#opener < to) this.#opener = placeOf(this.#text, /<think(?:ing)?>/g, to);
    return this.#closer < this.#opener;
  }

  /** An odd number of code marks before it on its line, and one more somewhere behind it. */
  #inInlineCode(to: number): boolean {
    if (this.#marks.code % 2 === 0) return false;
    const behind = this.#text.slice(to, to + 2000);
    return /^[^\n]*`/.test(behind) || behind.startsWith("`");
  }

  #inQuotes(from: number, to: number): boolean {
    const before = this.#text[from - 1] ?? "";
    const after = this.#text[to] ?? "";
    if (pairs.get(before) === after && after !== "") return true;
    if (this.#strictness === "lane") return false;
    return this.#marks.straight % 2 === 1 || this.#marks.opened > this.#marks.closed;
  }

  #afterBlankLine(): boolean {
    const before = this.#text.slice(Math.max(0, this.#lineStart - 200), this.#lineStart);
    return (
      this.#lineStart === 0 ||
      /\n[^\S\n]*\n$/.test(before) ||
      /(^|\n)(?: {4}|\t)[^\n]*\n$/.test(before)
    );
  }
}

/** Infinity: it is not there. */
function placeOf(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.exec(text)?.index ?? Number.POSITIVE_INFINITY;
}

const pairs: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ["“", "”"],
  ["‘", "’"],
  ["«", "»"],
  ["「", "」"],
  ["『", "』"],
  ["`", "`"],
]);
