/** Output on its way to whoever shows it: decoded as it is taken, and left out when it is more than anybody reads. */

import type { HostQuestion, TimeQuestion } from "../core/ports.ts";
import { OutputDecoder } from "./output-decoder.ts";

/** Waiting for a slow reader, and shown of one command in all; the full text is in the spool. */
const maxWaitingBytes = 256 * 1024;
const maxShownBytes = 1024 * 1024;
/** Of what is left out at the end, so much is shown all the same: there stands how it went. */
const endBytes = 4096;

type Asked = HostQuestion | TimeQuestion;

export class Backlog {
  #waiting: Buffer[] = [];
  #questions: Asked[] = [];
  #bytes = 0;
  #shown = 0;
  #skipped = 0;
  #skippedEnd = Buffer.alloc(0);
  #ended = false;
  #wake: () => void = () => {};

  add(chunk: Buffer): void {
    const full = this.#bytes + chunk.length > maxWaitingBytes;
    if (full || this.#shown > maxShownBytes) {
      this.#skipped += chunk.length;
      const end = chunk.subarray(-endBytes);
      this.#skippedEnd = Buffer.concat([this.#skippedEnd, end]).subarray(-endBytes);
      return;
    }
    if (this.#skipped > 0) this.#tellSkipped();
    this.#waiting.push(chunk);
    this.#bytes += chunk.length;
    this.#shown += chunk.length;
    this.#wake();
  }

  /** Comes behind the output that was there before it. */
  ask(question: Asked): void {
    this.#questions.push(question);
    this.#wake();
  }

  end(): void {
    if (this.#skipped > 0) {
      const end = wholeLines(this.#skippedEnd);
      this.#skipped -= end.length;
      this.#tellSkipped();
      this.#waiting.push(end);
    }
    this.#ended = true;
    this.#wake();
  }

  /** Until the end; what was left out is told in its place. Decoded as `OutputDecoder` does it. */
  async *items(): AsyncGenerator<string | Asked, void> {
    const decoder = new OutputDecoder();
    for (;;) {
      const chunk = Buffer.concat(this.#waiting);
      this.#waiting = [];
      this.#bytes = 0;
      const text = decoder.push(chunk);
      if (text !== "") yield text;
      for (const question of this.#questions.splice(0)) {
        // Nobody is asked on behalf of what has ended.
        if (!this.#ended) yield question;
        else if ("host" in question) question.answer(false);
      }
      if (this.#waiting.length + this.#questions.length > 0) continue;
      if (this.#ended) break;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const rest = decoder.push(Buffer.alloc(0), true);
    if (rest !== "") yield rest;
  }

  #tellSkipped(): void {
    this.#waiting.push(Buffer.from(`\n[… ${this.#skipped} bytes not shown …]\n`));
    this.#skipped = 0;
    this.#skippedEnd = Buffer.alloc(0);
  }
}

/** From its first line that is whole; without one, from its first whole character. */
function wholeLines(end: Buffer): Buffer {
  const feed = end.subarray(0, -1).indexOf(0x0a);
  if (feed >= 0) return end.subarray(feed + 1);
  let start = 0;
  while (start < 4 && ((end[start] ?? 0) & 0xc0) === 0x80) start++;
  return end.subarray(start);
}
