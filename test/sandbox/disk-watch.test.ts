/** Who is to blame when the disk fills: decided by what the output directory took, whatever the disk says. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { DiskUse } from "../../src/sandbox/disk-use.ts";
import { openDiskWatch, type Space } from "../../src/sandbox/disk-watch.ts";

const MiB = 1024 * 1024;
const GiB = 1024 * MiB;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A disk and an output directory that are only numbers. */
function play(limits = { outputBytes: 10 * GiB, freeBytes: GiB }) {
  const space: Space = { free: 100 * GiB, total: 200 * GiB, freeInodes: 1e6, inodes: 2e6 };
  const use: DiskUse = { used: 50 * GiB, changed: 0, inodes: 1000, hidden: false };
  let walks = 0;
  const watch = openDiskWatch({
    out: "/out",
    limits,
    space: () => ({ ...space }),
    use: async () => {
      walks++;
      return { ...use };
    },
  });
  const reasons: string[] = [];
  const start = () => watch.watch({ pids: () => [], stop: (why) => reasons.push(why) });
  return {
    space,
    use,
    reasons,
    start,
    walks: () => walks,
    /** By a command. */
    writes(bytes: number, files = 0) {
      space.free -= bytes;
      space.freeInodes -= files;
      use.used += bytes;
      use.changed += bytes;
      use.inodes += files;
    },
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  };
}

test("nothing is walked through for a short command that writes little", async () => {
  const disk = play();
  const release = disk.start();
  disk.writes(20 * MiB);
  await disk.pass(900);
  release();
  await disk.pass(60_000);
  expect(disk.walks()).toBe(0);
});

test("what grows over the limit is stopped, once, and may be deleted then", async () => {
  const disk = play();
  const release = disk.start();
  for (let written = 0; written <= 10; written++) {
    expect(disk.reasons).toEqual([]);
    disk.writes(GiB);
    await disk.pass(500);
  }
  expect(disk.reasons).toEqual([
    "the output directory has grown by 11.0 GiB in this session, and 10.0 GiB is the limit; all commands were stopped. Delete there what is not needed.",
  ]);
  expect(disk.walks()).toBeLessThan(12);
  // It wrote on while it was killed.
  disk.writes(300 * MiB);
  release();
  const again = disk.start();
  await disk.pass(15_000);
  disk.writes(-5 * GiB);
  await disk.pass(15_000);
  expect(disk.reasons).toHaveLength(1);
  again();
});

test("what is over the limit may not grow further", async () => {
  const disk = play();
  disk.start()();
  const first = disk.start();
  await disk.pass(500);
  disk.writes(11 * GiB);
  await disk.pass(500);
  first();
  const second = disk.start();
  await disk.pass(500);
  expect(disk.reasons).toHaveLength(1);
  disk.writes(10 * MiB);
  await disk.pass(500);
  expect(disk.reasons).toHaveLength(2);
  second();
});

test("what many short commands write is added up", async () => {
  const disk = play();
  for (let command = 0; command < 30 && disk.reasons.length === 0; command++) {
    const release = disk.start();
    await disk.pass(1);
    disk.writes(500 * MiB);
    release();
    await disk.pass(1);
  }
  const last = disk.start();
  disk.writes(10 * MiB);
  await disk.pass(500);
  expect(disk.reasons.length).toBeGreaterThan(0);
  last();
});

test("another program that fills the disk is not blamed on a command", async () => {
  const disk = play();
  disk.start();
  await disk.pass(1500);
  disk.space.free -= 60 * GiB;
  await disk.pass(1500);
  disk.writes(10 * MiB);
  disk.space.free = 100 * MiB;
  await disk.pass(1500);
  disk.space.free = 0;
  await disk.pass(1500);
  expect(disk.reasons).toEqual([]);
});

test("another program that makes room does not hide what a command takes", async () => {
  const disk = play();
  disk.start();
  await disk.pass(2000);
  for (let second = 0; second < 30; second++) {
    disk.writes(GiB);
    disk.space.free += GiB;
    await disk.pass(1000);
  }
  expect(disk.reasons.length).toBeGreaterThan(0);
});

test("what was there before does not count, touched or not", async () => {
  const disk = play();
  disk.start();
  disk.use.changed += 50 * GiB;
  disk.writes(6 * GiB);
  await disk.pass(30_000);
  expect(disk.reasons).toEqual([]);
});

test("a command that takes the last of the disk is stopped, below the floor and not above", async () => {
  const disk = play();
  disk.space.free = 3 * GiB;
  disk.start();
  await disk.pass(2000);
  disk.writes(1.5 * GiB);
  await disk.pass(500);
  expect(disk.reasons).toEqual([]);
  disk.writes(0.7 * GiB);
  await disk.pass(500);
  expect(disk.reasons).toEqual([
    "the disk is almost full, 819.2 MiB and 1000000 files are left; all commands were stopped. Delete what is not needed, or make room on it.",
  ]);
});

test("on a small disk the floor is its fiftieth part", async () => {
  const disk = play();
  disk.space.total = 10 * GiB;
  disk.space.free = 700 * MiB;
  disk.start();
  await disk.pass(2000);
  disk.writes(400 * MiB);
  await disk.pass(500);
  expect(disk.reasons).toEqual([]);
  disk.writes(200 * MiB);
  await disk.pass(500);
  expect(disk.reasons).toHaveLength(1);
});

test("empty files that use up a disk's inodes are stopped as well", async () => {
  const disk = play();
  disk.space.freeInodes = 41_000;
  disk.start();
  await disk.pass(2000);
  disk.writes(0, 2000);
  await disk.pass(500);
  expect(disk.reasons).toHaveLength(1);
});

test("where a command hides what it takes, what the disk lost is its own", async () => {
  const disk = play();
  disk.start();
  await disk.pass(2000);
  disk.use.hidden = true;
  disk.space.free -= 11 * GiB;
  await disk.pass(500);
  expect(disk.reasons).toHaveLength(1);
});
