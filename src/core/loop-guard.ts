/** Sees a turn that goes round in a circle: the same calls with the same results, alone or in turns of two or three. */

import type { Decision, Message } from "./types.ts";

/** After so many rounds in a row the model is told; after so many a person is asked, or the turn ends (exit 53). */
export const alikeUntilTold = 4;
export const alikeUntilStopped = 8;
/** Replies of the longest circle that is seen. */
const longestCircle = 3;

export const circleHint =
  "You have made the same call with the same result four times in a row. It will not change by itself: do something else, or end with what is in the way.";

export interface Circle {
  /** How often it was gone round, this reply included; 1: not at all, or it is under way. */
  rounds: number;
  /** Of the tools that were called on the way, each once. */
  names: string[];
}

type Acted = Extract<Decision, { kind: "act" }>;

/** One for each turn; told each reply's calls when their results are there. Arguments and results must both be the same. */
export function loopGuard(): (decision: Acted, history: readonly Message[]) => Circle {
  /** The latest first. */
  const steps: { signature: string; names: string[] }[] = [];
  /** How many replies in a row were the same as those so many before them. */
  const alike = Array.from({ length: longestCircle + 1 }, () => 0);
  return ({ calls, rejected }, history) => {
    const made = [...calls, ...rejected];
    const results = history.slice(-made.length).map(({ content }) => withoutChance(content));
    const signature = JSON.stringify([
      made.map((call) => [call.name, "arguments" in call ? sorted(call.arguments) : null]),
      results,
    ]);
    steps.unshift({ signature, names: made.map(({ name }) => name) });
    let circle: Circle = { rounds: 1, names: [] };
    for (let length = 1; length <= longestCircle; length++) {
      alike[length] = steps[length]?.signature === signature ? (alike[length] ?? 0) + 1 : 0;
      const rounds = (alike[length] ?? 0) / length + 1;
      if (!Number.isInteger(rounds) || rounds <= circle.rounds) continue;
      const names = steps.slice(0, length).flatMap((step) => step.names);
      circle = { rounds, names: [...new Set(names)] };
    }
    steps.length = Math.min(steps.length, longestCircle);
    return circle;
  };
}

/** The same object written in another order is the same. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return entries.map(([name, member]) => [name, sorted(member)]);
}

/** What differs from run to run and means nothing: times, dates, process numbers, addresses, names of temporary files. */
function withoutChance(text: string): string {
  return text
    .replace(/\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?)?/g, "")
    .replace(/\b\d{1,2}:\d\d:\d\d(?:[.,]\d+)?\b/g, "")
    .replace(/\b\d+(?:[.,]\d+)? ?(?:µs|us|ms|s|m|h|sec|seconds|minutes)\b/g, "")
    .replace(/\b(pid|process)[ :=]+\d+\b/gi, "$1")
    .replace(/\b0x[0-9a-f]{4,}\b/gi, "")
    .replace(/\/tmp\/[\w.-]+/g, "/tmp/");
}
