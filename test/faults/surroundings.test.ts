/** What a run takes for granted and may not: the umask, the clock, and logs of earlier versions. */

import { chmodSync, copyFileSync, lstatSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { historyOf } from "../../src/core/folds.ts";
import { receiptOf } from "../../src/core/receipt.ts";
import { readLog } from "../../src/session/read.ts";
import { createSession, listSessions, resumeSession } from "../../src/session/store.ts";
import { session } from "../support/facts.ts";
import { brokenRun, expectWhole, stepsOf } from "../support/long-run.ts";
import { temporaryFolder } from "../support/temporary.ts";

test("whatever the umask, nothing that Skillet keeps can be read or entered by others, also what was there before", async () => {
  const loud = { name: "shell", arguments: { command: "seq 1 100000" } };
  const run = await brokenRun([{ calls: [loud] }, ...stepsOf(3)]);
  const state = join(run.home, ".local/state/skillet");
  createSession(
    state,
    { ...session, cwd: join(run.home, "work"), out: run.out },
    { now: Date.now },
  ).close();
  for (const path of ["sessions", "locks", "output"]) {
    mkdirSync(join(state, path), { recursive: true });
    chmodSync(join(state, path), 0o777);
  }
  chmodSync(run.log() ?? "", 0o666);
  const behind = ["sh", "-c", 'umask 000; exec "$@"', "sh"];
  for (const args of [
    ["-c", "-p", "go"],
    ["-p", "again"],
  ]) {
    const { code, stderr } = await run.start(args, { behind }).ended;
    expect({ code, stderr }).toMatchObject({ code: 0 });
  }
  const paths = readdirSync(state, { recursive: true, encoding: "utf8" });
  const open = paths.flatMap((path) => {
    const stat = lstatSync(join(state, path));
    const mode = (stat.mode & 0o777).toString(8);
    return mode === (stat.isDirectory() ? "700" : "600") ? [] : [`${mode} ${path}`];
  });
  expect(paths.filter((path) => path.startsWith("output/")).length).toBeGreaterThan(2);
  expect(open).toEqual([]);
});

const clocks = [
  "frozen",
  "jumping back",
  "ten years ahead",
  "ten years back",
  "a hundred times as fast",
];

test.each(clocks)("a clock that is %s changes no order, no lock and no wait", async (clock) => {
  const held: (() => void)[] = [];
  const run = await brokenRun(stepsOf(4), (nth) =>
    nth === 5 ? new Promise<void>((resolve) => held.push(resolve)) : undefined,
  );
  const preload = new URL("../support/programs/clock.mjs", import.meta.url).href;
  const env = { NODE_OPTIONS: `--import=${preload}`, SKILLET_TEST_CLOCK: clock };
  const first = run.start(["-p", "go"], { env });
  await run.nthRequest(5, first.ended);
  const second = await run.start(["-c", "-p", "go on"], { env: {} }).ended;
  expect(second.stderr).toContain(`This session is open in process ${first.child.pid}.`);
  for (const release of held) release();
  expect(await first.ended).toMatchObject({ code: 0, stdout: "Done.\n" });
  expectWhole(run);
  expect(await run.start(["-c", "-p", "go on"], { env }).ended).toMatchObject({ code: 0 });
  expectWhole(run);
});

const old = new URL("fixtures/", import.meta.url).pathname;

test.each(readdirSync(old).filter((name) => name.endsWith(".jsonl")))(
  "%s, written by an earlier version, is read as it was, and goes on",
  (name) => {
    const state = temporaryFolder();
    const folder = join(state, "sessions/folder");
    mkdirSync(folder, { recursive: true });
    copyFileSync(join(old, name), join(folder, name));
    const { entries, problems, session } = readLog(join(folder, name));
    const expected = JSON.parse(readFileSync(join(old, `${name}.expected.json`), "utf8"));
    expect(problems).toEqual([]);
    const folded = {
      history: historyOf(entries),
      receipt: receiptOf(entries, session ?? undefined),
    };
    // Readers may learn to tell more of it, never less or something else.
    expect(JSON.parse(JSON.stringify(folded))).toMatchObject(expected);
    const [summary] = listSessions(state);
    if (!summary) throw new Error("it is not in the list");
    const open = resumeSession(summary, { now: () => 0 });
    open.log.append({ type: "turn_start", prompt: "after" });
    open.close();
    expect(readLog(join(folder, name)).entries).toHaveLength(entries.length + 1);
  },
);
