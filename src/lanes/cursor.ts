/** Looking forward in a text without ever paying twice for the same miss: hostile text must not make a scan quadratic. */

/** How many texts of brackets that never close are followed to the end before no more are tried, and over how many characters. */
const mostOpenScans = 24;
const mostOpenCharacters = 16 * 2 ** 20;

export class Cursor {
  readonly text: string;
  readonly #misses = new Map<string, number>();
  readonly #hits = new Map<string, { from: number; at: number }>();
  readonly #matches = new Map<string, { from: number; found: RegExpExecArray }>();
  #openScans = 0;
  #openCharacters = 0;

  constructor(text: string) {
    this.text = text;
  }

  /** Place of the next `needle` at or after `from`; -1: there is none. */
  find(needle: string, from: number): number {
    const missed = this.#misses.get(needle);
    if (missed !== undefined && from >= missed) return -1;
    const hit = this.#hits.get(needle);
    if (hit && from >= hit.from && from <= hit.at) return hit.at;
    const at = this.text.indexOf(needle, from);
    if (at < 0) this.#misses.set(needle, from);
    else this.#hits.set(needle, { from, at });
    return at;
  }

  /** The next match of a global pattern at or after `from`; null: there is none. The pattern must match few characters. */
  match(pattern: RegExp, from: number): RegExpExecArray | null {
    const missed = this.#misses.get(pattern.source);
    if (missed !== undefined && from >= missed) return null;
    const hit = this.#matches.get(pattern.source);
    if (hit && from >= hit.from && from <= hit.found.index) return hit.found;
    pattern.lastIndex = from;
    const found = pattern.exec(this.text);
    if (found) this.#matches.set(pattern.source, { from, found });
    else this.#misses.set(pattern.source, from);
    return found;
  }

  /** The match of a sticky pattern exactly at `at`; null: it does not stand there. */
  at(pattern: RegExp, at: number): RegExpExecArray | null {
    pattern.lastIndex = at;
    return pattern.exec(this.text);
  }

  /** The first place at or after `from` that is no white space. */
  blank(from: number): number {
    let at = from;
    while (at < this.text.length && this.text.charCodeAt(at) <= 0x20) at += 1;
    return at;
  }

  /** Behind the bracket that closes the one at `at`; -1: it is never closed. Quotes of both kinds are minded. */
  jsonEnd(at: number): number {
    if (this.#openScans >= mostOpenScans || this.#openCharacters >= mostOpenCharacters) return -1;
    const end = closingBracket(this.text, at);
    if (end < 0) {
      this.#openScans += 1;
      this.#openCharacters += this.text.length - at;
    }
    return end;
  }
}

function closingBracket(text: string, from: number): number {
  let depth = 0;
  let quote = 0;
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (quote !== 0) {
      if (code === 0x5c) at += 1;
      else if (code === quote) quote = 0;
    } else if (code === 0x22 || code === 0x27) quote = code;
    else if (code === 0x7b || code === 0x5b) depth += 1;
    else if (code === 0x7d || code === 0x5d) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return -1;
}
