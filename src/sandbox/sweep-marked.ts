/** Finds what fled its process group by a mark in its environment, where no namespace holds it. */

import { existsSync, readdirSync, readFileSync } from "node:fs";

/** In the environment of every command; its value is the session's own. */
export const marker = "SKILLET_SESSION";

/** Kills every process that carries the mark. Where there is no /proc, process groups are all there is. */
export function sweepMarked(session: string): void {
  if (!existsSync("/proc/self/environ")) return;
  // What forks while we look is found in the next round; it ends when a round finds nobody.
  for (let round = 0; round < 10 && sweepOnce(`${marker}=${session}`); round++);
}

function sweepOnce(mark: string): boolean {
  let found = false;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name) || !carries(Number(name), mark)) continue;
    found = true;
    try {
      process.kill(Number(name), "SIGKILL");
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== "ESRCH") throw thrown;
    }
  }
  return found;
}

function carries(pid: number, mark: string): boolean {
  try {
    return readFileSync(`/proc/${pid}/environ`, "latin1").split("\0").includes(mark);
  } catch {
    return false; // somebody else's process, or gone
  }
}
