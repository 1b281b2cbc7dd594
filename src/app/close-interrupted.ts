/** Calls that were cut off when the session last ended: told, asked about where somebody is, and answered once. Never run again. */

import { display } from "../core/display.ts";
import type { Entry, Fact } from "../core/events.ts";
import { closingFacts, unansweredCalls } from "../core/folds.ts";
import type { AskUser } from "../core/ports.ts";
import type { ToolCall } from "../core/types.ts";

export interface CutOff {
  /** What the log needs before the conversation goes on. */
  facts: Fact[];
  /** One line for the user for each call that was at work. */
  lines: string[];
}

/** `ask` null: nobody is there; the model is told that the outcome is unknown. */
export async function closeInterrupted(
  entries: readonly Entry[],
  ask: AskUser | null,
): Promise<CutOff> {
  const calls = unansweredCalls(entries);
  const lines = calls.map((call) => `${titleOf(call)} was interrupted, its outcome is unknown.`);
  const risky = calls.filter(({ id }) => mayHaveChanged(entries, id));
  const words = ask && risky.length > 0 ? await askAbout(risky, ask) : undefined;
  return { facts: closingFacts(entries, words), lines };
}

const unknown = "I do not know, let it look first";

/** undefined: the user does not know either. */
async function askAbout(calls: readonly ToolCall[], ask: AskUser): Promise<string | undefined> {
  const question = {
    question: `${calls.map(titleOf).join(", ")}: cut off while it ran. How did it end?`,
    options: [unknown, "it was done", "it was not done"],
    default: unknown,
  };
  const answers = await ask([question], new AbortController().signal);
  const answer = answers?.[0]?.trim();
  return answer && answer !== unknown ? answer : undefined;
}

/** What only looks needs no approval and leaves no such fact. */
function mayHaveChanged(entries: readonly Entry[], id: string): boolean {
  return entries.some((entry) => entry.type === "approval" && entry.callId === id);
}

/** `shell (npm install)`: as much of what it was told as fits on a line. */
function titleOf({ name, arguments: args }: ToolCall): string {
  const words =
    typeof args === "object" && args !== null
      ? Object.values(args).find((value) => typeof value === "string")
      : undefined;
  if (!words) return name;
  const characters = [...display(words, { oneLine: true })];
  const clipped = characters.slice(0, 60).join("");
  return `${name} (${clipped}${characters.length > 60 ? "…" : ""})`;
}
