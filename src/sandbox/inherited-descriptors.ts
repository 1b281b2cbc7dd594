/** Descriptors that Skillet was started with and never asked for; every child would get them too. */

import { existsSync, readdirSync, readFileSync } from "node:fs";

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
