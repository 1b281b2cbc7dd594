/** A kill, and each error of the disk, put into every system call with which write_file replaces a file. */

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openFiles } from "../../src/sandbox/files.ts";
import { report, some } from "../support/faults.ts";
import { runWithFault, straceWorks } from "../support/kill.ts";
import { temporaryFolder } from "../support/temporary.ts";

const program = new URL("../support/programs/file-writer.ts", import.meta.url).pathname;
const bytes = 300_000;
const old = "old content 掲示板\n".repeat(15_000);
const calls = ["openat", "write", "fstat", "close", "rename"];

describe("with faults put into system calls", () => {
  if (!straceWorks) {
    test("nothing is tried: strace is not there", () => {
      expect(straceWorks).toBe(false);
    });
    return;
  }

  test("a kill at each call of a write leaves the old or the new file, and what is half is gone after the next start", () => {
    const points = callsOfAWrite();
    let halves = 0;
    for (const point of some(points, 5)) {
      const { out, said, stderr } = broken(point, "signal=KILL");
      expect({ point, said, stderr }).toEqual({ point, said: ["begin"], stderr: "" });
      if (readdirSync(out).length > 1) halves++;
      const files = openFiles({ out });
      files.sweep();
      files.close();
      expectOldOrNew(out, false);
    }
    report(`${points.length} kills in a write: old or new, ${halves} halves cleared up`);
  }, 120_000);

  const errors = ["ENOSPC", "EIO", "EDQUOT", "EROFS", "EACCES", "EAGAIN", "EINTR"];
  test.each(some(errors, 4))(
    "%s at each call of a write is told, and the file is the old or the new one",
    (error) => {
      const points = callsOfAWrite();
      const refusals = [];
      for (const point of some(points, 2)) {
        const { out, said, stderr } = broken(point, `error=${error}`);
        const [, end = ""] = said;
        expect({ point, end, stderr }).toEqual({
          point,
          end: expect.stringMatching(/^(written|refused: a\.txt [\w\s:,()/.-]+)$/),
          stderr: "",
        });
        if (end !== "written") refusals.push(end);
        expectOldOrNew(out, end === "written");
      }
      report(`${points.length} times ${error} in a write: ${refusals.length} refused, old or new`);
    },
    120_000,
  );

  test("a write of which the disk takes only a part at a time arrives whole or not at all", () => {
    const points = callsOfAWrite().filter((point) => point.startsWith("write"));
    for (const point of points) {
      // The kernel took nothing of what it said it took: the size is wrong, so the file is not put in place.
      const { out, said } = broken(point, "retval=4096");
      expect(said[1]).toMatch(/^refused: a\.txt was not written: \d+ of 300000 bytes arrived/);
      expectOldOrNew(out, false);
    }
  });
});

/** `write 7` for every call between the program's two words. */
function callsOfAWrite(): readonly string[] {
  counted ??= countCalls();
  return counted;
}

let counted: string[] | undefined;

function countCalls(): string[] {
  const trace = join(temporaryFolder(), "trace");
  const out = folder();
  spawnSync(
    "strace",
    ["-f", "-qq", "-o", trace, "-e", `trace=${calls}`, process.execPath, program, out, `${bytes}`],
    {
      env: { ...process.env, UV_USE_IO_URING: "0" },
    },
  );
  const lines = readFileSync(trace, "utf8").split("\n");
  const begin = lines.findIndex((line) => line.includes('write(1, "begin'));
  const end = lines.findIndex((line) => line.includes('write(1, "written'));
  const [pid] = (lines[begin] ?? "").split(" ");
  const seen = new Map<string, number>();
  const points: string[] = [];
  // strace counts for each thread.
  for (const [index, line] of lines.entries()) {
    const [, thread, call = ""] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (thread !== pid) continue;
    const when = (seen.get(call) ?? 0) + 1;
    seen.set(call, when);
    if (index > begin && index < end) points.push(`${call} ${when}`);
  }
  expect(points.length).toBeGreaterThanOrEqual(8);
  return points;
}

function folder(): string {
  const out = temporaryFolder();
  writeFileSync(join(out, "a.txt"), old);
  return out;
}

/**
 * Runs the program with a fault. How many calls Node makes before the program begins varies by one or two, so the fault is
 * moved until it falls between the two words.
 */
function broken(point: string, fault: string) {
  const [call = "", nth = ""] = point.split(" ");
  let when = Number(nth);
  for (let tries = 0; tries < 12; tries++) {
    const out = folder();
    const trace = join(temporaryFolder(), "trace");
    const inject = `${call}:${fault}:when=${when}`;
    const ended = runWithFault(program, [out, `${bytes}`], { inject, trace, also: "write" });
    const hit = placeOf(readFileSync(trace, "utf8"), ended.said);
    if (hit === "within") return { ...ended, out };
    when += hit === "before" ? 1 : -1;
  }
  throw new Error(`no fault fell into the write: ${point}`);
}

function placeOf(trace: string, said: readonly string[]): "before" | "within" | "behind" {
  if (!said.includes("begin")) return "before";
  const lines = trace.split("\n");
  const at = (words: string) => lines.findIndex((line) => line.includes(words));
  const fault = at("(INJECTED)");
  const end = at('write(1, "written');
  if (fault >= 0)
    return fault < at('write(1, "begin') ? "before" : end >= 0 && fault > end ? "behind" : "within";
  return end < 0 ? "within" : "behind";
}

function expectOldOrNew(out: string, mustBeNew: boolean): void {
  const text = readFileSync(join(out, "a.txt"), "utf8");
  const state = text === old ? "old" : text === "n".repeat(bytes) ? "new" : "a third";
  expect(mustBeNew ? ["new"] : ["old", "new"]).toContain(state);
  expect(readdirSync(out)).toEqual(["a.txt"]);
}
