/** Tool names as models and gateways disfigure them, brought back to those that were offered. */

import { mostNameCharacters } from "../core/reply-bounds.ts";
import type { ToolSpec } from "../core/types.ts";

export interface ResolvedName {
  name: string;
  /** False: nothing that was offered is meant by it for certain; `name` is as it was written. */
  known: boolean;
  /** It was written differently. */
  mended: boolean;
}

/** Takes off name spaces, call numbers, control tokens and blanks; then letter case. Never guesses between two. */
export function resolveName(spelled: string, tools: readonly ToolSpec[]): ResolvedName {
  // Taking blanks and quotes off the end of a very long one is quadratic.
  const written = spelled.slice(0, mostNameCharacters);
  const names = tools.map((tool) => tool.name);
  if (names.includes(written)) return { name: written, known: true, mended: false };
  const bare = bareName(written);
  const exact = names.find((name) => name === bare);
  const same = names.filter((name) => fold(name) === fold(bare));
  const name = exact ?? (same.length === 1 ? same[0] : undefined);
  return name === undefined
    ? { name: written, known: false, mended: false }
    : { name, known: true, mended: true };
}

function bareName(written: string): string {
  return (
    written
      // Harmony: `read_file<|channel|>commentary`.
      .replace(/<\|.*$/s, "")
      .trim()
      .replace(/^["'`]+|["'`]+$/g, "")
      .replace(/^(?:functions?|tools?|default_api)[.:/]+/i, "")
      // Kimi: `functions.read_file:0`.
      .replace(/:\d+$/, "")
      .replace(/\(\)$/, "")
      .trim()
  );
}

/** Letter case, and which sign stands between words; a sign that is missing makes another name, which is told. */
function fold(name: string): string {
  return name.toLowerCase().replaceAll(/[- ]/g, "_");
}
