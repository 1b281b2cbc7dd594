/** Long content a page at a time: Enter goes on, q goes back; no other key does either, so that none meant for later counts. */

import { counted, phrase } from "../core/messages/phrase.ts";
import { isCancel } from "./keys.ts";
import type { PromptLine } from "./prompt.ts";
import type { ReviewContext } from "./review.ts";
import { styled } from "./style.ts";
import { wrapped } from "./wrap.ts";

/** Where the height of the terminal is not known; the least it is taken for. */
const usualLines = 40;
const leastLines = 8;

/** Whether it was shown to its end. */
export async function showPages(
  lines: readonly PromptLine[],
  { console, signal }: Pick<ReviewContext, "console" | "signal">,
): Promise<boolean> {
  const rows = wrapped(lines, console.columns);
  const pageLines = Math.max(leastLines, (console.rows ?? usualLines + 3) - 3);
  for (let from = 0; from < rows.length; from += pageLines) {
    const page = rows.slice(from, from + pageLines);
    console.write(styled(page, console));
    const left = rows.length - from - page.length;
    if (left <= 0) return true;
    const more = `  ${phrase("{1}: Enter goes on, q goes back", counted(left, "more line"))}`;
    console.write(styled([{ role: "keys", text: more }], console));
    if (!(await goesOn(console, signal))) return false;
  }
  return true;
}

async function goesOn(console: ReviewContext["console"], signal: AbortSignal): Promise<boolean> {
  for (;;) {
    const key = (await console.key(signal)).toLowerCase();
    if (key === "q" || isCancel(key)) return false;
    if (key === "return" || key === " ") return true;
  }
}
