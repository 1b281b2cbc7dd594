/** Keeps commands from filling the user's disk: looks at the free space while they run, and at the output directory when it falls. */

import { statfsSync } from "node:fs";
import { type DiskUse, diskUse } from "./disk-use.ts";
import type { CommandLimits } from "./limits.ts";

export interface Watched {
  /** Its processes, as this machine numbers them. */
  pids(): number[];
  /** Ends all of it; `why` is one line, with what helps. */
  stop(why: string): void;
}

export interface DiskWatch {
  /** Until the returned function is called. */
  watch(command: Watched): () => void;
}

/** Of a file system. */
export interface Space {
  /** In bytes, for who is not root. */
  free: number;
  total: number;
  /** Files that can still be made; 0 of 0 where they are not counted. */
  freeInodes: number;
  inodes: number;
}

export interface DiskWatchOptions {
  out: string;
  limits: Pick<CommandLimits, "outputBytes" | "freeBytes">;
  /** Default: of the file system that holds `out`. */
  space?: () => Space;
  /** Default: walks through `out`. */
  use?: (since: number, pids: readonly number[]) => Promise<DiskUse>;
}

const MiB = 1024 * 1024;
const tickMs = 250;
/** At the limit. What comes then is quick or small. */
const tickOverMs = 25;
/** A fall that is worth a walk. Near and over the limit, less is. */
const stepBytes = 64 * MiB;
const stepOverBytes = MiB;
const stepInodes = 1000;
/** The share of a disk, and of its inodes, that is left free where that is less than `freeBytes`. */
const freeShare = 0.02;
/** Without any fall, for others may free what a command takes: after the first second, then seldom and at 0.5 % of the time. */
const firstWalkMs = 1000;
const walkEveryMs = 10_000;
const walkShare = 200;
/** After a walk the next one waits so many times as long as it took. */
const rest = 2;
/** File systems stamp with the time of the last tick. */
const stampMs = 1000;

/** By the last walk. */
interface Found {
  used: number;
  inodes: number;
  grown: number;
}

export function openDiskWatch(options: DiskWatchOptions): DiskWatch {
  const { out, limits } = options;
  const { outputBytes, freeBytes } = limits;
  const { space = () => spaceOf(out) } = options;
  const { use = (since, pids) => diskUse({ out, since, pids }) } = options;
  const step = Math.min(stepBytes, outputBytes / 16);
  const watched = new Set<Watched>();
  const begun = Date.now() - stampMs;
  let last: Found | null = null;
  /** Most of it that was free since the last walk, each for itself. */
  let peak = { free: 0, freeInodes: 0 };
  /** What the output directory took when the session began. */
  let before = 0;
  /** While it is over the limit: so much is there and is suffered, so that commands can delete. */
  let suffered = 0;
  /** What was stopped may write on until it is gone: the first walk after that takes what it finds as what is there. */
  let stopped = false;
  let settling = false;
  let timer: NodeJS.Timeout | undefined;
  let walking = false;
  /** When the next one is made without any fall, and before when none is made. */
  let walkAt = 0;
  let restUntil = 0;

  const left = () => outputBytes - (last?.grown ?? 0);
  const least = () => (left() < step ? Math.min(step, stepOverBytes) : step);

  function isLow({ free, total, freeInodes, inodes }: Space): boolean {
    return free < Math.min(freeBytes, total * freeShare) || freeInodes < inodes * freeShare;
  }

  /** Whether enough has changed since the last walk for the next one to find something. */
  function isDue(now: Space): boolean {
    if (walking || performance.now() < restUntil) return false;
    const low = isLow(now);
    const pace = low ? least() : Math.max(least(), left() / 2);
    if (peak.free - now.free >= pace || performance.now() >= walkAt) return true;
    return low && peak.freeInodes - now.freeInodes >= stepInodes;
  }

  function look(): void {
    const now = space();
    peak.free = Math.max(peak.free, now.free);
    peak.freeInodes = Math.max(peak.freeInodes, now.freeInodes);
    if (isDue(now)) void walk(now);
  }

  async function walk(now: Space): Promise<void> {
    walking = true;
    const startedAt = performance.now();
    const found = await use(
      begun,
      [...watched].flatMap((command) => command.pids()),
    );
    const endedAt = performance.now();
    walkAt = endedAt + Math.max(walkEveryMs, (endedAt - startedAt) * walkShare);
    restUntil = endedAt + (endedAt - startedAt) * rest;
    walking = false;
    const why = judge(found, now);
    if (why === null) return;
    stopped = watched.size > 0;
    for (const command of watched) command.stop(why);
  }

  function goOn(): void {
    timer = setTimeout(
      () => {
        look();
        goOn();
      },
      left() < step ? tickOverMs : tickMs,
    );
    timer.unref();
  }

  /** null: nothing that the commands would have to answer for. */
  function judge({ used, changed, inodes, hidden }: DiskUse, now: Space): string | null {
    const fell = Math.max(0, peak.free - now.free);
    const inodesFell = peak.freeInodes - now.freeInodes;
    if (last === null) before = used - Math.min(changed, fell);
    const lately = hidden ? fell : used - (last?.used ?? before);
    const grown = hidden
      ? Math.max((last?.grown ?? 0) + fell, used - before)
      : Math.min(used - before, changed);
    const files = inodes - (last?.inodes ?? inodes);
    last = { used, inodes, grown };
    peak = { free: now.free, freeInodes: now.freeInodes };
    const over = grown > outputBytes;
    if (!over) suffered = 0;
    else if (settling || grown <= suffered) suffered = grown;
    settling = false;
    if (over && grown > suffered) {
      return `the output directory has grown by ${sizeOf(grown)} in this session, and ${sizeOf(outputBytes)} is the limit; all commands were stopped. Delete there what is not needed.`;
    }
    // Mostly by commands, or by somebody else: who is not to blame is left alone.
    const filling = fell >= Math.min(step, stepOverBytes) && lately >= fell / 2;
    const crowding = files >= stepInodes && files >= inodesFell / 2;
    if (!isLow(now) || !(filling || crowding)) return null;
    return `the disk is almost full, ${sizeOf(now.free)} and ${now.freeInodes} files are left; all commands were stopped. Delete what is not needed, or make room on it.`;
  }

  return {
    watch(command) {
      if (watched.size === 0) {
        settling ||= stopped;
        stopped = false;
        walkAt = settling ? 0 : Math.max(walkAt, performance.now() + firstWalkMs);
        goOn();
      }
      watched.add(command);
      // What many short commands write is seen at the start of the next one.
      look();
      return () => {
        if (watched.delete(command) && watched.size === 0) clearTimeout(timer);
      };
    },
  };
}

function spaceOf(out: string): Space {
  try {
    const { bavail, blocks, bsize, ffree, files } = statfsSync(out);
    return { free: bavail * bsize, total: blocks * bsize, freeInodes: ffree, inodes: files };
  } catch {
    // Moved or removed; then there is nothing of it to be filled.
    return { free: Number.MAX_SAFE_INTEGER, total: 0, freeInodes: 0, inodes: 0 };
  }
}

function sizeOf(bytes: number): string {
  const mib = bytes / MiB;
  return mib >= 1024 ? `${(mib / 1024).toFixed(1)} GiB` : `${mib.toFixed(1)} MiB`;
}
