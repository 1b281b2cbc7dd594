/** What commands took away, read off the facts: what the words of those that ended well named, and what was seen to be gone. */

import type { Fact } from "./events.ts";

export interface Removed {
  name: string;
  /** Files; null: not known. */
  count: number | null;
}

export function removedIn(facts: readonly Fact[]): Removed[] {
  const removed: Removed[] = [];
  /** The call at work, and what was seen to be gone when its command had ended. */
  let running: string | null = null;
  let gone: string[] = [];
  for (const fact of facts) {
    if (fact.type === "tool_start") {
      running = fact.callId;
      gone = [];
    } else if (fact.type === "checkpoint" && running !== null && fact.undoes === undefined) {
      gone.push(...fact.files.flatMap(({ path, after }) => (after === null ? [path] : [])));
    } else if (fact.type === "tool_result" && fact.callId === running) {
      running = null;
      if (fact.effect?.kind !== "exec") continue;
      const named = fact.exitCode === 0 ? (fact.effect.removes ?? []) : [];
      for (const { name, count, known, watched } of named) {
        if (watched && gone.length > 0) continue;
        removed.push({ name, count: known ? count : null });
      }
      removed.push(...byFolder(gone));
    }
  }
  return removed;
}

/** Files at the top by name, the others by the folder that they were in. */
function byFolder(paths: readonly string[]): Removed[] {
  const counts = new Map<string, number>();
  for (const path of paths) {
    const [top = path] = path.split("/", 1);
    counts.set(top, (counts.get(top) ?? 0) + 1);
  }
  return [...counts].map(([name, count]) => ({ name, count }));
}
