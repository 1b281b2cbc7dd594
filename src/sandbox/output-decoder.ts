/**
 * Output to text as it comes, the same however it was cut into pieces. Each line by itself: valid UTF-8 is that, another line may be one in another
 * encoding (`cat` of such a file). Where none is told, broken bytes come as U+FFFD.
 */

import { isUtf8 } from "./is-utf8.ts";
import { endOfWhole, inOtherEncoding } from "./other-encoding.ts";

/** A line that is longer is read as UTF-8; so much of a text in UTF-16 is looked at before it is believed to be one. In bytes. */
const longestLine = 4096;
const feed = 0x0a;

export class OutputDecoder {
  /** What waits: the start of a text that may be UTF-16, a line that is no UTF-8 so far, a character that is not whole. */
  #held: Buffer = Buffer.alloc(0);
  /** Of the line that has not ended, what is out already; null: too much to look at again. */
  #begun: Buffer | null = Buffer.alloc(0);
  #encoding: string | undefined;
  #utf16: InstanceType<typeof TextDecoder> | null = null;
  #isStart = true;

  /** `last`: nothing comes after it. */
  push(piece: Buffer, last = false): string {
    const bytes = this.#held.length > 0 ? Buffer.concat([this.#held, piece]) : piece;
    this.#held = Buffer.alloc(0);
    if (this.#isStart && !this.#begins(bytes, last)) {
      this.#held = bytes;
      return "";
    }
    if (this.#utf16) return this.#utf16.decode(bytes, { stream: !last });
    const text = this.#lines(bytes, last);
    if (text === "" || !this.#isStart) return text;
    this.#isStart = false;
    return text.replace(/^\ufeff/, "");
  }

  /** False: more has to be seen to know whether it is UTF-16. */
  #begins(bytes: Buffer, last: boolean): boolean {
    const [first = 0, second] = bytes;
    if (first < 0xfe || (second ?? 0xff) < 0xfe) return true;
    if (bytes.length < longestLine && !last) return false;
    const other = inOtherEncoding(bytes.subarray(0, Math.min(bytes.length & ~1, longestLine)));
    if (!other?.encoding.startsWith("utf-16")) return true;
    this.#utf16 = new TextDecoder(other.encoding);
    return true;
  }

  #lines(bytes: Buffer, last: boolean): string {
    const whole = bytes.lastIndexOf(feed) + 1;
    const ended = bytes.subarray(0, whole);
    const rest = bytes.subarray(whole);
    let text = "";
    if (whole > 0 && this.#begun?.length === 0 && isUtf8(ended)) text = ended.toString("utf8");
    else
      for (let at = 0; at < whole; ) {
        const end = bytes.indexOf(feed, at) + 1;
        text += this.#end(bytes.subarray(at, end));
        at = end;
      }
    return text + (last ? this.#end(rest) : this.#begin(rest));
  }

  /** A line, or what was missing of it, with its line feed if there is one. */
  #end(rest: Buffer): string {
    const begun = this.#begun;
    this.#begun = Buffer.alloc(0);
    if (rest.length === 0) return "";
    if (begun === null || isUtf8(rest) || begun.length + rest.length > longestLine)
      return rest.toString("utf8");
    // Of ASCII alone every encoding makes the same.
    const isAscii = begun.every((byte) => byte < 0x80);
    const other = isAscii ? inOtherEncoding(Buffer.concat([begun, rest]), this.#encoding) : null;
    if (!other || other.encoding.startsWith("utf-16")) return rest.toString("utf8");
    this.#encoding = other.encoding;
    return other.text.slice(begun.length);
  }

  /** What can be told already of a line that has not ended. */
  #begin(rest: Buffer): string {
    const known = rest.subarray(0, endOfWhole(rest));
    const length = (this.#begun?.length ?? longestLine) + rest.length;
    if (this.#begun && length <= longestLine && !isUtf8(known)) {
      this.#held = rest;
      return "";
    }
    this.#held = rest.subarray(known.length);
    this.#begun = this.#begun && length <= longestLine ? Buffer.concat([this.#begun, known]) : null;
    return known.toString("utf8");
  }
}
