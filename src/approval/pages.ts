/** Long content a page at a time: Enter goes on, q goes back. */

import type { PromptLine } from "./prompt.ts";
import { counted } from "./prompt.ts";
import type { ReviewContext } from "./review.ts";
import { styled } from "./style.ts";

const pageLines = 40;

export async function showPages(
  lines: readonly PromptLine[],
  { console, signal }: ReviewContext,
): Promise<void> {
  for (let from = 0; from < lines.length; from += pageLines) {
    const page = lines.slice(from, from + pageLines);
    console.write(styled(page, console.color));
    const left = lines.length - from - page.length;
    if (left <= 0) return;
    console.write(
      styled(
        [{ role: "keys", text: `  ${counted(left, "more line")}: Enter goes on, q goes back` }],
        console.color,
      ),
    );
    const key = await console.key(signal);
    if (["q", "escape", "ctrl-c", "ctrl-d"].includes(key.toLowerCase())) return;
  }
}
