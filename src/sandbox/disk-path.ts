/**
 * Paths as text, whatever their names are made of. In a name that is not UTF-8 each byte beyond ASCII stands as half of a surrogate
 * pair (U+DC80 to U+DCFF), which no name in UTF-8 can hold; given to the disk as it is, such a text would mean another name.
 */

import { isUtf8 } from "./is-utf8.ts";

/** Such a half alone; with its other half it is a character like any other. */
const half = /[\udc80-\udcff]/u;
const shift = 0xdc00;

/** A name or a path, read as bytes. */
export function pathText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  const names = bytes.toString("latin1").split("/");
  return names.map((name) => nameText(Buffer.from(name, "latin1"))).join("/");
}

/** Of a path that was read byte for byte ("latin1"), within a text of which it is only a part. */
export function pathOfLatin1(text: string): string {
  return pathText(Buffer.from(text, "latin1"));
}

function nameText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString();
  const codes = [...bytes].map((byte) => (byte < 0x80 ? byte : byte + shift));
  return String.fromCharCode(...codes);
}

/** Whether it can be handed to another program as an argument, which is always UTF-8. */
export function isUtf8Path(path: string): boolean {
  return !half.test(path);
}

/** As the disk knows it. */
export function onDisk(path: string): string | Buffer {
  return isUtf8Path(path) ? path : pathBytes(path);
}

export function pathBytes(path: string): Buffer {
  if (isUtf8Path(path)) return Buffer.from(path);
  const pieces = [...path].map((character) =>
    half.test(character) ? Buffer.from([character.charCodeAt(0) - shift]) : Buffer.from(character),
  );
  return Buffer.concat(pieces);
}
