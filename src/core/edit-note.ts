/** What the model is told of a call that the user edited: it stands before the call's own result. */

import type { JsonObject } from "./types.ts";

const start = "The user edited this call before it ran; it ran with: ";

export function withEditNote(args: JsonObject, content: string): string {
  return `${start}${JSON.stringify(args)}\n${content}`;
}

/** The result alone, as people and comparisons want it. */
export function withoutEditNote(content: string): { content: string; edited: boolean } {
  if (!content.startsWith(start)) return { content, edited: false };
  return { content: content.slice(content.indexOf("\n") + 1), edited: true };
}
