/** Sees calls that miss the same file again and again, each time with other words: no circle, and no way forward either. */

import { lookingTools } from "./looking-tools.ts";
import type { Decision, Message } from "./types.ts";

/** After so many the model is told to do it otherwise; after so many a person is asked, or the turn ends (exit 53). */
export const missesUntilTold = 3;
export const missesUntilStopped = 8;

export interface Misses {
  /** 0: the last reply held none. */
  count: number;
  /** Of the tool, and of the file. */
  name: string;
  path: string;
}

export function missHint({ count, name, path }: Misses): string {
  return (
    `${count} calls of ${name} for ${path} did not work, and none in between did. Do it otherwise: read the file again and ` +
    "copy the lines to the letter, change a smaller part, or write the file whole with write_file."
  );
}

type Acted = Extract<Decision, { kind: "act" }>;

/** What was not run because of a rule or a person is no miss; reading a file does not end a row of them, changing it does. */
const refused = /^Not run: /;

/** One for each turn; told each reply's calls when their results are there. A reply counts once, however many of its calls missed. */
export function missGuard(): (decision: Acted, history: readonly Message[]) => Misses {
  const rows = new Map<string, number>();
  return ({ calls, rejected }, history) => {
    const results = history.slice(-(calls.length + rejected.length));
    const missed = new Map<string, Misses>();
    const changed = new Set<string>();
    for (const { id, name, arguments: args } of calls) {
      const result = results.find((one) => one.role === "tool" && one.toolCallId === id);
      const path = pathOf(args);
      if (path === null || result?.role !== "tool" || refused.test(result.content)) continue;
      if (result.isError) missed.set(JSON.stringify([path, name]), { count: 0, name, path });
      else if (!lookingTools.has(name)) changed.add(path);
    }
    for (const key of rows.keys()) {
      const [path] = JSON.parse(key) as [string, string];
      if (changed.has(path)) rows.delete(key);
    }
    let most: Misses = { count: 0, name: "", path: "" };
    for (const [key, { name, path }] of missed) {
      if (changed.has(path)) continue;
      const count = (rows.get(key) ?? 0) + 1;
      rows.set(key, count);
      if (count > most.count) most = { count, name, path };
    }
    return most;
  };
}

function pathOf(args: unknown): string | null {
  if (typeof args !== "object" || args === null || !("path" in args)) return null;
  return typeof args.path === "string" ? args.path.replace(/^(?:\.\/)+/, "") : null;
}
