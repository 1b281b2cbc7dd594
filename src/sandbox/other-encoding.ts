/** Output that is text in another encoding than UTF-8: what commands print of files that are. */

import { decode } from "./encoding.ts";
import { isUtf8 } from "./is-utf8.ts";

/** Those whose bytes make hardly anything else; a few broken bytes could be letters of any of the western ones. */
const tellable: ReadonlySet<string> = new Set(
  "shift_jis euc-jp euc-kr gbk utf-16le utf-16be".split(" "),
);

/**
 * As a file would be read (`cat` of one, `git diff`). null: UTF-8, with broken bytes or without, or no text. `before`: what
 * the piece before was in; a line alone may be too short to tell.
 */
export function inOtherEncoding(
  bytes: Buffer,
  before?: string,
): { text: string; encoding: string } | null {
  // The end may be cut off.
  if (isUtf8(bytes.subarray(0, endOfWhole(bytes)))) return null;
  // Mostly right and broken in places: cut somewhere, and no other encoding.
  const read = bytes.toString("utf8");
  const broken = read.split("\uFFFD").length - 1;
  const wide = read.match(/[^\x00-\x7f\uFFFD]/g)?.length ?? 0;
  const marked = (bytes[0] ?? 0) >= 0xfe;
  if (!marked && wide * 4 > broken) return null;
  const same = before === undefined ? null : strictly(bytes, before);
  if (before !== undefined && same !== null) return { text: same, encoding: before };
  const { text, encoding } = decode(bytes);
  return text !== null && tellable.has(encoding)
    ? { text: text.replace(/^\ufeff/, ""), encoding }
    : null;
}

function strictly(bytes: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Where the last whole UTF-8 character ends. */
export function endOfWhole(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(4, bytes.length); back++) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needs > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}
