/** What only the whole file tells: how many turns, and the session's name. Looked for by bytes; hardly a line is parsed. */

import { sessionName } from "../core/turns.ts";
import { parseLine } from "./parse-line.ts";
import { openPlain, type PlainFile } from "./plain-file.ts";
import { isWellShaped } from "./shape.ts";

export interface SessionCounts {
  turns: number;
  /** "": none was given. */
  name: string;
}

const chunkBytes = 4 << 20;
/** No line that begins a turn or gives a name is looked at beyond this; a longer prompt still counts by how its line begins. */
const longestLine = 1 << 20;
/** How our own lines begin. */
const ownStart = /^\{"seq":\d+,"at":"[^"]{1,40}","type":"(\w+)"/;

/** Zero turns and no name for what cannot be read. */
export function countSession(path: string): SessionCounts {
  const counts: SessionCounts = { turns: 0, name: "" };
  let file: PlainFile | null = null;
  try {
    file = openPlain(path);
    if (!file) return counts;
    let kept = Buffer.alloc(0);
    for (let at = 0; ; ) {
      const chunk = Buffer.allocUnsafe(kept.length + chunkBytes);
      kept.copy(chunk);
      const count = file.read(chunk, kept.length, chunkBytes, at);
      at += count;
      const filled = chunk.subarray(0, kept.length + count);
      // The line that goes on in the next piece is left for it, but for the middle of an endless one.
      const end = count === 0 ? filled.length : filled.lastIndexOf(0x0a) + 1;
      countIn(filled.subarray(0, end), counts);
      if (count === 0) return counts;
      kept = Buffer.from(filled.subarray(end).subarray(0, longestLine));
    }
  } catch {
    // A disk that fails within a list: whoever opens the session is told.
    return counts;
  } finally {
    file?.close();
  }
}

/** `bytes` holds whole lines. */
function countIn(bytes: Buffer, counts: SessionCounts): void {
  for (const word of ["turn_start", "session_name"]) {
    for (let at = 0; ; ) {
      const found = bytes.indexOf(word, at);
      if (found < 0) break;
      const start = bytes.lastIndexOf(0x0a, found) + 1;
      const next = bytes.indexOf(0x0a, found);
      const end = next < 0 ? bytes.length : next;
      count(bytes.subarray(start, Math.min(end, start + longestLine)), word, counts);
      at = end;
    }
  }
}

function count(line: Buffer, word: string, counts: SessionCounts): void {
  const [, type] = ownStart.exec(line.toString("latin1", 0, 120)) ?? [];
  if (type !== undefined && type !== word) return;
  if (type === "turn_start") {
    counts.turns += 1;
    return;
  }
  for (const record of parseLine(line.toString("utf8")).records) {
    if (record.type !== word || !isWellShaped(record)) continue;
    if (word === "turn_start") counts.turns += 1;
    else counts.name = sessionName(String(record.name)) || counts.name;
  }
}
