/** Finds what fled its process group by a mark in its environment, where no namespace holds it. */

import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";

/** In the environment of every command; its value is the session's own. */
export const marker = "SKILLET_SESSION";

/**
 * Kills every process that carries the mark. Without /proc (macOS) `ps` is asked, which is shown the environment of most
 * programs, but not of those that the system protects.
 */
export function sweepMarked(session: string, ps = "/bin/ps"): void {
  const sweep = existsSync("/proc/self/environ") ? sweepOnce : sweepListed(ps);
  // What forks while we look is found in the next round; it ends when a round finds nobody.
  for (let round = 0; round < 10 && sweep(`${marker}=${session}`); round++);
}

function sweepOnce(mark: string): boolean {
  let found = false;
  for (const name of readdirSync("/proc")) {
    if (!/^\d+$/.test(name)) continue;
    const marked = carries(name, mark);
    if (marked !== false) found = true;
    if (marked === true) end(Number(name));
  }
  return found;
}

/** By what `ps` lists: number, command line and environment of each process, one a line. */
function sweepListed(ps: string): (mark: string) => boolean {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  return (mark) => {
    const { stdout } = spawnSync(ps, ["-axwwE", "-o", "pid=,command="], {
      encoding: "latin1",
      maxBuffer: 64 * 1024 * 1024,
      env: {},
    });
    const pids = markedIn(stdout ?? "", mark);
    for (const pid of pids) end(pid);
    return pids.length > 0;
  };
}

/** Numbers of the listed processes that carry the mark as a word of its own. Pure. */
export function markedIn(listing: string, mark: string): number[] {
  return listing.split("\n").flatMap((line) => {
    const [pid = "", ...words] = line.trim().split(" ");
    return /^[1-9]\d*$/.test(pid) && words.includes(mark) ? [Number(pid)] : [];
  });
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "ESRCH") throw thrown;
  }
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
