/**
 * JSON as models write it: Python literals, single quotes, trailing commas, fences, raw line breaks. Only style is mended:
 * a text that was cut does not parse here either.
 */

import { fenceBody } from "./fence.ts";

export interface LenientJson {
  value: unknown;
  /** What was mended, by name, each once; empty: it was plain JSON. */
  repairs: string[];
}

/** Deeper than any argument; what nests further is not meant to be read. */
const mostDepth = 100;

class NotJson extends Error {}

/** null: it cannot be read without guessing. */
export function parseLenient(text: string): LenientJson | null {
  const fenced = fenceBody(text);
  const source = fenced ?? text;
  const repairs = new Set<string>(fenced === null ? [] : ["fence"]);
  try {
    return { value: JSON.parse(source), repairs: [...repairs] };
  } catch {
    // Not plain JSON: read it by hand.
  }
  const reader = new Reader(source, repairs);
  try {
    const value = reader.whole();
    return { value, repairs: [...repairs] };
  } catch (thrown) {
    if (thrown instanceof NotJson) return null;
    throw thrown;
  }
}

class Reader {
  readonly #text: string;
  readonly #repairs: Set<string>;
  #at = 0;

  constructor(text: string, repairs: Set<string>) {
    this.#text = text;
    this.#repairs = repairs;
  }

  whole(): unknown {
    const value = this.#value(0);
    this.#blank();
    const rest = this.#text.slice(this.#at);
    if (rest !== "" && !/^[}\]\s;]+$/.test(rest)) throw new NotJson();
    if (rest !== "") this.#repairs.add("extra_closer");
    return value;
  }

  #value(depth: number): unknown {
    if (depth > mostDepth) throw new NotJson();
    this.#blank();
    const first = this.#text[this.#at];
    if (first === "{") return this.#object(depth);
    if (first === "[") return this.#list(depth);
    if (first === '"' || first === "'") return this.#string(first);
    return this.#word();
  }

  #object(depth: number): Record<string, unknown> {
    const object: Record<string, unknown> = {};
    this.#at += 1;
    while (!this.#closes("}")) {
      const name = this.#key();
      this.#blank();
      if (this.#text[this.#at] !== ":") throw new NotJson();
      this.#at += 1;
      const value = this.#value(depth + 1);
      // Never by assignment: "__proto__" is a name like any other here.
      Object.defineProperty(object, name, {
        value,
        writable: true,
        enumerable: true,
        configurable: true,
      });
      this.#separator("}");
    }
    return object;
  }

  #list(depth: number): unknown[] {
    const list: unknown[] = [];
    this.#at += 1;
    while (!this.#closes("]")) {
      list.push(this.#value(depth + 1));
      this.#separator("]");
    }
    return list;
  }

  /** True at the closing bracket, which is taken. */
  #closes(bracket: string): boolean {
    this.#blank();
    if (this.#text[this.#at] !== bracket) return false;
    this.#at += 1;
    return true;
  }

  /** Takes a comma; without one the closing bracket has to come. */
  #separator(bracket: string): void {
    this.#blank();
    const next = this.#text[this.#at];
    if (next === bracket) return;
    if (next !== ",") throw new NotJson();
    this.#at += 1;
    this.#blank();
    if (this.#text[this.#at] === bracket) this.#repairs.add("trailing_comma");
  }

  #key(): string {
    const first = this.#text[this.#at];
    if (first === '"' || first === "'") return this.#string(first);
    const name = this.#match(/[A-Za-z_$][\w$-]*/y);
    if (name === undefined) throw new NotJson();
    this.#repairs.add("unquoted_key");
    return name;
  }

  #word(): unknown {
    const number = this.#match(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y);
    if (number !== undefined) return Number(number);
    const word = this.#match(/[A-Za-z]+(?![\w.])/y) ?? "";
    const value = literals.get(word);
    if (value === undefined) throw new NotJson();
    if (!plainLiterals.has(word)) this.#repairs.add("python_literals");
    return value;
  }

  #string(quote: string): string {
    if (quote === "'") this.#repairs.add("single_quotes");
    const pieces: string[] = [];
    let from = ++this.#at;
    for (;;) {
      const char = this.#text[this.#at];
      if (char === undefined) throw new NotJson();
      if (char === quote) break;
      if (char === "\\") {
        pieces.push(this.#text.slice(from, this.#at), this.#escape(quote));
        from = this.#at;
        continue;
      }
      if (char < " ") this.#repairs.add("raw_control_characters");
      this.#at += 1;
    }
    pieces.push(this.#text.slice(from, this.#at));
    this.#at += 1;
    return pieces.join("");
  }

  /** One escape, after which `#at` stands behind it. What is none stays as it was written, backslash and all. */
  #escape(quote: string): string {
    const next = this.#text[this.#at + 1];
    if (next === undefined) throw new NotJson();
    const plain = escapes.get(next);
    if (plain !== undefined) {
      this.#at += 2;
      return plain;
    }
    const hex = /^\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2}))/.exec(
      this.#text.slice(this.#at, this.#at + 6),
    );
    if (hex && (hex[1] || quote === "'")) {
      this.#at += hex[0].length;
      return String.fromCharCode(Number.parseInt(hex[1] ?? hex[2] ?? "", 16));
    }
    this.#at += 2;
    if (next === "'") {
      if (quote !== "'") this.#repairs.add("quote_escape");
      return "'";
    }
    this.#repairs.add("invalid_escape");
    return `\\${next}`;
  }

  /** White space, and comments. */
  #blank(): void {
    this.#match(/\s+/y);
    while (this.#match(/\/\/[^\n]*\n?|\/\*[\s\S]*?\*\//y) !== undefined) {
      this.#repairs.add("comments");
      this.#match(/\s+/y);
    }
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }
}

const plainLiterals: ReadonlySet<string> = new Set(["true", "false", "null"]);
const literals: ReadonlyMap<string, boolean | null> = new Map([
  ["true", true],
  ["True", true],
  ["false", false],
  ["False", false],
  ["null", null],
  ["None", null],
]);
const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["\\", "\\"],
  ["/", "/"],
  ["b", "\b"],
  ["f", "\f"],
  ["n", "\n"],
  ["r", "\r"],
  ["t", "\t"],
]);
