/** The process that works on files where there is no /proc: behind each fence, ended and started anew. */

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import type { BackendName } from "../../src/sandbox/backends.ts";
import { openTestSandbox } from "../support/open-test-sandbox.ts";

async function opened(backend: BackendName) {
  const box = await openTestSandbox({ backend, pinBy: "helper" });
  onTestFinished(() => box[Symbol.asyncDispose]());
  return box;
}

/** Those of this user, by the program that they run. */
function helpers(): number[] {
  const { stdout } = spawnSync("pgrep", ["-f", "^perl -e .*enter_root"], { encoding: "utf8" });
  return stdout.split("\n").filter(Boolean).map(Number);
}

describe.each(["bwrap", "landlock"] as const)("behind %s", (backend) => {
  test("files and commands see the same", async () => {
    const { sandbox, run, out } = await opened(backend);
    await sandbox.writeFile("app/a.txt", "made by a tool\n");
    expect((await run("cat app/a.txt; echo more >> app/a.txt")).output).toBe("made by a tool\n");
    expect((await sandbox.readFile("app/a.txt")).text).toBe("made by a tool\nmore\n");
    expect((await sandbox.listFiles(".", "**")).files.map(({ path }) => path)).toEqual([
      "app",
      "app/a.txt",
    ]);
    expect(readFileSync(join(out, "app/a.txt"), "utf8")).toBe("made by a tool\nmore\n");
  });

  test("a folder that is made readable later is read, and what is elsewhere is not", async () => {
    const { sandbox, around } = await opened(backend);
    await sandbox.writeFile("a.txt", "A");
    const skill = mkdtempSync(join(around, "skill-"));
    writeFileSync(join(skill, "SKILL.md"), "what to do");
    await expect(sandbox.readFile(join(skill, "SKILL.md"))).rejects.toThrow(/outside the output/);
    sandbox.addReadable(skill);
    expect((await sandbox.readFile(join(skill, "SKILL.md"))).text).toBe("what to do");
    await expect(sandbox.writeFile(join(skill, "SKILL.md"), "x")).rejects.toThrow(/not changed/);
    expect((await sandbox.readFile("a.txt")).text).toBe("A");
  });

  test("many at once are answered each with its own", async () => {
    const { sandbox } = await opened(backend);
    const names = Array.from({ length: 40 }, (_, index) => `f${index}.txt`);
    await Promise.all(names.map((name) => sandbox.writeFile(name, name.repeat(5000))));
    const read = await Promise.all(names.map((name) => sandbox.readFile(name)));
    expect(read.map(({ text }) => text)).toEqual(names.map((name) => name.repeat(5000)));
  });

  test("one that was killed is told, and the next call has a new one; none is left in the end", async () => {
    const before = helpers();
    const { sandbox } = await opened(backend);
    await sandbox.writeFile("a.txt", "A");
    const [own, ...more] = helpers().filter((pid) => !before.includes(pid));
    expect(more).toEqual([]);
    const asked = sandbox.readFile("a.txt");
    process.kill(own ?? 0, "SIGKILL");
    await asked.catch((thrown) => expect(thrown.message).toMatch(/works on files ended/));
    await vi.waitFor(async () => expect((await sandbox.readFile("a.txt")).text).toBe("A"));
    await sandbox.close();
    await vi.waitFor(() => expect(helpers().filter((pid) => !before.includes(pid))).toEqual([]));
    await expect(sandbox.readFile("a.txt")).rejects.toThrow(/session is closed/);
  });
});
