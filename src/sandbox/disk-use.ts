/** How much of the disk an output directory takes, as it really is: blocks, not lengths; each inode once. */

import { lstatSync, readdirSync, type Stats, statSync } from "node:fs";

export interface DiskUse {
  /** Bytes in blocks, each inode with at least `leastBytes`; removed files that a command still holds open are in it. */
  used: number;
  /** Of `used`, what belongs to inodes that were changed since the given time: no more than that can be new. */
  changed: number;
  inodes: number;
  /** True: a command closed a folder to us, or holds more open than is looked at, so that there may be more. */
  hidden: boolean;
}

export interface DiskUseOptions {
  out: string;
  /** ms since the epoch. */
  since: number;
  /** Of the running commands, for what they removed and still hold open. */
  pids: readonly number[];
}

/** An empty file takes its inode and its name. */
const leastBytes = 512;
const blockBytes = 512;
/** The walk gives way to everything else after so many ms. */
const sliceMs = 5;
/** Open files that are looked at; a jail that has more hides something. */
const maxDescriptors = 100_000;

/**
 * By path, while commands may swap what stands there: who does that makes his own count wrong, and nothing is opened. Never
 * rejects: what cannot be looked at does not count.
 */
export async function diskUse({ out, since, pids }: DiskUseOptions): Promise<DiskUse> {
  const use: DiskUse = { used: 0, changed: 0, inodes: 0, hidden: false };
  const top = targetOf(out);
  if (!top) return use;
  const seen = new Set<string>();
  /** Overlay file systems give files other devices than folders. */
  const devices = new Set([top.dev]);
  const count = (stat: Stats) => {
    // What has one name only is met once; a set of all of them would be large.
    const mounted = stat.isDirectory() && stat.dev !== top.dev;
    if (mounted || (stat.nlink !== 1 && seen.has(keyOf(stat)))) return false;
    if (stat.nlink !== 1) seen.add(keyOf(stat));
    devices.add(stat.dev);
    const bytes = Math.max(stat.blocks * blockBytes, leastBytes);
    use.inodes++;
    use.used += bytes;
    if (stat.ctimeMs >= since) use.changed += bytes;
    return true;
  };
  let until = performance.now() + sliceMs;
  const giveWay = async () => {
    if (performance.now() < until) return;
    await new Promise(setImmediate);
    until = performance.now() + sliceMs;
  };
  // Names are bytes: one that is no UTF-8 could not be found again by its text.
  const open: Folder[] = [{ path: Buffer.from(out), fresh: top.ctimeMs >= since }];
  count(top);
  for (let folder = open.pop(); folder; folder = open.pop()) {
    for (const name of namesIn(folder, use)) {
      const path = Buffer.concat([folder.path, slash, name]);
      const stat = entryOf(path, folder, use);
      if (stat && count(stat) && stat.isDirectory())
        open.push({ path, fresh: stat.ctimeMs >= since });
      await giveWay();
    }
  }
  let descriptors = 0;
  for (const path of pids.flatMap(descriptorsOf)) {
    if (++descriptors > maxDescriptors) use.hidden = true;
    if (use.hidden) break;
    const stat = targetOf(path);
    if (stat?.isFile() && stat.nlink === 0 && devices.has(stat.dev)) count(stat);
    await giveWay();
  }
  return use;
}

interface Folder {
  path: Buffer;
  /** It was changed in the session, so that a command may have closed it. */
  fresh: boolean;
}

function keyOf({ dev, ino }: Stats): string {
  return `${dev}:${ino}`;
}

const slash = Buffer.from("/");

function namesIn(folder: Folder, use: DiskUse): Buffer[] {
  try {
    return readdirSync(folder.path, { encoding: "buffer" });
  } catch (thrown) {
    if (hides(thrown, folder)) use.hidden = true;
    return [];
  }
}

function entryOf(path: Buffer, folder: Folder, use: DiskUse): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch (thrown) {
    if (hides(thrown, folder)) use.hidden = true;
    return undefined;
  }
}

/** Closed to us, or too deep for a path; not what is only gone by now. */
function hides(thrown: unknown, { fresh }: Folder): boolean {
  const { code } = thrown as NodeJS.ErrnoException;
  return code === "ENAMETOOLONG" || (fresh && (code === "EACCES" || code === "EPERM"));
}

/** Of each thread, for they may have tables of their own. Empty where there is no /proc. */
function descriptorsOf(pid: number): string[] {
  return entriesOf(`/proc/${pid}/task`).flatMap((thread) => entriesOf(`${thread}/fd`));
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder).map((name) => `${folder}/${name}`);
  } catch {
    return []; // it has ended, or is another user's
  }
}

function targetOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}
