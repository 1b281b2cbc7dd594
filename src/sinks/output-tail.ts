/** The end of what a command printed, and how much there was before it. */

import { display } from "../core/display.ts";

const keptCharacters = 2000;

export class OutputTail {
  #kept = "";
  #feeds = 0;

  push(text: string): void {
    this.#kept = (this.#kept + text).slice(-keptCharacters);
    this.#feeds += feedsIn(text);
  }

  /** At most so many, safe to show; `before`: those that are left out. Blank lines at the end count nothing. */
  lines(most: number): { lines: string[]; before: number } {
    const stands = this.#kept.split("\n").map(atLast).join("\n");
    const printed = display(stands).trimEnd();
    if (printed === "") return { lines: [], before: 0 };
    const all = printed.split("\n");
    const lines = all.slice(-most);
    return { lines, before: this.#feeds - feedsIn(this.#kept) + all.length - lines.length };
  }
}

/** Progress is written over and over in one line: what stands there at last counts. */
function atLast(line: string): string {
  const whole = line.replace(/\r+$/, "");
  return whole.slice(whole.lastIndexOf("\r") + 1);
}

function feedsIn(text: string): number {
  let feeds = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) feeds++;
  return feeds;
}
