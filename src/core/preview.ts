/** What an effect looks like to a person, as plain text; display escapes it and adds colour. */

import type { Effect } from "./types.ts";

const maxPreview = 4000;

/** At most 4,000 characters, the cut told. */
export function previewOf(effect: Effect): string {
  return clippedPreview(fullPreview(effect));
}

/** The same bound for any text. */
export function clippedPreview(text: string): string {
  if (text.length <= maxPreview) return text;
  return `${text.slice(0, maxPreview)}\n… ${text.length - maxPreview} more characters`;
}

function fullPreview(effect: Effect): string {
  switch (effect.kind) {
    case "none":
      return effect.looksAt?.join("\n") ?? "";
    case "read":
      return effect.path;
    case "write":
      return effect.after;
    case "exec":
      return [effect.command, ...(effect.commands ?? [])].filter((line) => line !== "").join("\n");
    case "network":
      return effect.hosts.join(", ");
    case "remote":
      return `${effect.server} ${effect.tool}`;
  }
}
