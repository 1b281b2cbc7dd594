/** The files that facts tell of as written, each once, in its last state; what was taken back is none of them any more. */

import type { Fact } from "./events.ts";
import { leftOf } from "./undo-news.ts";

export interface WrittenFile {
  path: string;
  change: "create" | "update" | "overwrite";
  /** Size of the content. */
  bytes: number;
}

interface Known {
  /** Before the first of these facts; undefined: nobody kept it. */
  first: string | null | undefined;
  /** What is about to be written. */
  next: string | null;
  change: WrittenFile["change"];
  /** null: not at all, or no longer. */
  written: WrittenFile | null;
}

export function writtenFiles(facts: readonly Fact[]): WrittenFile[] {
  const files = new Map<string, Known>();
  const sizes = new Map<string, number>();
  const left = leftOf(facts);
  for (const fact of facts) {
    if (fact.type === "checkpoint") {
      for (const { path, before, after, byCommand } of fact.files) {
        if (byCommand) continue;
        const known = files.get(path);
        if (fact.undoes === undefined) {
          const change = before === null ? "create" : "update";
          files.set(path, { first: before, change, written: null, ...known, next: after });
        } else if (known && !left(fact.id, path)) {
          known.written =
            after === null || after === known.first
              ? null
              : { path, bytes: sizes.get(after) ?? 0, change: known.change };
        }
      }
    } else if (fact.type === "tool_result" && fact.effect?.kind === "write" && !fact.isError) {
      const { path, bytes, change } = fact.effect;
      const known = files.get(path);
      if (typeof known?.next === "string") sizes.set(known.next, bytes);
      const first = known?.written?.change ?? change;
      files.set(path, {
        ...(known ?? { first: undefined, next: null }),
        change: first,
        written: { path, bytes, change: first },
      });
    }
  }
  return [...files.values()].flatMap(({ written }) => written ?? []);
}
