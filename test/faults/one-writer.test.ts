/** Several processes want one session, or one output directory: one has it, the others read who that is. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { createSession } from "../../src/session/store.ts";
import { session } from "../support/facts.ts";
import { report, rounds } from "../support/faults.ts";
import { brokenRun, expectWhole, stepsOf } from "../support/long-run.ts";

const contenders = 8;
/** Where starting eight of them takes the machine, the end of an empty input comes late; that is told, and no fault. */
const lateStdin = /^skillet: stdin is an open pipe and nothing came: .*\n/;
const tries = rounds(1, 100);

test(`of ${contenders} processes that go on with one session at once, ${tries} times, one does and the others name it`, async () => {
  let slowest = 0;
  for (let round = 0; round < tries; round++) {
    let lost = 0;
    let allLost = () => {};
    const othersGone = new Promise<void>((resolve) => {
      allLost = resolve;
    });
    // The winner is at work until the others have given up.
    const run = await brokenRun(stepsOf(2), () => othersGone);
    const cwd = join(run.home, "work");
    createSession(
      join(run.home, ".local/state/skillet"),
      { ...session, cwd, out: run.out },
      { now: Date.now },
    ).close();
    const started = performance.now();
    const all = Array.from({ length: contenders }, () => run.start(["-c", "-p", "go"]));
    const ends = await Promise.all(
      all.map(async ({ child, ended }) => {
        const end = await ended;
        if (end.code !== 0) {
          lost++;
          slowest = Math.max(slowest, performance.now() - started);
        }
        if (lost === contenders - 1) allLost();
        return { ...end, pid: child.pid };
      }),
    );
    const winners = ends.filter(({ code }) => code === 0);
    expect(winners).toHaveLength(1);
    const [winner] = winners;
    for (const { code, stderr } of ends.filter((end) => end !== winner)) {
      expect({ code, stderr: stderr.replace(lateStdin, "") }).toEqual({
        code: 1,
        stderr: `skillet: This session is open in process ${winner?.pid}.\n  Close it there, or go on in a copy of it: --fork-session\n`,
      });
    }
    expectWhole(run);
  }
  report(
    `${tries} rounds of ${contenders} processes: ${tries} winners, 0 mixed records, the last of all losers ended ${Math.round(slowest)} ms after the start of its round`,
  );
}, 600_000);

test("of two sessions on one output directory the second may look but not change, until the first has ended", async () => {
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  // The first has written when its second request comes, and is held there.
  const first = await brokenRun(stepsOf(1), (nth) => (nth === 2 ? held : undefined));
  const { child, ended } = first.start(["-p", "go"]);
  await first.nthRequest(2, ended);
  const log = first.log();
  const second = await brokenRun([
    { calls: [{ name: "read_file", arguments: { path: "f0.txt" } }] },
    { calls: [{ name: "shell", arguments: { command: "touch theirs.txt" } }] },
  ]);
  // Locks are found by the state directory, so both have the same.
  const env = { SKILLET_STATE_DIR: join(first.home, ".local/state/skillet") };
  const refused = await second.start(["-p", "go", "--out", first.out], { env }).ended;
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain(
    `error: Another session is changing ${first.out}, in process ${child.pid}.`,
  );
  expect(refused.stderr).toContain("choose another folder with --out DIR");
  expect(existsSync(join(first.out, "theirs.txt"))).toBe(false);
  const read = second.server.accepted.at(-1)?.at(-1)?.content;
  expect(read).toContain("file 0");
  release();
  expect((await ended).code).toBe(0);
  expectWhole({ ...first, log: () => log });
  expect((await second.start(["-p", "go", "--out", first.out], { env }).ended).code).toBe(0);
  expect(readFileSync(join(first.out, "theirs.txt"), "utf8")).toBe("");
}, 60_000);
