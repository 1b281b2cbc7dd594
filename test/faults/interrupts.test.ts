/** A signal while each tool is at work: the run ends with its code, each call has its answer, and nothing happens afterwards. */

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { readLog } from "../../src/session/read.ts";
import { report, rounds, some } from "../support/faults.ts";
import { type BrokenRun, brokenRun } from "../support/long-run.ts";

/** How long is looked for late effects, in ms. */
const watchMs = rounds(500, 60_000);
const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

/** Waits for the moment when nothing may happen any more. */
const late = "until [ -e gate ]; do sleep 0.05; done; echo late > late.txt";
const shell = (command: string, more: object = {}) => ({
  name: "shell",
  arguments: { command, ...more },
});
const write = (path: string) => ({
  name: "write_file",
  arguments: { path, content: "x".repeat(1000) },
});

/** What the model calls, and whose call has to be at work when the signal comes. */
const work: Record<string, { name: string; arguments: object }[]> = {
  "a command": [shell(late), shell("echo after > after.txt")],
  "a command that ignores signals": [shell(`trap '' INT TERM HUP; ${late}; sleep 5`)],
  "a daemon of a command": [shell(`setsid sh -c '${late}' >/dev/null 2>&1 & sleep 5`)],
  "a command in the background": [shell(late, { background: true }), shell("sleep 5")],
  "many files": Array.from({ length: 120 }, (_, index) => write(`f${index}.txt`)),
  "a verification": [
    {
      name: "verify",
      arguments: {
        checks: [
          { name: "slow", run: late },
          { name: "next", run: "echo after > after.txt" },
        ],
      },
    },
  ],
};

test.each(Object.keys(codes) as (keyof typeof codes)[])(
  "after %s nothing happens any more, whatever was at work",
  async (signal) => {
    await Promise.all(
      some(Object.keys(work), signal === "SIGINT" ? 6 : 2).map(async (what) => {
        const calls = (work[what] ?? []) as { name: string; arguments: Record<string, unknown> }[];
        const run = await brokenRun([{ calls }]);
        const { child, ended } = run.start(["-p", "go"]);
        const last = what === "many files" ? 3 : what === "a command in the background" ? 2 : 1;
        await startedCalls(run, last);
        child.kill(signal);
        const { code, stderr } = await ended;
        expect({ what, code, stack: /^\s+at /m.test(stderr) }).toEqual({
          ...{ what, code: codes[signal], stack: false },
        });
        writeFileSync(join(run.out, "gate"), "");
        const before = contentOf(run.out);
        await sleep(watchMs);
        expect({ what, files: contentOf(run.out) }).toEqual({ what, files: before });
        expect(Object.keys(before).filter((name) => !/^f\d+\.txt$/.test(name))).toEqual(["gate"]);
        const { entries } = readLog(run.log() ?? "");
        const answered = entries.flatMap((entry) =>
          entry.type === "tool_result" ? [entry.callId] : [],
        );
        expect(answered).toEqual(calls.map((_, index) => `call_0_${index}`));
        expect(entries.at(-1)).toMatchObject({ type: "turn_end", reason: "aborted" });
        const again = await run.start(["-c", "-p", "go on"]).ended;
        expect(again).toMatchObject({ code: 0, stdout: "Done.\n" });
        expect(run.server.refused).toEqual([]);
      }),
    );
    report(
      `${Object.keys(work).length} kinds of work ended by ${signal}: 0 late effects in ${watchMs} ms`,
    );
  },
  180_000,
);

test.each([
  ["SIGHUP", "SIGTERM"],
  ["SIGTERM", "SIGTERM"],
  ["SIGINT", "SIGTERM"],
  ["SIGINT", "SIGINT"],
] as const)(
  "%s and %s in one breath: the turn is closed, and nothing is left behind",
  async (first, second) => {
    const run = await brokenRun([{ calls: [shell(late)] }]);
    const temporary = join(run.home, "temporary");
    mkdirSync(temporary);
    const { child, ended } = run.start(["-p", "go", "--sandbox", "landlock"], {
      env: { TMPDIR: temporary },
    });
    await startedCalls(run, 1);
    child.kill(first);
    child.kill(second);
    const { code, stderr } = await ended;
    expect([codes[first], codes[second]]).toContain(code);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(readdirSync(temporary)).toEqual([]);
    const log = run.log() ?? "";
    const { entries } = readLog(log);
    expect(entries.at(-1)).toMatchObject({ type: "turn_end", reason: "aborted" });
    expect(readdirSync(dirname(log)).filter((name) => !name.endsWith(".jsonl"))).toEqual([]);
  },
);

/** Resolves when so many calls have been started. */
async function startedCalls(run: BrokenRun, count: number): Promise<void> {
  for (let tries = 0; tries < 3000; tries++) {
    const path = run.log();
    const text = path !== undefined && existsSync(path) ? readFileSync(path, "utf8") : "";
    if (text.split('"type":"tool_start"').length > count) return;
    await sleep(10);
  }
  throw new Error("no call was started");
}

function contentOf(out: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(out).map((name) => [name, readFileSync(`${out}/${name}`, "utf8").slice(0, 20)]),
  );
}
