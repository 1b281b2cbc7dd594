/** Descriptors that Skillet was started with and never asked for; every child would get them too. */

import { closeSync, existsSync, openSync, readdirSync, readFileSync } from "node:fs";

/** O_CLOEXEC, as /proc shows it. Node opens everything with it, so what lacks it came from outside. */
const closedOnExec = 0o2000000;

/** Above stderr. Empty where there is no /proc. */
export function inheritedDescriptors(): number[] {
  if (!existsSync("/proc/self/fdinfo")) return [];
  return readdirSync("/proc/self/fdinfo")
    .map(Number)
    .filter((descriptor) => descriptor > 2 && staysOpen(descriptor));
}

function staysOpen(descriptor: number): boolean {
  try {
    const [, flags = ""] =
      /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${descriptor}`, "latin1")) ?? [];
    return (Number.parseInt(flags, 8) & closedOnExec) === 0;
  } catch {
    return false; // the one that listed the folder is closed again
  }
}

/**
 * What a child is given: `own` from 3 on, and nothing in the places of what was inherited. Returns the list for `stdio`
 * and what has to be closed once the child has started.
 */
export function withoutInherited(
  own: readonly number[],
  inherited: readonly number[],
): { given: (number | "ignore")[]; opened: number[] } {
  const given: (number | "ignore")[] = [...own];
  const foreign = inherited.filter((descriptor) => descriptor >= 3 + own.length);
  if (foreign.length === 0) return { given, opened: [...own] };
  const nothing = openSync("/dev/null", "r");
  for (const descriptor of foreign) {
    while (given.length < descriptor - 3) given.push("ignore");
    given[descriptor - 3] = nothing;
  }
  return { given, opened: [...own, nothing] };
}

export function closeAll(descriptors: readonly number[]): void {
  for (const descriptor of descriptors) closeSync(descriptor);
}
