/** Encodings from before Unicode: guessed from the bytes, and written back only when no unchanged byte is lost by it. */

import { ToolProblem } from "../core/ports.ts";

interface Guess {
  text: string;
  encoding: string;
}

const kana = /[\u3040-\u30ff]/g;
const highBytes = /[\x80-\xff]/g;
/** Controls that text does not hold. Escape is left in: colour codes are stored in text files. */
const foreignControls = /[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]/;
/** Pairs of GB 2312, the part of GBK that texts are made of. */
const simplifiedPairs = /(?:[\xa1-\xf7][\xa1-\xfe])+/g;

/** For bytes that are neither UTF-8 nor hold a NUL. null: no text of a known kind. */
export function guessLegacy(bytes: Buffer): Guess | null {
  // One character for each byte, so that patterns can look at bytes.
  const seen = bytes.toString("latin1");
  if (foreignControls.test(seen)) return null;
  return (
    guessJapanese(bytes) ??
    guessKorean(bytes) ??
    guessChinese(bytes, seen) ??
    guessWestern(bytes, seen)
  );
}

/** Kana give Japanese away: every real text has them, and other encodings' bytes hardly ever make them. */
function guessJapanese(bytes: Buffer): Guess | null {
  for (const encoding of ["shift_jis", "euc-jp"]) {
    const text = strictly(bytes, encoding);
    if (text === null) continue;
    const wide = count(text, /[\u3000-\u9fff\uff01-\uff5e]/g);
    const narrow = count(text, /[^\x00-\x7f]/g) - wide;
    if (count(text, kana) * 5 >= wide && wide > 4 * narrow) return { text, encoding };
  }
  return null;
}

/** Of what Korean is written in, the commonest; their bytes are seldom ones in Chinese. */
const commonSyllables =
  /[이다는에의을가고하지로기도사한를은인어시자나대그정수으해니습라스전부보주게안들만요여없]/g;

/**
 * The bytes of Hangul are those of half the Chinese characters, so a few words could be either: enough of it, hardly anything
 * else that is wide, and the commonest syllables tell. Of 83,007 Chinese messages of programs 0 passed for Korean, and of
 * 16,506 Korean ones with twelve syllables or more 99 % did.
 */
function guessKorean(bytes: Buffer): Guess | null {
  const text = strictly(bytes, "euc-kr");
  if (text === null) return null;
  const syllables = count(text, /[\uac00-\ud7a3]/g);
  if (count(text, /[\u3001-\u3011\u4e00-\u9fff\uff01-\uff5e]/g) * 9 > syllables) return null;
  const share = count(text, commonSyllables) / syllables;
  const isKorean = (syllables >= 12 && share >= 0.15) || (syllables >= 6 && share >= 0.35);
  return isKorean ? { text, encoding: "euc-kr" } : null;
}

function guessChinese(bytes: Buffer, seen: string): Guess | null {
  const text = strictly(bytes, "gbk");
  if (text === null) return null;
  let inPairs = 0;
  for (const [pairs] of seen.matchAll(simplifiedPairs)) inPairs += pairs.length;
  return inPairs * 10 >= count(seen, highBytes) * 9 ? { text, encoding: "gbk" } : null;
}

/** Single high letters among ASCII; every byte has a meaning here, so how many there are is all that tells. */
function guessWestern(bytes: Buffer, seen: string): Guess | null {
  const high = count(seen, highBytes);
  const letters = count(seen, /[\x91-\x97\x85\xa0-\xff]/g);
  if (high * 3 > seen.length || letters < high * 0.9) return null;
  const encoding = /[\x80-\x9f]/.test(seen) ? "windows-1252" : "latin1";
  const text = strictly(bytes, "windows-1252");
  return text === null ? null : { text, encoding };
}

function strictly(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

// ---------------------------------------------------------------- back to bytes

/**
 * Throws ToolProblem when the encoding lacks a character, or when the old text would not come back as the same bytes
 * (some encodings have two spellings for a character): then unchanged lines would change unseen.
 */
export function encodeLegacy(
  text: string,
  encoding: string,
  oldText: string,
  oldBytes: Buffer,
): Buffer {
  const table = encoderTable(encoding);
  if (!encodeBy(table, oldText, encoding).equals(oldBytes))
    throw new ToolProblem(
      `The file is in ${encoding}, with spellings that would not survive a rewrite; nothing was written. Convert it to UTF-8 first (iconv).`,
    );
  return encodeBy(table, text, encoding);
}

function encodeBy(table: ReadonlyMap<string, number>, text: string, encoding: string): Buffer {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character <= "\x7f" ? character.charCodeAt(0) : table.get(character);
    if (code === undefined)
      throw new ToolProblem(
        `The file is in ${encoding}, which has no ${character} (U+${character.codePointAt(0)?.toString(16).toUpperCase()}); nothing was written. Leave it out, or convert the file to UTF-8 first (iconv).`,
      );
    if (code > 0xff) bytes.push(code >> 8);
    bytes.push(code & 0xff);
  }
  return Buffer.from(bytes);
}

/** Character to code, turned round from what the decoder makes of every single byte and every pair. */
function encoderTable(encoding: string): Map<string, number> {
  const decoder = new TextDecoder(encoding === "latin1" ? "windows-1252" : encoding);
  const table = new Map<string, number>();
  const add = (code: number, ...bytes: number[]) => {
    const character = decoder.decode(Uint8Array.from(bytes));
    const single =
      character.length === 1 || (character.length === 2 && /^[\ud800-\udbff]/.test(character));
    if (single && character !== "\ufffd" && !table.has(character)) table.set(character, code);
  };
  for (let byte = 0x80; byte <= 0xff; byte++) add(byte, byte);
  if (encoding === "latin1" || encoding === "windows-1252") return table;
  for (let lead = 0x81; lead <= 0xfe; lead++)
    for (let trail = 0x40; trail <= 0xfe; trail++) add((lead << 8) | trail, lead, trail);
  return table;
}
