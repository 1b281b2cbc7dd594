/** `!command`: what the user runs beside the model. Its start and its result are facts like those of a call; the next prompt tells them. */

import type { Fact } from "./events.ts";

const prefix = "user_";

/** Unique in a log that has so many entries. */
export function userCallId(entries: number): string {
  return `${prefix}${entries}`;
}

export function isUsersOwn(callId: string): boolean {
  return callId.startsWith(prefix);
}

/** What the user ran since the last message, and what came of it, for the next one; null: nothing. */
export function userCommandNews(facts: readonly Fact[]): string | null {
  const since = facts.slice(facts.findLastIndex(({ type }) => type === "message") + 1);
  const results = new Map<string, string>();
  for (const fact of since) if (fact.type === "tool_result") results.set(fact.callId, fact.content);
  const told = since.flatMap((fact) => {
    if (fact.type !== "tool_start" || !isUsersOwn(fact.callId)) return [];
    return [`$ ${commandOf(fact.arguments)}\n${results.get(fact.callId) ?? "outcome unknown"}`];
  });
  if (told.length === 0) return null;
  return `(From Skillet: the user ran this in the output directory.)\n${told.join("\n")}`;
}

function commandOf(args: unknown): string {
  const { command } = (args ?? {}) as { command?: unknown };
  return typeof command === "string" ? command : "";
}
