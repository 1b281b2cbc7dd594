/** What a file would hold after a write, in bytes: the text in the file's own encoding and line ends. */

import { type FileContent, ToolProblem, type WriteOptions } from "../core/ports.ts";
import { decode, encode } from "./encoding.ts";
import { sha256 } from "./hash.ts";
import { keepLineEnds } from "./line-ends.ts";
import type { PlainFile } from "./pinned-file.ts";

/** `old`: what stands there; null: nothing. */
export function newBytes(
  text: string,
  old: PlainFile | null,
  { exactLineEnds }: WriteOptions,
): Buffer {
  const before = old ? decode(old.bytes) : { text: null, encoding: "utf-8" };
  const kept = exactLineEnds || before.text === null ? text : keepLineEnds(before.text, text);
  return encode(kept, before, old?.bytes ?? Buffer.alloc(0));
}

/** Throws ToolProblem when what stands there is not what was expected. */
export function checkExpected(
  shown: string,
  old: PlainFile | null,
  expect: WriteOptions["expect"],
): void {
  if (expect === undefined || (old ? sha256(old.bytes) : null) === expect) return;
  const what = !old ? "was removed" : expect === null ? "was made" : "was changed";
  throw new ToolProblem(
    `${shown} ${what} by something else meanwhile. Nothing was written; look at it again.`,
  );
}

/** How what stands there compares with what the model last read or wrote. */
export function knownAs(last: string | undefined, { sha256: now }: FileContent) {
  return { seen: last === now, stale: last !== undefined && last !== now };
}
