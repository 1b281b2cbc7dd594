/** The lines that a call runs, as the shell sees them: two are the same only where it does the same with both. Pure. */

import type { Effect } from "./types.ts";

/** Without what the shell leaves out around a line. Every other blank (U+00A0) is part of a word there, so it stays. */
export function wholeLine(command: string): string {
  let start = 0;
  let end = command.length;
  while (start < end && isLeftOut(command.charAt(start))) start++;
  while (end > start && isLeftOut(command.charAt(end - 1))) end--;
  return command.slice(start, end);
}

/** Those in which something stands. */
export function commandsOf(effect: Extract<Effect, { kind: "exec" }>): string[] {
  return [effect.command, ...(effect.commands ?? [])].filter((one) => wholeLine(one) !== "");
}

function isLeftOut(character: string): boolean {
  return character === " " || character === "\t" || character === "\n";
}
