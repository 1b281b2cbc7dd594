/** Where the program's own words go to the terminal: broken between words, to its width. */

import type { Console } from "../core/ports.ts";
import { wrapWords } from "../core/wrap-words.ts";
import { widthOf } from "../sinks/width.ts";

export interface InRows {
  (text: string): string;
  /** The same console; what is written to it is broken first. */
  console: Console;
}

/** Readers aloud get whole lines. */
export function inRows(console: Console): InRows {
  const rows = (text: string) =>
    console.plain ? text : wrapWords(text, { columns: console.columns, widthOf });
  const write = (text: string) => console.write(rows(text));
  const broken: Console = Object.create(console, { write: { value: write } });
  return Object.assign(rows, { console: broken });
}
