/** What a person would see: a very small terminal that knows line feeds, carriage returns and styles. */

import type { Event } from "../../src/core/events.ts";
import { type TerminalOptions, terminal } from "../../src/sinks/terminal.ts";

export function screenOf(written: string): string {
  const lines: string[][] = [[]];
  let column = 0;
  for (const character of written.replace(/\x1b\[[0-9;]*m/g, "")) {
    const line = lines.at(-1) ?? [];
    if (character === "\n") {
      lines.push([]);
      column = 0;
    } else if (character === "\r") column = 0;
    else line[column++] = character;
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
