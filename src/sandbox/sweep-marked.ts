/** Finds what fled its process group by a mark in its environment, where no namespace holds it. */

import { existsSync, readdirSync, readFileSync, readlinkSync } from "node:fs";

/** In the environment of every command; its value is a mark. */
export const marker = "SKILLET_SESSION";

/** Marks for the commands of a session, each another one; the session's own stands for all of them. */
export function commandMarks(session: string): () => string {
  let last = 0;
  return () => `${session}.${++last}`;
}

/**
 * Kills every process that carries the mark, or one that it stands for. Without /proc (macOS) `ps` is asked, which is shown the environment of most
 * programs, but not of those that the system protects.
 */
export function sweepMarked(mark: string, ps = "/bin/ps"): void {
  const sweep = existsSync("/proc/self/environ") ? sweepOnce : sweepListed(ps);
  // What forks while we look is found in the next round; it ends when a round finds nobody.
  for (let round = 0; round < 10 && sweep(`${marker}=${mark}`); round++);
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

/** Numbers of the listed processes that carry the mark, or one that it stands for, as a word of its own. Pure. */
export function markedIn(listing: string, mark: string): number[] {
  return listing.split("\n").flatMap((line) => {
    const [pid = "", ...words] = line.trim().split(" ");
    return /^[1-9]\d*$/.test(pid) && words.some(isOf(mark)) ? [Number(pid)] : [];
  });
}

function isOf(mark: string): (word: string) => boolean {
  return (word) => word === mark || word.startsWith(`${mark}.`);
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
    if (environment !== "") return environment.split("\0").some(isOf(mark));
    // Threads of the kernel and what has ended have no program; some few programs really have no environment.
    readlinkSync(`/proc/${pid}/exe`);
    return "perhaps";
  } catch {
    return false; // somebody else's process, or gone
  }
}
