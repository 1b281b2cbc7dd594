/** Text from anywhere as part of one line: safe to show, and no more of it than a line can use. */

import { display } from "../core/display.ts";

const longest = 2000;

export function oneLine(text: string): string {
  const cut = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return display(cut.trim().replace(/\s*[\r\n]+\s*|\t/g, " "));
}
