/** Finds what fled its process group by a mark in its environment, where no namespace holds it. */

import { existsSync, readdirSync, readFileSync } from "node:fs";

/** In the environment of every command; its value is a mark. */
export const marker = "SKILLET_SESSION";

/** Marks for the commands of a session, each another one; the session's own stands for all of them. */
export function commandMarks(session: string): () => string {
  let last = 0;
  return () => `${session}.${++last}`;
}

/** What one look found: one that carries the mark; one that ended before it could be looked at, and may have left a child; neither. */
type Found = "marked" | "ended" | "nobody";

/** Looks that found nothing but what had ended. On a busy machine something always ends. */
const mostUnsure = 20;
/** What cannot be killed (its disk does not answer) is given up after so many ms. */
const longestMs = 2000;
const pauseMs = 1;

/**
 * Kills every process that carries the mark, or one that it stands for. Without /proc (macOS) `ps` is asked, which is shown the environment of most
 * programs, but not of those that the system protects.
 */
export function sweepMarked(mark: string, ps = "/bin/ps"): void {
  const sweep = existsSync("/proc/self/environ") ? sweepListing() : sweepListed(ps);
  const late = performance.now() + longestMs;
  // What forks while we look is found in the next round; it ends when a round finds nobody.
  for (let unsure = 0; unsure < mostUnsure && performance.now() < late; ) {
    const found = sweep(`${marker}=${mark}`);
    if (found === "nobody") return;
    if (found === "ended") unsure++;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pauseMs);
  }
}

/** By the files of each process. */
function sweepListing(): (mark: string) => Found {
  // One that has ended and is not waited for stands there for long; only once it may have been quicker than our look.
  const dead = new Set<string>();
  return (mark) => {
    let result: Found = "nobody";
    for (const pid of readdirSync("/proc")) {
      if (!/^\d+$/.test(pid)) continue;
      const found = look(pid, mark);
      if (found === "ended" && dead.has(pid)) continue;
      if (found === "ended") dead.add(pid);
      if (found === "marked" || result === "nobody") result = found;
    }
    return result;
  };
}

/** By what `ps` lists: number, command line and environment of each process, one a line. */
function sweepListed(ps: string): (mark: string) => Found {
  const { spawnSync } = process.getBuiltinModule("node:child_process");
  return (mark) => {
    const { stdout } = spawnSync(ps, ["-axwwE", "-o", "pid=,command="], {
      encoding: "latin1",
      maxBuffer: 64 * 1024 * 1024,
      env: {},
    });
    const pids = markedIn(stdout ?? "", mark);
    for (const pid of pids) end(pid);
    return pids.length > 0 ? "marked" : "nobody";
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

/** Kills it where it carries the mark. */
function look(pid: string, mark: string): Found {
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, "latin1");
    if (environment === "") return withoutEnvironment(pid);
    if (!environment.split("\0").some(isOf(mark))) return "nobody";
    end(Number(pid));
    return "marked";
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    // Else it is somebody else's.
    return code === "ENOENT" || code === "ESRCH" ? "ended" : "nobody";
  }
}

/** Threads of the kernel, what has ended, and some few programs that really have none; one that is becoming another program has none yet. */
function withoutEnvironment(pid: string): Found {
  const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
  // The name in brackets may hold anything; fields are counted behind its end, from field 3.
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const [state] = fields;
  if (state === "Z" || state === "X") return "ended";
  const kernelThread = 0x200000;
  const isKernel = (Number(fields[9 - 3]) & kernelThread) !== 0;
  const environmentEnd = fields[51 - 3];
  return !isKernel && environmentEnd === "0" ? "marked" : "nobody";
}
