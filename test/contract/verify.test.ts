/** `skillet verify`, by running it: the saved checks again, with nothing but the log to go by. */

import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { outputClaim } from "../../src/app/output-claim.ts";
import { writeFiles } from "../support/folder-with.ts";
import { newHome, type RunOptions, skillet } from "../support/skillet.ts";

const verify = (args: readonly string[], options: RunOptions = {}) =>
  skillet(["verify", ...args], { noEndpoint: true, ...options });

/** A home whose work folder has a session that wrote a file and verified it by these checks. */
async function built(checks: readonly object[], more: readonly string[] = []): Promise<string> {
  const home = newHome();
  const { code } = await skillet(["-p", "hi", "--approval-mode", "yolo", ...more], {
    home,
    script: [
      { calls: [{ name: "write_file", arguments: { path: "a.txt", content: "A\n" } }] },
      { calls: [{ name: "verify", arguments: { checks } }] },
      { text: "Done." },
    ],
  });
  expect(code).toBe(0);
  return home;
}

const grep = { run: "grep A a.txt", contains: ["A"] };
const holds = { file: "a.txt", contains: ["A"] };

test("the checks of the last session run again, and exit 0 says that they hold", async () => {
  const home = await built([grep, holds]);
  const { code, stdout, stderr } = await verify(["-y", "--json"], { home });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(JSON.parse(stdout)).toEqual({
    exitCode: 0,
    verified: "yes",
    out: join(home, "work/sandbox"),
    session: expect.any(String),
    checks: [
      {
        name: "grep A a.txt",
        ok: true,
        expected: expect.stringContaining("exit 0"),
        actual: expect.stringContaining("exit 0"),
        durationMs: expect.any(Number),
      },
      expect.objectContaining({ name: "file a.txt", ok: true }),
    ],
    trace: "",
    stopped: "",
  });
});

test("nothing is run while another session changes the directory, or one above or below it", async () => {
  const home = await built([grep]);
  for (const out of ["work/sandbox", "work/sandbox/deep", "work"]) {
    const other = outputClaim(join(home, ".local/state/skillet"), join(home, out), () => {});
    expect(other.claim()).toBe(null);
    const { code, stdout, stderr } = await verify(["-y"], { home });
    other.release();
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toContain(`Another session is changing ${join(home, out)}, in process`);
  }
  expect((await verify(["-y"], { home })).code).toBe(0);
});

test("what does not hold any more is exit 61, with expected and actual", async () => {
  const home = await built([grep, holds]);
  writeFileSync(join(home, "work/sandbox/a.txt"), "B\n");
  const { code, stdout } = await verify(["-y"], { home });
  expect(code).toBe(61);
  expect(stdout).toMatch(/^FAIL {2}grep A a\.txt: expected exit 0, .*; got exit 1/m);
  expect(stdout).toMatch(/^0 of 2 passed\.$/m);
});

test("with nobody there commands need -y or rules, which are named: exit 60, and nothing runs", async () => {
  const home = await built([{ run: "touch ran" }, grep]);
  rmSync(join(home, "work/sandbox/ran"));
  const refused = await verify([], { home });
  expect(refused).toMatchObject({ code: 60, stdout: "" });
  expect(refused.stderr).toContain('--allow "shell:touch ran" --allow "shell:grep A a.txt"');
  expect(existsSync(join(home, "work/sandbox/ran"))).toBe(false);
  const allowed = ["--allow", "shell:touch ran", "--allow", "shell:grep A a.txt"];
  expect(await verify(allowed, { home })).toMatchObject({ code: 0 });
  expect(existsSync(join(home, "work/sandbox/ran"))).toBe(true);
});

test("a deny rule and mode plan win over -y", async () => {
  const home = await built([{ run: "touch ran" }]);
  rmSync(join(home, "work/sandbox/ran"));
  const denied = await verify(["-y", "--deny", "shell:touch"], { home });
  expect(denied).toMatchObject({ code: 60, stderr: expect.stringContaining("shell:touch") });
  expect(await verify(["-y", "--approval-mode", "plan"], { home })).toMatchObject({ code: 60 });
  expect(existsSync(join(home, "work/sandbox/ran"))).toBe(false);
});

test("checks without a command need nobody's leave", async () => {
  const home = await built([holds]);
  expect(await verify([], { home })).toMatchObject({ code: 0 });
});

test("-y is no leave to run without a fence", async () => {
  const home = await built([{ run: "touch ran" }]);
  rmSync(join(home, "work/sandbox/ran"));
  expect(await verify(["-y", "--sandbox", "none"], { home })).toMatchObject({ code: 44 });
  expect(existsSync(join(home, "work/sandbox/ran"))).toBe(false);
});

test("a directory chooses the newest session that built there", async () => {
  const home = await built([holds], ["--out", "one"]);
  await skillet(["-p", "hi", "--out", "two"], { home, script: [{ text: "Nothing to do." }] });
  expect(await verify([], { home })).toMatchObject({
    code: 42,
    stderr: expect.stringContaining("--checks"),
  });
  expect(await verify(["one"], { home })).toMatchObject({ code: 0 });
  expect(await verify(["two"], { home })).toMatchObject({
    code: 42,
    stderr: expect.stringContaining("has saved checks for"),
  });
});

test("checks can come from a file", async () => {
  const home = newHome();
  writeFiles(join(home, "work"), {
    "app/a.txt": "A\n",
    "checks.json": JSON.stringify([holds]),
    "bad.json": '[{ "fyle": "a.txt" }]',
    "broken.json": "[",
  });
  expect(await verify(["app", "--checks", "checks.json"], { home })).toMatchObject({ code: 0 });
  for (const file of ["bad.json", "broken.json", "missing.json"]) {
    expect(await verify(["app", "--checks", file], { home })).toMatchObject({ code: 42 });
  }
});

test.each([
  [["nowhere"], "There is no directory"],
  [["a", "b"], "takes one directory"],
  [[], "No session of this folder has saved checks"],
])("%j without a session is bad input", async (args, words) => {
  expect(await verify(args)).toMatchObject({
    code: 42,
    stdout: "",
    stderr: expect.stringContaining(words),
  });
});
