/** What was piped in beside a prompt: it goes to the model with it, marked as what it is. */

import { pipedNote } from "./typed-words.ts";

/** Nothing in the text can pass for its end. Blank text: the prompt alone; blank prompt: the text is the prompt. */
export function withPiped(prompt: string, text: string): string {
  if (text.trim() === "") return prompt;
  if (prompt.trim() === "") return text;
  let tag = "stdin";
  for (let nth = 2; text.includes(`${tag}>`); nth++) tag = `stdin-${nth}`;
  const end = text.endsWith("\n") ? "" : "\n";
  return `${prompt}\n\n${pipedNote}\n<${tag}>\n${text}${end}</${tag}>`;
}
