/** `--output-format stream-json`: the entries of the log, one per line, the same objects. */

import type { Entry } from "../core/events.ts";
import { jsonLine } from "../core/json-line.ts";

/** Takes what `Log.append` returned, so that seq, at and what was taken out as a secret are the log's. */
export function jsonLines(write: (text: string) => void): (entry: Entry) => void {
  return (entry) => write(`${jsonLine(entry)}\n`);
}
