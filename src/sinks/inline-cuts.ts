/**
 * Running text of Markdown that comes in pieces, cut where both sides are read, and broken into words, as they are together, whatever follows. A mark that is open holds
 * back what comes from its beginning on; so does everything that is not plainly settled.
 */

import type { Token } from "marked";
import { endsClause } from "../core/wrap-words.ts";
import type { Lex } from "./markdown.ts";

/** Characters of one piece with marks in it. What is longer is read when the paragraph ends. */
const longest = 1000;
/** So often marks that look closed may turn out not to be; then the same. */
const mostFailures = 8;

/** Neither are they marks, nor do they end a word without a blank: the common case is passed over. */
const simple = /^[A-Za-z0-9 ,;?!'"()/%$&=+-]$/;
const blank = /^\s$/;
const letter = /^[\p{L}\p{N}]$/u;
/** What a lexed piece holds as text although it could be a mark: it may be one together with what follows. */
const unsettled = /[`~]|(?<!\s)\*|\*(?!\s)|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|\][([]|<(?! )|\\$/u;

/** What a piece holds so far; inside of code nothing else counts. */
interface Marks {
  count: number;
  inCode: boolean;
  stars: number;
  lines: number;
  tildes: number;
  brackets: number;
  tags: number;
}

const none: Marks = {
  count: 0,
  inCode: false,
  stars: 0,
  lines: 0,
  tildes: 0,
  brackets: 0,
  tags: 0,
};

export class InlineCuts {
  readonly #lex: Lex;
  #held = "";
  /** Where the next look begins: at the last character, whose meaning what follows may change. */
  #at = 0;
  /** The two characters before. */
  #before = " ";
  #last = " ";
  readonly #marks: Marks = { ...none };
  /** Of the piece, the last place for a cut before its first mark. */
  #plain = 0;
  /** An address ends at a blank only. */
  #inAddress = false;
  #failures = 0;
  #failedAt = -1;
  #gaveUp = false;

  constructor(lex: Lex) {
    this.#lex = lex;
  }

  /** What waits. */
  get held(): string {
    return this.#held;
  }

  /** The settled pieces. No character may be cut in half. */
  push(text: string): Token[][] {
    this.#held += text;
    const out: Token[][] = [];
    while (!this.#gaveUp && this.#at < this.#held.length) {
      const next = String.fromCodePoint(this.#held.codePointAt(this.#at) ?? 0);
      const isSimple = simple.test(this.#last) && simple.test(next);
      if (!isSimple) this.#mark(next, out);
      if (this.#at > 0 && this.#mayCut(next)) this.#cut(out);
      if (blank.test(next)) this.#inAddress = false;
      this.#before = this.#last;
      this.#last = next;
      this.#at += next.length;
    }
    if (this.#marks.count === 0) this.#givePlain(out);
    else if (this.#held.length > longest) this.#gaveUp = true;
    return out;
  }

  /** The line has ended and a further one has begun: true if that settles what waits, a line feed. */
  endLine(): boolean {
    if (this.#held !== "\n" || this.#gaveUp) return false;
    this.#forget(1);
    return true;
  }

  /** What the last character is, now that the next one is known. */
  #mark(next: string, out: Token[][]): void {
    const marks = this.#marks;
    const last = this.#last;
    if (last === "`") {
      // More than one of them: the rules are too odd to foretell.
      if (next === "`") this.#gaveUp = true;
      this.#found(out);
      marks.inCode = !marks.inCode;
    } else if (marks.inCode) return;
    else if (last === "*" && !(blank.test(this.#before) && blank.test(next))) {
      this.#found(out);
      marks.stars++;
    } else if (last === "_" && !(letter.test(this.#before) && letter.test(next))) {
      this.#found(out);
      marks.lines++;
    } else if (last === "~") {
      this.#found(out);
      marks.tildes++;
    } else if (last === "[" || last === "]") {
      this.#found(out);
      marks.brackets = Math.max(0, marks.brackets + (last === "[" ? 1 : -1));
    } else if (last === "<" && next !== " ") {
      this.#found(out);
      marks.tags++;
    } else if (last === ">") marks.tags = 0;
    else if (last === "\\" || (last === " " && this.#before === " " && next === "\n"))
      this.#found(out);
    else if (
      last === "@" ||
      (last === ":" && (next === "/" || /[op]/.test(this.#before))) ||
      (next === "." && last === "w" && this.#before === "w")
    ) {
      this.#found(out);
      this.#inAddress = true;
    }
  }

  /** Before the word with the first mark the piece is cut. */
  #found(out: Token[][]): void {
    if (this.#marks.count === 0) this.#givePlain(out);
    this.#marks.count++;
  }

  /** Between the last character and the next one. */
  #mayCut(next: string): boolean {
    const last = this.#last;
    // Blanks belong to what is behind them: together with a line feed they are a mark.
    if (blank.test(last)) return false;
    if (blank.test(next)) return last !== "\\";
    // What begins with www. is an address only where nothing stands before it.
    if (this.#inAddress || this.#marks.inCode || next === "w") return false;
    return endsClause(last, next) && !/[`*_~[\]<\\@:]/.test(last + next);
  }

  #cut(out: Token[][]): void {
    const { count, inCode, stars, lines, tildes, brackets, tags } = this.#marks;
    if (count === 0) {
      this.#plain = this.#at;
      return;
    }
    const isClosed = !inCode && brackets === 0 && tags === 0;
    const isEven = stars % 2 === 0 && lines % 2 === 0 && tildes % 2 === 0;
    if (!isClosed || !isEven || count === this.#failedAt || this.#at > longest) return;
    const tokens = this.#lex.inline(this.#held.slice(0, this.#at));
    if (isSettled(tokens)) {
      out.push(tokens);
      this.#forget(this.#at);
    } else {
      this.#failedAt = count;
      this.#failures++;
      if (this.#failures >= mostFailures) this.#gaveUp = true;
    }
  }

  #givePlain(out: Token[][]): void {
    if (this.#plain === 0) return;
    const text = this.#held.slice(0, this.#plain);
    out.push([{ type: "text", raw: text, text }]);
    this.#forget(this.#plain);
  }

  #forget(characters: number): void {
    this.#held = this.#held.slice(characters);
    this.#at -= characters;
    this.#plain = 0;
    Object.assign(this.#marks, none);
    this.#failures = 0;
    this.#failedAt = -1;
  }
}

function isSettled(tokens: readonly Token[]): boolean {
  let text = "";
  for (const token of tokens) {
    const children = "tokens" in token ? token.tokens : undefined;
    if (token.type === "text" && !children) text += token.raw;
    else {
      // A tag changes how everything behind it is read.
      if (token.type === "html" || unsettled.test(text)) return false;
      text = "";
      if (children && !isSettled(children)) return false;
    }
  }
  return !unsettled.test(text);
}
