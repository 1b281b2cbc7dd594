/** Cleans the bytes of an output as they come; what is no text passes as it is. */

import { OutputCleaner } from "../core/clean-output.ts";

export class ByteCleaner {
  readonly #cleaner = new OutputCleaner();

  push(chunk: Buffer): Buffer {
    const text = chunk.toString("latin1");
    const clean = this.#cleaner.push(text);
    return clean === text ? chunk : Buffer.from(clean, "latin1");
  }

  end(): Buffer {
    return Buffer.from(this.#cleaner.end(), "latin1");
  }
}
