/** From the bytes of a skill file to text with plain line ends, or the reason why there is none. */

import { Refusal } from "./problem.ts";

/** Largest skill file seen among 9,850 public ones: 294 KB; 99 of 100 are below 36 KB. */
export const maxFileBytes = 512 * 1024;

export interface SkillText {
  /** Without byte-order marks; every line end is "\n". */
  text: string;
  ascii: boolean;
}

/** Throws Refusal for what is no UTF-8 text. */
export function textOf(bytes: Uint8Array): SkillText {
  if (bytes.length > maxFileBytes) {
    throw new Refusal(
      `The file has ${bytes.length} bytes; a skill file has at most ${maxFileBytes}.`,
    );
  }
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const mark = buffer.subarray(0, 2).toString("latin1");
  if (mark === "\xff\xfe" || mark === "\xfe\xff") {
    throw new Refusal("The file is UTF-16; save it as UTF-8.");
  }
  const zero = buffer.indexOf(0);
  if (zero >= 0) {
    const zeros = buffer.reduce((sum, byte) => (byte === 0 ? sum + 1 : sum), 0);
    throw new Refusal(
      `Binary file: U+0000 at byte ${zero} (${zeros} in all).`,
      placeOf(buffer, zero),
    );
  }
  let text = buffer.toString("utf8");
  if (text.includes("\uFFFD") && !isUtf8(buffer)) throw invalidBytes(buffer);
  // Of valid UTF-8 only ASCII has as many characters as bytes.
  const ascii = text.length === buffer.length;
  while (text.startsWith("\uFEFF")) text = text.slice(1);
  return { text: text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text, ascii };
}

/** `node:buffer` is fetched when it is needed: imported, it costs 0.5 ms of every start. */
function isUtf8(buffer: Buffer): boolean {
  return process.getBuiltinModule("node:buffer").isUtf8(buffer);
}

function invalidBytes(buffer: Buffer): Refusal {
  const text = buffer.toString("utf8");
  let genuine = 0;
  let first: number | undefined;
  let offset = 0;
  let from = 0;
  for (let at = text.indexOf("\uFFFD"); at >= 0; at = text.indexOf("\uFFFD", at + 1)) {
    if (first !== undefined) continue;
    offset += Buffer.byteLength(text.slice(from, at));
    from = at;
    if (buffer.subarray(offset, offset + 3).toString("latin1") !== "\xef\xbf\xbd") first = offset;
    else genuine++;
  }
  const at = first ?? 0;
  const count = text.split("\uFFFD").length - 1 - genuine;
  return new Refusal(
    `Not UTF-8: ${count === 1 ? "1 invalid sequence" : `${count} invalid sequences`}, the first at byte ${at}; save the file as UTF-8.`,
    placeOf(buffer, at),
  );
}

function placeOf(buffer: Buffer, offset: number): { line: number; column: number } {
  return placeIn(buffer.subarray(0, offset).toString("utf8"));
}

/** Line and column, from 1, of the end of `before`. */
export function placeIn(before: string): { line: number; column: number } {
  const lines = before.split("\n");
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}
