/** A kill, and each error of the disk, put into every system call that a real run makes on its session's log. */

import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createSession } from "../../src/session/store.ts";
import { session } from "../support/facts.ts";
import { long, report, rounds, some } from "../support/faults.ts";
import { straceWorks } from "../support/kill.ts";
import { brokenRun, expectWhole, stepsOf } from "../support/long-run.ts";
import { temporaryFolder } from "../support/temporary.ts";

const id = "20260102-030405-678abcd";
const steps = stepsOf(3);

describe("with faults put into system calls", () => {
  if (!straceWorks) {
    test("nothing is tried: strace is not there", () => {
      expect(straceWorks).toBe(false);
    });
    return;
  }

  test("a kill at each call on the log leaves the old or the new state, and going on is always accepted", async () => {
    const counts = await callsOfARun();
    let tried = 0;
    for (const [call, count] of Object.entries(counts)) {
      for (const when of some(upTo(count), call === "write" ? 2 : 1)) {
        const run = await begun();
        const { code } = await run.go(`${call}:signal=KILL:when=${when}`);
        // 137: strace ends as its tracee did.
        expect([call, when, code === 0]).toEqual([call, when, false]);
        await goOn(run);
        tried++;
      }
    }
    report(`${tried} kills at calls on the log: 0 lost, 0 refused, 0 done twice`);
  }, 1_200_000);

  /** Each with the call that an ordinary run tries it at; the long one tries all. */
  const errors = [
    ["ENOSPC", "write"],
    ["EIO", "fdatasync"],
    ["EDQUOT", "write"],
    ["EROFS", "openat"],
    ["EAGAIN", "write"],
  ] as const;
  test.each(errors)(
    "%s at each call on the log is one line and exit 1, and the session goes on",
    async (error, usual) => {
      const counts = await callsOfARun();
      let tried = 0;
      for (const [call, count] of Object.entries(counts)) {
        if (!long && call !== usual) continue;
        for (const when of some(upTo(count), 1)) {
          const run = await begun();
          const { code, stderr } = await run.go(`${call}:error=${error}:when=${when}`);
          const lines = stderr.split("\n").filter((line) => /^skillet: (?!Resumed)/.test(line));
          expect([call, when, code, lines]).toEqual([
            ...[call, when, 1],
            [expect.stringMatching(/^skillet: The session log could not be \w+: .*\)\.$/)],
          ]);
          expect(stderr).not.toMatch(/^\s+at /m);
          await goOn(run);
          tried++;
        }
      }
      report(`${tried} times ${error} at calls on the log: one line and exit 1 each, 0 lost`);
    },
    1_200_000,
  );

  test("calls that are interrupted by a signal are made again", async () => {
    const counts = await callsOfARun();
    for (const [call, count] of Object.entries(counts).slice(0, rounds(1, 9))) {
      const run = await begun();
      const { code, stdout } = await run.go(`${call}:error=EINTR:when=${Math.ceil(count / 2)}`);
      expect([call, code, stdout]).toEqual([call, 0, "Done.\n"]);
      expectWhole(run);
    }
  }, 120_000);

  test("each call is on disk before its effect, and each result before the next request", async () => {
    const count = rounds(12, 50);
    const run = await begun(count);
    const trace = join(temporaryFolder(), "trace");
    const calls = "trace=write,writev,sendto,sendmsg,fdatasync,rename,execve";
    const { code } = await run.go(
      null,
      ["-s", "300", "-y", "-e", calls, "-o", trace],
      ["--max-turns", String(count + 1)],
    );
    expect(code).toBe(0);
    let unsynced: string[] = [];
    const order = { effects: 0, requests: 0, violations: [] as string[] };
    for (const line of readFileSync(trace, "utf8").split("\n")) {
      const kind = kindOf(line, run.path);
      if (kind === "synced") unsynced = [];
      else if (kind === "effect" || kind === "request") {
        order[`${kind}s`]++;
        const early = unsynced.filter((type) => kind === "request" || type === "tool_start");
        if (early.length > 0) order.violations.push(`${early} before ${line.slice(0, 200)}`);
      } else if (kind) unsynced.push(kind);
    }
    expect(order).toEqual({
      effects: expect.any(Number),
      requests: count + 1,
      violations: [],
    });
    expect(order.effects).toBeGreaterThanOrEqual(count);
    report(`${order.requests} requests and ${order.effects} effects: 0 before the log had them`);
  }, 300_000);
});

/** The type of an entry that is written, `synced`, or what must not come before that. */
function kindOf(line: string, log: string): string | undefined {
  if (line.includes(`<${log}>`)) {
    if (line.includes(" fdatasync(")) return "synced";
    return /\\"type\\":\\"(\w+)\\"/.exec(line)?.[1];
  }
  if (/ (write|writev|sendto|sendmsg)\(\d+<(TCP|socket).*POST /.test(line)) return "request";
  if (/ rename\(.*f\d+\.txt"/.test(line)) return "effect";
  return / execve\(.*"echo \d+ >> effects\.txt"/.test(line) ? "effect" : undefined;
}

/** A session that has begun, so that strace can be told the name of its log. */
async function begun(count = steps.length) {
  const run = await brokenRun(stepsOf(count));
  const state = join(run.home, ".local/state/skillet");
  const cwd = join(run.home, "work");
  const fact = { ...session, id, cwd, out: run.out };
  const made = createSession(state, fact, { now: Date.now });
  made.close();
  mkdirSync(run.out);
  const go = (
    inject: string | null,
    options: readonly string[] = [],
    flags: readonly string[] = [],
  ) => {
    const only =
      inject === null
        ? []
        : [
            "-P",
            made.path,
            "-o",
            "/dev/null",
            "-e",
            `trace=${inject.slice(0, inject.indexOf(":"))}`,
            "-e",
            `inject=${inject}`,
          ];
    return run.start(["--resume", id, "-p", "go", ...flags], {
      behind: ["strace", "-f", "-qq", ...only, ...options],
      // io_uring would go past strace.
      env: { UV_USE_IO_URING: "0" },
    }).ended;
  };
  return { ...run, path: made.path, go };
}

/** How often a run makes each call on its log. */
function callsOfARun(): Promise<Record<string, number>> {
  counted ??= countCalls();
  return counted;
}

let counted: Promise<Record<string, number>> | undefined;

async function countCalls(): Promise<Record<string, number>> {
  const run = await begun();
  const trace = join(temporaryFolder(), "trace");
  const names = ["write", "fdatasync", "openat"];
  const { code } = await run.go(null, ["-P", run.path, "-e", `trace=${names}`, "-o", trace]);
  expect(code).toBe(0);
  const traced = readFileSync(trace, "utf8");
  const counts = names.map((name) => [name, traced.split(` ${name}(`).length - 1] as const);
  for (const [, count] of counts) expect(count).toBeGreaterThan(2);
  return Object.fromEntries(counts);
}

async function goOn(run: Awaited<ReturnType<typeof begun>>): Promise<void> {
  const { code, stdout, stderr } = await run.start(["-c", "-p", "go on"]).ended;
  expect({ code, stdout, stderr }).toMatchObject({ code: 0, stdout: "Done.\n" });
  expectWhole(run);
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}
