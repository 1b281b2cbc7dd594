/** Finds what fled its process group by a mark in its environment, where no namespace holds it. */

import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";

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
    if (!/^\d+$/.test(name)) continue;
    const marked = carries(name, mark);
    if (marked !== false) found = true;
    if (marked !== true) continue;
    try {
      process.kill(Number(name), "SIGKILL");
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== "ESRCH") throw thrown;
    }
  }
  return found;
}

/** "perhaps": it is becoming another program just now, and for that moment its environment reads as empty. */
function carries(pid: string, mark: string): boolean | "perhaps" {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, "latin1");
    if (environment !== "") return environment.split("\0").includes(mark);
    // Threads of the kernel and what has ended have no program; some few programs really have no environment.
    readlinkSync(`/proc/${pid}/exe`);
    return "perhaps";
  } catch {
    return false; // somebody else's process, or gone
  }
}
