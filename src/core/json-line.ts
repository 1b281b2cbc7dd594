/** One JSON value on one line, for logs and stream-json: the same bytes in both. */

/**
 * What JSON allows raw but readers trip over: line separators that some of them split at, C1 controls and bidi marks that
 * act on a terminal the file is shown on. Escaped, the value is the same. (JSON.stringify itself escapes C0 and lone surrogates.)
 */
const troublesome = /[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

export function jsonLine(value: unknown): string {
  return escaped(JSON.stringify(value));
}

/** The same over several lines, for people. */
export function jsonPage(value: unknown): string {
  return escaped(JSON.stringify(value, null, 2));
}

function escaped(json: string): string {
  return json.replace(
    troublesome,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
