/** What was said and printed when something was cut off: it is kept, so that the model knows as much of it as the user has seen. */

import { cleanOutput } from "./clean-output.ts";
import { limitBehind } from "./limits.ts";

/** The message behind the words of a reply that never came to its end. */
export function cutOffNote(signal: AbortSignal): string {
  const why = limitBehind(signal)
    ? "The time of the run was used up here"
    : signal.aborted
      ? "The user stopped your reply here"
      : "The connection broke here";
  return `(From Skillet: ${why}; it never came to its end. What you had begun to call was not run.)`;
}

const itPrinted = "\nIt had printed:\n";
const printedLast = "\nThe end of what it had printed:\n";

/** Characters of an output that are told once its command was cut off; the last ones say how far it came. */
const longestTail = 8_000;

/** Collects what one call prints; only its end is kept. */
export class Printed {
  #text = "";

  add(piece: string): void {
    this.#text += piece;
    if (this.#text.length > 4 * longestTail) this.#text = this.#text.slice(-2 * longestTail);
  }

  /** `ended` says that it was cut off; below it stands what had been printed. */
  below(ended: string): string {
    const clean = cleanOutput(this.#text).trimEnd();
    if (clean === "") return ended;
    const short = clean.length <= longestTail;
    const tail = short ? clean : fromWholeLine(clean.slice(-longestTail));
    return `${ended}${short ? itPrinted : printedLast}${tail}`;
  }
}

/** The result alone; what had been printed is shown as it comes. */
export function withoutPrinted(content: string): string {
  return content.split(itPrinted, 1)[0]?.split(printedLast, 1)[0] ?? content;
}

function fromWholeLine(text: string): string {
  const end = text.indexOf("\n");
  return end < 0 || end > 500 ? text.replace(/^[\udc00-\udfff]/, "") : text.slice(end + 1);
}
