/** What a person would see: a very small terminal that knows line feeds, carriage returns, styles, rows up, and clearing what is below. */

import type { Event } from "../../src/core/events.ts";
import { type TerminalOptions, terminal } from "../../src/sinks/terminal.ts";

export function screenOf(written: string): string {
  const lines: string[][] = [[]];
  let row = 0;
  let column = 0;
  for (const piece of written.match(/\x1b\[[0-9;]*[A-Za-z]|[^\x1b]/gu) ?? []) {
    const line = lines[row] ?? [];
    if (/^\x1b\[\d+A$/.test(piece)) row -= Number(piece.slice(2, -1));
    else if (piece === "\x1b[J") lines.splice(row, Number.POSITIVE_INFINITY, line.slice(0, column));
    else if (piece.startsWith("\x1b")) continue;
    else if (piece === "\n") {
      row++;
      if (row === lines.length) lines.push([]);
      column = 0;
    } else if (piece === "\r") column = 0;
    else line[column++] = piece;
  }
  return lines.map((line) => line.join("").trimEnd()).join("\n");
}

/** Everything the terminal sink writes for these events. Without a clock that runs, the status line is drawn once. */
export async function shown(
  events: readonly Event[],
  options: Partial<TerminalOptions> = {},
): Promise<string> {
  let written = "";
  const { sink, clear } = terminal({
    write: (text) => {
      written += text;
    },
    terminal: false,
    color: false,
    columns: () => 80,
    now: () => 0,
    every: () => () => {},
    ...options,
  });
  for (const event of events) await sink(event);
  clear();
  return written;
}
