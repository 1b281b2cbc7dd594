/** The output of a command while it comes, cleaned already: its start and end kept, the middle counted, everything spooled to a file. */

import { closeSync, constants, openSync, writeSync } from "node:fs";
import { messageOf } from "../core/errors.ts";
import { endOfWhole, inOtherEncoding } from "./other-encoding.ts";

export interface KeptOutputOptions {
  /** Bytes of the start and of the end that are kept. */
  keptBytes: number;
  /** At most so much goes to the file; 0: no file. */
  spoolBytes: number;
  /** What the session may still write to such files, of all its commands; counted down here. */
  session: { left: number };
  /** Where the full text goes once it is more than what is kept. The file must not exist. */
  spoolPath: string;
}

export interface Kept {
  output: string;
  /** Bytes that are not in `output`. */
  dropped: number;
  /** Missing: `output` is everything, or nothing could be spooled. */
  spool?: string;
  /** What it was written in, where that is not UTF-8 and `output` is decoded all the same; missing: UTF-8, or bytes. */
  encoding?: string;
}

const atLimit = "the full outputs of this session are at their limit";

export class KeptOutput {
  readonly #options: KeptOutputOptions;
  #head: Buffer[] = [];
  #headBytes = 0;
  #tail: Buffer[] = [];
  #tailBytes = 0;
  #total = 0;
  #spool: number | null = null;
  #spooled = 0;
  /** Why the spool is not there, or ends early. */
  #spoolProblem = "";

  constructor(options: KeptOutputOptions) {
    this.#options = options;
  }

  add(chunk: Buffer): void {
    const { keptBytes } = this.#options;
    this.#total += chunk.length;
    const forHead = Math.min(chunk.length, keptBytes - this.#headBytes);
    if (forHead > 0) {
      this.#head.push(chunk.subarray(0, forHead));
      this.#headBytes += forHead;
    }
    if (forHead < chunk.length) {
      this.#tail.push(chunk.subarray(Math.max(forHead, 0)));
      this.#tailBytes += chunk.length - Math.max(forHead, 0);
    }
    this.#toSpool(chunk);
    this.#trimTail();
  }

  /** What is kept now. */
  get(): Kept {
    const { keptBytes, spoolPath } = this.#options;
    const head = Buffer.concat(this.#head);
    const tail = Buffer.concat(this.#tail);
    const left = this.#total - head.length - tail.length;
    const spool = this.#spooled > 0 ? { spool: spoolPath } : {};
    const whole = left === 0 && tail.length <= keptBytes ? Buffer.concat([head, tail]) : null;
    const other = whole && inOtherEncoding(whole);
    if (other) return { output: other.text, dropped: 0, encoding: other.encoding };
    const about = binaryWords(head, this.#total);
    if (about !== null) return { output: about, dropped: this.#total, ...spool };
    if (whole) return { output: decode(whole), dropped: 0 };
    const start = head.subarray(0, endOfWhole(head));
    const late = tail.subarray(Math.max(0, tail.length - keptBytes));
    const end = late.subarray(startOfWhole(late));
    const dropped = this.#total - start.length - end.length;
    const cut = `\n[… ${dropped} bytes left out …${this.#spoolProblem}]\n`;
    return { output: `${decode(start)}${cut}${decode(end)}`, dropped, ...spool };
  }

  /** Closes the spool; what was kept can still be read. */
  close(): void {
    if (this.#spool !== null) closeSync(this.#spool);
    this.#spool = null;
  }

  /** Whole chunks are let go once those after them suffice; the last cut is made when the text is asked for. */
  #trimTail(): void {
    const { keptBytes } = this.#options;
    for (;;) {
      const first = this.#tail[0];
      if (!first || this.#tailBytes - first.length < keptBytes) break;
      this.#tail.shift();
      this.#tailBytes -= first.length;
    }
    // Many tiny chunks would cost more in objects than in text.
    if (this.#tail.length > 256) this.#tail = [Buffer.concat(this.#tail)];
  }

  #toSpool(chunk: Buffer): void {
    const { keptBytes, spoolBytes, spoolPath } = this.#options;
    if (spoolBytes === 0 || this.#total <= 2 * keptBytes || this.#spoolProblem !== "") return;
    try {
      if (this.#spool === null && this.#spooled > 0) return;
      if (this.#options.session.left <= 0) throw new Error(atLimit);
      if (this.#spool !== null) {
        this.#spoolWhole(chunk);
        return;
      }
      const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
      this.#spool = openSync(spoolPath, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600);
      // Until now head and tail were the whole text; the tail holds this chunk already.
      for (const early of [...this.#head, ...this.#tail]) this.#spoolWhole(early);
    } catch (thrown) {
      // A full disk costs the rest of the spool, not the command; it is told where the text is cut.
      this.#spoolProblem = ` (the full text could not be stored: ${messageOf(thrown)})`;
      this.close();
    }
  }

  #spoolWhole(chunk: Buffer): void {
    if (this.#spool === null) return;
    const { spoolBytes, session } = this.#options;
    const part = chunk.subarray(0, Math.min(spoolBytes - this.#spooled, session.left));
    for (let done = 0; done < part.length; ) {
      const written = writeSync(this.#spool, part, done);
      done += written;
      session.left -= written;
    }
    this.#spooled += part.length;
    if (session.left <= 0 && part.length < chunk.length) throw new Error(atLimit);
    if (this.#spooled >= spoolBytes) this.close();
  }
}

function decode(bytes: Buffer): string {
  return bytes.toString("utf8");
}

/** Not text when it holds NUL, or when one byte in ten of its start is no part of a character. null: text. */
function binaryWords(head: Buffer, total: number): string | null {
  const sample = head.subarray(0, endOfWhole(head));
  const broken = decode(sample).split("\uFFFD").length - 1;
  if (!sample.includes(0) && broken * 10 <= sample.length) return null;
  const start = sample.subarray(0, 16).toString("hex").replace(/../g, "$& ").trim();
  return `[binary output, ${total} bytes, starting with ${start}]`;
}

/** Where the first character begins; continuation bytes before it belong to what was cut away. */
function startOfWhole(bytes: Buffer): number {
  let place = 0;
  while (place < Math.min(3, bytes.length) && ((bytes[place] ?? 0) & 0xc0) === 0x80) place++;
  return place;
}
