/**
 * What a command printed, as a model gets it: without escapes for a terminal, which help no model, and without the keys of
 * services, which need not go to the endpoint. In one piece, or as it comes. Pure.
 */

import { beginOfKey, keyShapes, privateKey, withoutKeys } from "./key-shapes.ts";

/** Colours, and whatever else moves or clears: between the letters of a key they would hide it. */
const escapes = /\u001b\[[0-?]*[ -/]*[@-~]/g;
const openEscape = /\u001b(?:\[[0-?]*[ -/]*)?$/;
/** An escape is shorter; a key in one piece is shorter; a private key is shorter. More is not waited for. */
const longestEscape = 64;
const longestKey = 4096;
const longestBlock = 64 * 1024;
/** So much before a place decides whether a key begins there. */
const before = 40;

/** Without one of these there is neither a key nor an escape; to look for them costs next to nothing. */
const anyMark = /[-_A\u001b]/;

export function cleanOutput(text: string): string {
  return withoutKeys(withoutEscapes(text));
}

function withoutEscapes(text: string): string {
  return text.includes("\u001b") ? text.replace(escapes, "") : text;
}

/**
 * The same for text that comes in pieces, cut anywhere: the end of one is held back while it may be the beginning of a key or
 * of an escape. Takes one character for each byte as well (latin1): all that it looks for is ASCII.
 */
export class OutputCleaner {
  #escape = "";
  #held = "";
  /** The end of what was let through. */
  #context = "";

  /** What can be told of the text so far and was not told yet. */
  push(piece: string): string {
    if (this.#escape + this.#held === "" && !anyMark.test(piece)) {
      const open = keyAt(this.#context, piece);
      this.#held = piece.slice(open);
      return this.#out(piece.slice(0, open));
    }
    const text = this.#escape + piece;
    const cut = escapeAt(text);
    this.#escape = text.slice(cut);
    const held = withoutBlocks(this.#held + withoutEscapes(text.slice(0, cut)));
    const open = Math.min(blockAt(held), keyAt(this.#context, held));
    this.#held = held.slice(open);
    return this.#letThrough(held.slice(0, open));
  }

  /** What was held back. */
  end(): string {
    const rest = this.#held + this.#escape;
    this.#held = this.#escape = "";
    return this.#letThrough(rest);
  }

  #letThrough(text: string): string {
    if (text === "") return "";
    const known = this.#context + text;
    const whole = withoutKeys(known);
    // A key that only seems to begin in what is out already: what comes now is looked at by itself.
    const clean = whole.startsWith(this.#context)
      ? whole.slice(this.#context.length)
      : withoutKeys(text);
    return this.#out(clean);
  }

  #out(clean: string): string {
    this.#context = (this.#context + clean.slice(-before)).slice(-before);
    return clean;
  }
}

function escapeAt(text: string): number {
  const from = text.lastIndexOf("\u001b");
  return from >= 0 && text.length - from <= longestEscape && openEscape.test(text.slice(from))
    ? from
    : text.length;
}

const leads = keyShapes.flatMap((shape) => shape.leads);
const marker = "-----BEGIN";
const starts = (word: string) => Array.from(word, (_, at) => word.slice(0, at + 1));
/** The whole of it so far, or less than its lead. */
const openKey = new RegExp(
  `${beginOfKey}(?:${leads.flatMap(starts).join("|")}|(?:${leads.join("|")})[A-Za-z0-9_-]*)$`,
);
const openMarker = new RegExp(`(?:${starts(marker).join("|")})$`);

/** Where in `text` a key begins that may go on; its length: nowhere. */
function keyAt(context: string, text: string): number {
  let from = text.length;
  while (from > 0 && text.length - from < longestKey && inWord(text.charCodeAt(from - 1))) from--;
  if (from === text.length || text.length - from >= longestKey) return text.length;
  const early = from >= before ? text.slice(from - before, from) : context + text.slice(0, from);
  const word = text.slice(from);
  const key = openKey.exec(early + word) ?? openMarker.exec(word);
  if (!key) return text.length;
  return Math.max(0, text.length - key[0].length);
}

/** Letters, figures, `_` and `-`: what keys are made of. */
function inWord(code: number): boolean {
  return (
    (code >= 97 && code <= 122) ||
    (code >= 65 && code <= 90) ||
    (code >= 48 && code <= 57) ||
    code === 95 ||
    code === 45
  );
}

const openHead = /^-----BEGIN[A-Z ]{0,60}-{0,4}$/;
const head = new RegExp(`^${privateKey.head}`);
const body = new RegExp(`^${privateKey.body}`);
const block = new RegExp(
  `${privateKey.head}(?=${privateKey.body})[\\s\\S]*?${privateKey.end}`,
  "g",
);
/** With so much of it, it is known whether there is a body. */
const bodyBegins = 40;

/** Those that have come to their end: the last line of one must not look like the beginning of another. */
function withoutBlocks(text: string): string {
  return text.includes(marker) ? text.replace(block, "[redacted:private-key]") : text;
}

/** Where in `text` a private key begins that has not come to its end; its length: nowhere. */
function blockAt(text: string): number {
  const from = text.lastIndexOf(marker);
  if (from < 0 || text.length - from > longestBlock) return text.length;
  const rest = text.slice(from);
  if (openHead.test(rest)) return from;
  const first = head.exec(rest)?.[0];
  if (first === undefined) return text.length;
  const inside = rest.slice(first.length);
  if (inside.length < bodyBegins) return from;
  return body.test(inside) ? from : text.length;
}
