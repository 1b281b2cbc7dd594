/** Text as it stands in a page of HTML: never markup, and safe to look at. */

import { display } from "../core/display.ts";
import { codeColour } from "./code.ts";
import { stylesOf } from "./style.ts";

/** Controls and bidi marks are shown as escapes here as well: they reorder text in a browser too. */
export function escaped(text: string): string {
  return withEntities(display(text));
}

/** Of text that is safe to show already. */
export function withEntities(shown: string): string {
  return shown.replace(/[&<>"']/g, (character) => entities[character] ?? "");
}

/** A block of code in the colours of its language; `shown` is safe to show already. */
export function codeBlock(shown: string, language: string): string {
  const lines = shown.split("\n").map(codeColour(language, styles));
  return `<pre class="code">${spans(withEntities(lines.join("\n")))}</pre>`;
}

const styles = stylesOf(true);

/** No escape of anybody else is left in the text: what is there are our own styles. */
function spans(text: string): string {
  return text.replace(/\x1b\[(\d+)m/g, (_, code: string) =>
    /^(?:2[2-9]|39)$/.test(code) ? "</span>" : `<span class="c${code}">`,
  );
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
