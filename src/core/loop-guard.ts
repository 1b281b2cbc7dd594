/** Sees a turn that goes round in a circle: the same calls with the same results, one reply after the other. */

import type { Decision, Message } from "./types.ts";

/** After so many alike in a row the model is told; after so many the turn ends (exit 53). */
export const alikeUntilTold = 4;
export const alikeUntilStopped = 8;

export const circleHint =
  "You have made the same call with the same result four times in a row. It will not change by itself: do something else, or end with what is in the way.";

/** Counts how often the last reply's calls came to the same as those before it; times in results do not count. */
export function loopGuard(): (
  decision: Extract<Decision, { kind: "act" }>,
  history: readonly Message[],
) => number {
  let last = "";
  let alike = 0;
  return ({ calls, rejected }, history) => {
    const made = [...calls, ...rejected].map((call) => [
      call.name,
      "arguments" in call ? call.arguments : null,
    ]);
    const results = history.slice(-made.length).map(({ content }) => withoutTimes(content));
    const signature = JSON.stringify([made, results]);
    alike = signature === last ? alike + 1 : 1;
    last = signature;
    return alike;
  };
}

function withoutTimes(text: string): string {
  return text.replace(/\b\d+(?:[.,]\d+)? ?(?:ms|s|m|h)\b/g, "");
}
