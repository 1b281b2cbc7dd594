import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { findSession } from "../../src/session/find.ts";
import { folderNameOf } from "../../src/session/id.ts";
import { readLog, recoverLog } from "../../src/session/read.ts";
import { removeSession, resumeSession } from "../../src/session/store.ts";
import { session, turn } from "../support/facts.ts";
import { long } from "../support/faults.ts";
import { type Ended, runAndKill, runWithFault, straceWorks } from "../support/kill.ts";
import { quickFolder, temporaryFolder } from "../support/temporary.ts";

const program = new URL("../support/programs/log-writer.ts", import.meta.url).pathname;
const logIn = (state: string) => join(state, "sessions", folderNameOf(session.cwd), "killed.jsonl");

/** The last entry the program knew to be on disk. */
function acknowledged({ said }: Ended): number {
  return said.reduce(
    (last, line) => Math.max(last, Number(/^synced (\d+)$/.exec(line)?.[1] ?? 0)),
    0,
  );
}

/** Everything that was acknowledged is there, in order, and writing goes on behind it. */
function checkSurvivor(state: string, ended: Ended): void {
  const path = logIn(state);
  const { entries, problems } = recoverLog(path);
  expect(entries.length).toBeGreaterThanOrEqual(acknowledged(ended));
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  expect(problems.filter(({ kind }) => kind !== "torn")).toEqual([]);
  const facts = [session, ...Array(100).fill(turn()).flat()];
  expect(entries.map(({ type }) => type)).toEqual(
    facts.slice(0, entries.length).map(({ type }) => type),
  );
  const again = resumeSession(findSession(state, "killed"), { now: () => 0 });
  again.log.append({ type: "turn_start", prompt: "after" });
  again.close();
  expect(readLog(path)).toMatchObject({ problems: [] });
  expect(readLog(path).entries).toHaveLength(entries.length + 1);
}

test("a session whose writer is killed at any time keeps every entry it told of", async () => {
  const rounds = long ? 200 : 4;
  let torn = 0;
  for (let kill = 0; kill < rounds; kill++) {
    const state = quickFolder();
    const ended = await runAndKill(program, [state, "100", "60000"], {
      afterLines: 1 + ((kill * 7) % 40),
      delayMs: kill % 3,
    });
    expect(ended.stderr).toBe("");
    if (readLog(logIn(state)).problems.length > 0) torn++;
    checkSurvivor(state, ended);
  }
  expect(torn).toBeLessThan(rounds);
}, 300_000);

