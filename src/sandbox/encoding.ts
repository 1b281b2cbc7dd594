/** Bytes to text and back: tells text from binary, and which encoding it is in. */

import { ToolProblem } from "../core/ports.ts";
import { isUtf8 } from "./is-utf8.ts";
import { encodeLegacy, guessLegacy } from "./legacy-encoding.ts";

export interface Decoded {
  /** null: binary. No byte-order mark; line ends as they are. */
  text: string | null;
  /** utf-8, utf-8-bom, utf-16le, utf-16be, shift_jis, gbk, euc-jp, euc-kr, latin1, windows-1252, or binary. */
  encoding: string;
}

/** ISO-2022-JP: letters that mean others after an escape. It cannot be written back, and what is added in UTF-8 ruins it. */
const shifts = /\u001b\$[@B]/;

const binary: Decoded = { text: null, encoding: "binary" };

/** Never throws: what is no text of a known kind is binary. */
export function decode(bytes: Buffer): Decoded {
  const [first, second, third, fourth] = bytes;
  if (first === 0xff && second === 0xfe) {
    // UTF-32 starts the same way; taken for UTF-16 it would be full of NULs.
    if (third === 0 && fourth === 0) return binary;
    return decodeStrictly(bytes, "utf-16le");
  }
  if (first === 0xfe && second === 0xff) return decodeStrictly(bytes, "utf-16be");
  if (bytes.includes(0)) return binary;
  if (isUtf8(bytes)) {
    if (bytes.includes("\u001b$") && shifts.test(bytes.toString("latin1"))) return binary;
    if (first === 0xef && second === 0xbb && third === 0xbf)
      return { text: bytes.toString("utf8", 3), encoding: "utf-8-bom" };
    return { text: bytes.toString("utf8"), encoding: "utf-8" };
  }
  return guessLegacy(bytes) ?? binary;
}

function decodeStrictly(bytes: Buffer, encoding: "utf-16le" | "utf-16be"): Decoded {
  try {
    return { text: new TextDecoder(encoding, { fatal: true }).decode(bytes), encoding };
  } catch {
    return binary;
  }
}

/**
 * Text as bytes in the encoding that `old` was found to be in; what replaces binary is written as UTF-8.
 * Throws ToolProblem for text that the encoding has no characters for.
 */
export function encode(text: string, old: Decoded, oldBytes: Buffer): Buffer {
  if (/\p{Cs}/u.test(text))
    throw new ToolProblem(
      "The text holds half a character (a lone surrogate); nothing was written.",
    );
  switch (old.encoding) {
    case "utf-8":
    case "binary":
      return Buffer.from(text);
    case "utf-8-bom":
      return Buffer.from(`\ufeff${withoutMark(text)}`);
    case "utf-16le":
      return Buffer.from(`\ufeff${withoutMark(text)}`, "utf16le");
    case "utf-16be":
      return Buffer.from(`\ufeff${withoutMark(text)}`, "utf16le").swap16();
    default:
      return encodeLegacy(text, old.encoding, old.text ?? "", oldBytes);
  }
}

function withoutMark(text: string): string {
  return text.startsWith("\ufeff") ? text.slice(1) : text;
}
