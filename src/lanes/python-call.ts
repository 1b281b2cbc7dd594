/** `name(key="value", other=5)` read by hand: Python's literals and JSON's, nothing that would have to be run. */

import type { JsonObject } from "../core/types.ts";

export interface PythonCall {
  name: string;
  /** Without a keyword, in order. */
  positional: unknown[];
  named: JsonObject;
  /** Behind the closing parenthesis. */
  to: number;
}

/** cut: the text ends inside the call. null: no call stands there, or one that cannot be read without guessing. */
export type ReadPythonCall = PythonCall | { cut: true; name: string } | null;

const mostDepth = 100;
const dottedName = /[A-Za-z_][\w.-]{0,127}(?=\s{0,3}\()/y;
const keyword = /([A-Za-z_][\w.-]{0,127})\s{0,20}=(?!=)/y;
const number = /[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:[eE][+-]?\d+)?(?![\w.])/y;
const word = /[A-Za-z]{1,9}(?![\w.(])/y;
const stringStart = /[rRbBuUfF]{0,2}("""|'''|"|')/y;
const words: ReadonlyMap<string, boolean | null> = new Map([
  ["True", true],
  ["true", true],
  ["False", false],
  ["false", false],
  ["None", null],
  ["null", null],
]);
const escapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["b", "\b"],
  ["f", "\f"],
  ["0", "\0"],
  ["\\", "\\"],
  ["'", "'"],
  ['"', '"'],
  ["/", "/"],
  ["\n", ""],
]);

class Cut extends Error {}
class Unreadable extends Error {}

export function readPythonCall(text: string, from: number): ReadPythonCall {
  dottedName.lastIndex = from;
  const name = dottedName.exec(text)?.[0];
  if (name === undefined) return null;
  const reader = new Reader(text, from + name.length);
  try {
    return { name, ...reader.call() };
  } catch (thrown) {
    if (thrown instanceof Cut) return { cut: true, name };
    if (thrown instanceof Unreadable) return null;
    throw thrown;
  }
}

class Reader {
  readonly #text: string;
  #at: number;

  constructor(text: string, at: number) {
    this.#text = text;
    this.#at = at;
  }

  call(): Omit<PythonCall, "name"> {
    const positional: unknown[] = [];
    const named: JsonObject = {};
    this.#expect("(");
    while (!this.#takes(")")) {
      const key = this.#match(keyword)?.[1];
      if (key === undefined) {
        // Python refuses it, and what was meant is not certain.
        if (Object.keys(named).length > 0) throw new Unreadable();
        positional.push(this.#value(0));
      } else define(named, key, this.#value(0));
      this.#comma(")");
    }
    return { positional, named, to: this.#at };
  }

  #value(depth: number): unknown {
    if (depth > mostDepth) throw new Unreadable();
    this.#blank();
    const first = this.#peek();
    if (first === "[") return this.#list("]", depth);
    if (first === "(") return this.#list(")", depth);
    if (first === "{") return this.#dict(depth);
    const opened = this.#match(stringStart);
    if (opened) return this.#strings(opened);
    const digits = this.#match(number)?.[0];
    if (digits !== undefined) {
      // A number that ends with the text may be the beginning of a longer one.
      if (this.#at >= this.#text.length) throw new Cut();
      return Number(digits.replaceAll("_", ""));
    }
    const named = this.#match(word)?.[0];
    if (named !== undefined && this.#at >= this.#text.length) throw new Cut();
    const value = words.get(named ?? "");
    if (value === undefined) throw new Unreadable();
    return value;
  }

  #list(end: string, depth: number): unknown[] {
    const list: unknown[] = [];
    this.#at += 1;
    while (!this.#takes(end)) {
      list.push(this.#value(depth + 1));
      this.#comma(end);
    }
    return list;
  }

  #dict(depth: number): JsonObject {
    const object: JsonObject = {};
    this.#at += 1;
    while (!this.#takes("}")) {
      const key = this.#value(depth + 1);
      if (typeof key === "object") throw new Unreadable();
      this.#expect(":");
      define(object, String(key), this.#value(depth + 1));
      this.#comma("}");
    }
    return object;
  }

  /** Texts side by side are one text, as in Python. */
  #strings(first: RegExpExecArray): string {
    const pieces: string[] = [];
    for (let opened: RegExpExecArray | null = first; opened; ) {
      pieces.push(this.#string(opened[1] ?? '"', /r/i.test(opened[0])));
      this.#blank();
      opened = this.#match(stringStart);
    }
    return pieces.join("");
  }

  #string(quote: string, raw: boolean): string {
    const pieces: string[] = [];
    let from = this.#at;
    for (;;) {
      const char = this.#peek();
      if (this.#text.startsWith(quote, this.#at)) break;
      if (char === "\\" && !raw) {
        pieces.push(this.#text.slice(from, this.#at), this.#escape());
        from = this.#at;
      } else this.#at += char === "\\" ? 2 : 1;
    }
    pieces.push(this.#text.slice(from, this.#at));
    this.#at += quote.length;
    return pieces.join("");
  }

  /** What is no escape stays as it was written, backslash and all, as in Python. */
  #escape(): string {
    const rest = this.#text.slice(this.#at + 1, this.#at + 10);
    const hex = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8}))/.exec(rest);
    if (hex) {
      const code = Number.parseInt(hex[1] ?? hex[2] ?? hex[3] ?? "", 16);
      if (code > 0x10ffff) throw new Unreadable();
      this.#at += 1 + hex[0].length;
      return hex[3] ? String.fromCodePoint(code) : String.fromCharCode(code);
    }
    const next = rest[0];
    if (next === undefined) throw new Cut();
    this.#at += 2;
    return escapes.get(next) ?? `\\${next}`;
  }

  #peek(): string {
    const char = this.#text[this.#at];
    if (char === undefined) throw new Cut();
    return char;
  }

  #takes(sign: string): boolean {
    this.#blank();
    if (this.#peek() !== sign) return false;
    this.#at += 1;
    return true;
  }

  #expect(sign: string): void {
    if (!this.#takes(sign)) throw new Unreadable();
  }

  #comma(end: string): void {
    this.#blank();
    if (this.#peek() === end) return;
    this.#expect(",");
  }

  #blank(): void {
    while (this.#at < this.#text.length && this.#text.charCodeAt(this.#at) <= 0x20) this.#at += 1;
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    this.#blank();
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at += found[0].length;
    return found;
  }
}

/** Never by assignment: "__proto__" is a name like any other here. */
function define(object: JsonObject, name: string, value: unknown): void {
  Object.defineProperty(object, name, {
    value,
    writable: true,
    enumerable: true,
    configurable: true,
  });
}