describe("with faults put into system calls", () => {
  if (!straceWorks) {
    test("nothing is tried: strace is not there", () => {
      expect(straceWorks).toBe(false);
    });
    return;
  }
  /** The calls one turn makes on the log. */
  const calls = { write: turn().length + 1, fdatasync: 6 };

  test("a kill at each write and sync leaves the old or the new state, never a third", () => {
    for (const [call, count] of Object.entries(calls)) {
      for (let when = 1; when <= count; when += long ? 1 : 6) {
        const state = quickFolder();
        const path = prepared(state);
        const inject = `${call}:signal=KILL:when=${when}`;
        const ended = runWithFault(program, [state, "1"], { inject, path });
        expect([inject, ended.said.includes("closed")]).toEqual([inject, false]);
        if (readLogOrNothing(path) > 0) checkSurvivor(state, ended);
      }
    }
  });

  const errors: [error: string, words: RegExp][] = [
    ["ENOSPC", /no space left on the disk/],
    ["EIO", /input\/output error/],
    ["EDQUOT", /quota/],
    ["EROFS", /read-only/],
  ];
  test.each(errors)(
    "%s at each write and sync is one line, exit 1, and nothing that was told is lost",
    (error, words) => {
      for (const [call, every] of [
        ["write", 18],
        ["fdatasync", 4],
      ] as const) {
        for (let when = 2; when <= calls[call]; when += long ? 1 : every) {
          const state = quickFolder();
          const path = prepared(state);
          const inject = `${call}:error=${error}:when=${when}`;
          const ended = runWithFault(program, [state, "1"], { inject, path });
          expect([inject, ended.code]).toEqual([inject, 1]);
          expect(ended.stderr).toMatch(words);
          expect(ended.stderr.trimEnd().split("\n")).toHaveLength(1);
          checkSurvivor(state, ended);
        }
      }
    },
  );

  test("calls that are interrupted or write less than asked lose nothing", () => {
    for (const inject of ["write:retval=7:when=4", "write:error=EINTR:when=4"]) {
      const state = quickFolder();
      const path = prepared(state);
      const ended = runWithFault(program, [state, "1"], { inject, path });
      if (inject.includes("EINTR")) {
        expect(ended.said.at(-1)).toBe("closed");
        checkSurvivor(state, ended);
      } else {
        // The kernel took nothing of what the call said it took: the line is damaged, all others stand.
        const { entries, problems } = readLog(path);
        expect(entries).toHaveLength(turn().length);
        expect(problems.map(({ kind }) => kind)).toContain("damaged");
      }
    }
  });

  test("each sync comes before what it is for", () => {
    const state = quickFolder();
    const trace = join(quickFolder(), "trace");
    spawnSync("strace", [
      "-f",
      "-qq",
      "-o",
      trace,
      "-e",
      "trace=write,fdatasync",
      process.execPath,
      program,
      state,
      "3",
    ]);
    const traced = readFileSync(trace, "utf8").split("\n");
    let unsynced = 0;
    let told = 0;
    for (const call of traced) {
      if (/fdatasync\(/.test(call)) unsynced = 0;
      if (/write\(\d+, "\{\\"seq\\":/.test(call)) unsynced++;
      if (!/write\(1, "synced /.test(call)) continue;
      told++;
      expect([call, unsynced]).toEqual([call, 0]);
    }
    expect(told).toBe(9);
  });
});

describe("on a disk that is full", () => {
  const namespaces = spawnSync("unshare", ["-rm", "true"]).status === 0;
  if (!namespaces) {
    test("nothing is tried: a file system of its own cannot be mounted here", () => {
      expect(namespaces).toBe(false);
    });
    return;
  }
  test("the session stops with one line, and goes on when there is room again, no entry missing", () => {
    const state = temporaryFolder();
    const script = `
      mount -t tmpfs -o size=64k none "$1" || exit 99
      "$0" "$2" "$1" 1000 3000; echo "exit $?"
      head -c 100 /dev/zero > "$1/sessions/test" || echo full
      mount -o remount,size=1m "$1"
      "$0" "$2" "$1" 3; echo "exit $?"
      cp "$1"/sessions/*/killed.jsonl "$3"`;
    const saved = join(temporaryFolder(), "killed.jsonl");
    const { stdout, stderr } = spawnSync(
      "unshare",
      ["-rm", "sh", "-c", script, process.execPath, state, program, saved],
      { encoding: "utf8" },
    );
    expect(stderr).toMatch(
      /^The session log could not be written: no space left on the disk \(.*\)\.\n/,
    );
    expect(stdout).toMatch(/exit 1\n[\s\S]*closed\nexit 0\n$/);
    const { entries, problems } = readLog(saved);
    expect(problems).toEqual([]);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
    const told = [...stdout.matchAll(/synced (\d+)/g)].map(([, seq]) => Number(seq));
    expect(entries.length).toBeGreaterThanOrEqual(Math.max(...told));
  });
});

test("what a killed writer left behind does not stop the session from being removed", async () => {
  const state = quickFolder();
  await runAndKill(program, [state, "100"], { afterLines: 3 });
  const summary = findSession(state, "killed");
  removeSession(summary);
  expect(readdirSync(join(summary.path, ".."))).toEqual([]);
});

/** strace filters by path, so the file's folder has to be there. */
function prepared(state: string): string {
  const path = logIn(state);
  mkdirSync(join(path, ".."), { recursive: true });
  return path;
}

/** Entries in a log; 0: it was killed before there was one. */
function readLogOrNothing(path: string): number {
  return existsSync(path) ? readLog(path).entries.length : 0;
}
