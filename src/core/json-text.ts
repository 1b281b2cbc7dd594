/** Tells whether a JSON text is whole or was cut, without parsing it: what was cut must never be completed and run. */

/** Where a scan stands; feed the next piece to `scanJson` with it. */
export interface JsonScan {
  /** Open brackets and braces. */
  depth: number;
  /** The quote that opened the string we are in; 0: in none. */
  quote: number;
  /** The last character was a backslash inside a string. */
  escaped: boolean;
  /** A bracket or brace was opened at least once. */
  opened: boolean;
}

export const startOfJson: Readonly<JsonScan> = {
  depth: 0,
  quote: 0,
  escaped: false,
  opened: false,
};

const doubleQuote = 0x22;
const singleQuote = 0x27;
const backslash = 0x5c;

/** Reads on from `from`. Single quotes count as well: weak models write Python literals. */
export function scanJson(text: string, from: Readonly<JsonScan> = startOfJson): JsonScan {
  let { depth, quote, escaped, opened } = from;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (quote !== 0) {
      if (escaped) escaped = false;
      else if (code === backslash) escaped = true;
      else if (code === quote) quote = 0;
    } else if (code === doubleQuote || code === singleQuote) {
      // Behind a whole value stands prose, if anything: its apostrophes open nothing.
      if (depth > 0 || !opened) quote = code;
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      opened = true;
    } else if ((code === 0x7d || code === 0x5d) && depth > 0) depth -= 1;
  }
  return { depth, quote, escaped, opened };
}

/** True when a string or a bracket is still open: the text was cut. */
export function isCut({ depth, quote }: JsonScan): boolean {
  return depth > 0 || quote !== 0;
}
