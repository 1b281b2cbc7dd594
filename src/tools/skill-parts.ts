/** A long text in parts that each start where the author started something: at a heading, else a paragraph, else a line. */

import { whole } from "./figures.ts";

/** Every character is in exactly one part. `most`: characters of a part. */
export function partsOf(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text;
  while (rest.length > most) {
    const part = whole(rest.slice(0, endOf(rest, most)));
    parts.push(part);
    rest = rest.slice(part.length);
  }
  return [...parts, rest];
}

/** Not in the first half: a part of three lines would only cost another call. */
function endOf(text: string, most: number): number {
  let [heading, paragraph, line] = [0, 0, 0];
  let fence = "";
  for (let at = 0; at <= most; ) {
    const end = text.indexOf("\n", at);
    const content = text.slice(at, end < 0 ? most : Math.min(end, most));
    const mark = /^[ \t]*(`{3,}|~{3,})/.exec(content)?.[1];
    // What looks like a heading inside code is a comment there.
    if (fence === "" && /^#{1,6}\s/.test(content)) heading = at;
    if (fence === "" && content.trim() === "") paragraph = at;
    if (mark) fence = fence === "" ? mark : mark.startsWith(fence) ? "" : fence;
    line = at;
    if (end < 0) break;
    at = end + 1;
  }
  return [heading, paragraph, line].find((at) => at > most / 2) ?? most;
}
