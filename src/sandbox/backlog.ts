/** Output on its way to whoever shows it: decoded as it is taken, and shortened when it comes faster than that. */

/** More than a screen is lost on no reader; 1 GiB waiting for a slow terminal would be. */
const maxWaitingBytes = 256 * 1024;

export class Backlog {
  #waiting: Buffer[] = [];
  #bytes = 0;
  #skipped = 0;
  #ended = false;
  #wake: () => void = () => {};

  add(chunk: Buffer): void {
    if (this.#bytes + chunk.length > maxWaitingBytes) this.#skipped += chunk.length;
    else {
      this.#waiting.push(chunk);
      this.#bytes += chunk.length;
    }
    this.#wake();
  }

  end(): void {
    this.#ended = true;
    this.#wake();
  }

  /** Until the end; what was skipped is told in place. Invalid UTF-8 comes as U+FFFD. */
  async *texts(): AsyncGenerator<string, void> {
    const decoder = new TextDecoder();
    for (;;) {
      const chunk = Buffer.concat(this.#waiting);
      const skipped = this.#skipped;
      this.#waiting = [];
      this.#bytes = 0;
      this.#skipped = 0;
      const text = decoder.decode(chunk, { stream: skipped === 0 });
      if (text !== "") yield text;
      if (skipped > 0) yield `\n[… ${skipped} bytes not shown …]\n`;
      if (this.#waiting.length > 0 || this.#skipped > 0) continue;
      if (this.#ended) break;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    const rest = decoder.decode();
    if (rest !== "") yield rest;
  }
}
