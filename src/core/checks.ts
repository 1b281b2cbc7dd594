/** What the checks of a log say together: the last verification, and what failed before it and was not passed since. */

import type { Fact } from "./events.ts";

export type CheckFact = Extract<Fact, { type: "check" }>;

/** What a check found that could not tell anything, since what it asks was never there. */
export const notReached = "not reached: the start failed";

/**
 * Those of the last verification, behind those that failed before: a name that failed stays failed until a verification
 * passes every check of that name. Leaving it out does not pass it, nor does writing a file. `earlier`: what stood before
 * the first of these facts.
 */
export function standingChecks(
  facts: readonly Fact[],
  earlier: readonly CheckFact[] = [],
): CheckFact[] {
  let before = failuresOf(earlier);
  let last: CheckFact[] = [];
  for (const fact of facts) {
    if (fact.type === "check") last.push(fact);
    else if (fact.type === "tool_start" && fact.name === "verify") {
      before = [...without(before, last), ...failuresOf(last)];
      last = [];
    }
  }
  return [...without(before, last), ...last];
}

/** Of those, the ones that failed; what is left for a later part of the log. */
export function failedChecks(facts: readonly Fact[]): CheckFact[] {
  return failuresOf(standingChecks(facts));
}

function failuresOf(checks: readonly CheckFact[]): CheckFact[] {
  return checks.filter(({ ok }) => !ok);
}

function without(checks: readonly CheckFact[], done: readonly CheckFact[]): CheckFact[] {
  const names = new Set(done.map(({ name }) => name));
  return checks.filter(({ name }) => !names.has(name));
}
