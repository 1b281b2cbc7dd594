/** The way into the session's network when its process is ended by somebody else, for example by a system that runs out of memory. */

import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { openTestSandbox } from "../support/open-test-sandbox.ts";

const ask = { method: "GET", url: "http://127.0.0.1:5000/" } as const;
const signal = new AbortController().signal;

/** The processes below this one that hold the door open. */
function doorsBelow(pid: number): number[] {
  return readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
    const list = readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8");
    return (list.match(/\d+/g) ?? []).map(Number).flatMap((child) => {
      const words = readFileSync(`/proc/${child}/cmdline`, "utf8").split("\0");
      return [...(words[0] === process.execPath ? [child] : []), ...doorsBelow(child)];
    });
  });
}

test("what is asked while it ends is refused in one line, and the next one finds it open again", async () => {
  await using box = await openTestSandbox();
  await box.sandbox.start({ command: "python3 -m http.server 5000 --bind 127.0.0.1" });
  while (!(await box.sandbox.listening(5000))) await sleep(10);
  expect((await box.sandbox.http(ask, signal)).status).toBe(200);
  for (let round = 0; round < 3; round++) {
    const [door = 0, ...more] = doorsBelow(process.pid);
    expect(more).toEqual([]);
    // Several at once: each of them is told to a process that is no longer there.
    const asked = [1, 2, 3].map(() => box.sandbox.http(ask, signal));
    process.kill(door, "SIGKILL");
    for (const answer of await Promise.allSettled(asked)) {
      if (answer.status === "rejected")
        expect(String(answer.reason)).toContain("Nothing answers on port 5000 (the door closed)");
    }
    let status = 0;
    while (status === 0)
      status = await box.sandbox.http(ask, signal).then(
        (reply) => reply.status,
        () => 0,
      );
    expect(status).toBe(200);
  }
});

test.each([
  ["door", "UserError: The session's network cannot be entered: the door closed told at the end"],
  ["helper", "ToolProblem: The process that works on files ended; it is not known what was done."],
])("the end of a %s is told, though nothing else is left to wait for", (which, told) => {
  const program = new URL("../support/ends-late.ts", import.meta.url).pathname;
  const run = spawnSync(process.execPath, [program, which], { encoding: "utf8" });
  const { stdout, stderr, status } = run;
  expect({ stdout, stderr, status }).toEqual({ stdout: `${told}\n`, stderr: "", status: 0 });
});
