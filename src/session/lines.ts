/** The lines of a file, by bytes: only 0x0A ends one, whatever stands in between. */

import { fstatSync, readSync } from "node:fs";

export interface Line {
  /** Without its line feed; null: longer than the limit, not kept. */
  bytes: Buffer | null;
  /** Where it starts in the file. */
  offset: number;
  /** Bytes, without the line feed. */
  length: number;
  /** False: the file ends before a line feed came. */
  ended: boolean;
}

const largestChunk = 1 << 20;

/** Reads from the start to the end of the file as it grows no further; lines above `longest` bytes are told, not kept. */
export function* linesOf(descriptor: number, longest = 256 << 20): Generator<Line, void> {
  const chunkBytes = Math.min(largestChunk, fstatSync(descriptor).size + 1);
  let offset = 0;
  let length = 0;
  let position = 0;
  let pieces: Buffer[] = [];
  const line = (ended: boolean): Line => {
    const bytes = length > longest ? null : pieces.length === 1 ? pieces[0] : Buffer.concat(pieces);
    return { bytes: bytes ?? null, offset, length, ended };
  };
  for (;;) {
    // A fresh chunk each time: lines are views into it.
    const chunk = Buffer.allocUnsafe(chunkBytes);
    const count = readSync(descriptor, chunk, 0, chunkBytes, position);
    if (count === 0) break;
    position += count;
    for (let from = 0; from < count; ) {
      const found = chunk.indexOf(0x0a, from);
      const to = found < 0 || found >= count ? count : found;
      length += to - from;
      if (length <= longest) pieces.push(chunk.subarray(from, to));
      else pieces = [];
      if (to === count) break;
      yield line(true);
      offset += length + 1;
      length = 0;
      pieces = [];
      from = to + 1;
    }
  }
  if (length > 0) yield line(false);
}
