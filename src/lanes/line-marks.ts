/** Counts the marks of code and quotations on a line, each character once: many places on one long line must not cost the square of it. */

const backtick = 0x60;
const straightQuote = 0x22;
const openers: ReadonlySet<number> = codesOf("“«「『");
const closers: ReadonlySet<number> = codesOf("”»」』");

export class LineMarks {
  /** Runs of backticks. */
  code = 0;
  straight = 0;
  opened = 0;
  closed = 0;
  readonly #text: string;
  #from = 0;
  #to = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** Counts from `from` to `to`; goes on where it stood when only the end has moved on. */
  read(from: number, to: number): void {
    if (from !== this.#from || to < this.#to) {
      [this.code, this.straight, this.opened, this.closed] = [0, 0, 0, 0];
      [this.#from, this.#to] = [from, from];
    }
    for (let at = this.#to; at < to; at++) {
      const code = this.#text.charCodeAt(at);
      if (code === backtick) {
        if (at === from || this.#text.charCodeAt(at - 1) !== backtick) this.code += 1;
      } else if (code === straightQuote) this.straight += 1;
      else if (openers.has(code)) this.opened += 1;
      else if (closers.has(code)) this.closed += 1;
    }
    this.#to = Math.max(this.#to, to);
  }
}

function codesOf(text: string): Set<number> {
  return new Set(Array.from(text, (char) => char.charCodeAt(0)));
}
