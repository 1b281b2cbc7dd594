/** The output directory goes away, or becomes another one, while a run is at work in it. */

import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readLog } from "../../src/session/read.ts";
import { report, some } from "../support/faults.ts";
import { brokenRun, stepsOf } from "../support/long-run.ts";

const ways: Record<string, (out: string, elsewhere: string) => void> = {
  deleted: (out) => rmSync(out, { recursive: true }),
  moved: (out, elsewhere) => renameSync(out, join(elsewhere, "moved")),
  "replaced by another folder": (out) => {
    rmSync(out, { recursive: true });
    mkdirSync(out);
  },
  "replaced by a link": (out, elsewhere) => {
    rmSync(out, { recursive: true });
    symlinkSync(elsewhere, out);
  },
};

const points = Object.keys(ways).flatMap((way) => [2, 3, 4, 5, 6].map((nth) => ({ way, nth })));

test.each(some(points, 4))(
  "the output directory is $way at request $nth: the run ends with one line, nothing lands elsewhere, the session is whole",
  async ({ way, nth }) => {
    let elsewhere = "";
    const run = await brokenRun(stepsOf(6), (request) => {
      if (request !== nth) return;
      elsewhere = join(run.home, "elsewhere");
      mkdirSync(elsewhere);
      writeFileSync(join(elsewhere, "theirs.txt"), "theirs");
      ways[way]?.(run.out, elsewhere);
    });
    const { code, stdout, stderr } = await run.start(["-p", "go"]).ended;
    expect(stderr).not.toMatch(/^\s+at |internal/m);
    const told = stderr.split("\n").filter((line) => line.startsWith("error: "));
    expect({ code, stdout, told }).toEqual({
      code: 1,
      stdout: "",
      told: [expect.stringContaining("was moved, removed or replaced")],
    });
    expect(stderr).toContain("or choose another with --out DIR; then go on: skillet -c");
    expect(run.server.refused).toEqual([]);
    const { entries, problems } = readLog(run.log() ?? "");
    expect(problems).toEqual([]);
    const results = entries.flatMap((entry) => (entry.type === "tool_result" ? [entry] : []));
    const [first, ...more] = results.slice(resultsBefore(nth));
    const gone = "The output directory was moved, removed or replaced meanwhile. Nothing was done.";
    expect(first).toMatchObject({ isError: true, content: gone });
    for (const { content } of more) expect(content).toBe("Not run: the turn ended with an error.");
    expect(entries.at(-1)).toMatchObject({ type: "turn_end", reason: "error" });
    expect(readdirSync(elsewhere).filter((name) => name !== "moved")).toEqual(["theirs.txt"]);
    expect(readFileSync(join(elsewhere, "theirs.txt"), "utf8")).toBe("theirs");
    const there = readdirSync(join(run.home, "work"));
    expect(there.filter((name) => name !== "sandbox")).toEqual([]);
    report(`output directory ${way} at request ${nth}: told, 0 elsewhere`);
  },
  60_000,
);

/** How many results there are before the nth request is answered; every third step has two calls. */
function resultsBefore(nth: number): number {
  const done = nth - 1;
  return done + Math.floor(done / 3);
}
