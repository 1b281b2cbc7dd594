/** What the model is told of files that the user took back or put back: it must not believe what it last saw of them. */

import type { FileHash } from "./checkpoints.ts";
import type { Fact } from "./events.ts";

/** So many paths are named. */
const maxNamed = 40;

/** For the next message; null: it knows everything. Told is what came before the last message of the user. */
export function undoNews(facts: readonly Fact[]): string | null {
  const told = (fact: Fact) => fact.type === "message" && fact.message.role === "user";
  const since = facts.slice(facts.findLastIndex(told) + 1);
  const left = leftOf(since);
  const changed = new Map<string, { before: FileHash; after: FileHash }>();
  for (const fact of since) {
    if (fact.type !== "checkpoint" || fact.undoes === undefined) continue;
    for (const { path, before, after } of fact.files) {
      if (left(fact.id, path)) continue;
      const first = changed.get(path);
      changed.set(path, { before: first ? first.before : before, after });
    }
  }
  const paths = [...changed]
    .filter(([, { before, after }]) => before !== after)
    .map(([path, { after }]) => `${JSON.stringify(path)}${after === null ? " (removed)" : ""}`);
  if (paths.length === 0) return null;
  const more = paths.length > maxNamed ? ` and ${paths.length - maxNamed} more` : "";
  return `(From Skillet: the user has undone or redone changes, so these files are no longer as you left them: ${paths.slice(0, maxNamed).join(", ")}${more}. Read them again before you rely on them or change them.)`;
}

/** Whether an undo left a file as it was after all. */
export function leftOf(facts: readonly Fact[]): (id: string, path: string) => boolean {
  const left = new Set<string>();
  for (const fact of facts) {
    if (fact.type !== "checkpoint") continue;
    for (const path of fact.left ?? []) left.add(`${fact.id} ${path}`);
  }
  return (id, path) => left.has(`${id} ${path}`);
}
