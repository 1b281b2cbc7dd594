/** Commands that would fill the user's disk, through the real fence, with limits that a test can reach. */

import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openTestSandbox } from "../support/open-test-sandbox.ts";

const MiB = 1024 * 1024;
const limits = { outputBytes: 32 * MiB };
/** Writes for much longer than it may. */
const endless = "for i in $(seq 1 400); do head -c 1M /dev/zero > f$i; sleep 0.01; done; sleep 60";
const words =
  /^the output directory has grown by \d+\.\d MiB in this session, and 32\.0 MiB is the limit; all commands were stopped\. Delete/;

test.each(["auto", "none"] as const)(
  "a command is stopped with all of it (%s)",
  async (backend) => {
    await using box = await openTestSandbox({ limits, backend });
    const end = await box.run(`(setsid sh -c '${endless}' &) ; sleep 60`);
    expect(end.stopped).toMatch(words);
    expect(end.exitCode).toBe(null);
    expect(end.timedOut).toBe(false);
    const usedNow = () => execFileSync("du", ["-s", box.out]).toString();
    const after = usedNow();
    // What helps works: deleting, however often it is looked at meanwhile.
    const mended = await box.run("sleep 1.5; rm -f f*; sleep 0.5; echo mended");
    expect(mended).toMatchObject({ exitCode: 0, output: "mended\n" });
    expect(usedNow()).not.toBe(after);
    expect(await box.run("head -c 1M /dev/zero > again")).toMatchObject({ exitCode: 0 });
  },
);

test("a command in the background is stopped too, and the user is told", async () => {
  const notices: string[] = [];
  await using box = await openTestSandbox({ limits, notice: (line) => notices.push(line) });
  const process = await box.sandbox.start({ command: endless });
  await expect.poll(() => process.ended()?.stopped, { timeout: 20_000 }).toMatch(words);
  expect(notices.join("\n")).toContain(`${process.id} was stopped by the fence: the output`);
});

test("many small files count, sparse ones do not", async () => {
  await using box = await openTestSandbox({ limits: { outputBytes: 16 * MiB } });
  const sparse = "for i in 1 2 3; do truncate -s 1G s$i; done; sleep 2; echo done";
  expect(await box.run(sparse)).toMatchObject({ exitCode: 0, output: "done\n" });
  const small = "i=0; while :; do i=$((i+1)); echo x > small$i; done";
  expect((await box.run(small)).stopped).toMatch(/has grown by/);
});

test("removed files that are held open count", async () => {
  await using box = await openTestSandbox({ limits });
  const held =
    "exec 3>a 4>b; rm a b; head -c 30M /dev/zero >&3; head -c 30M /dev/zero >&4; sleep 60";
  expect((await box.run(held)).stopped).toMatch(/has grown by/);
});

test("what was there, and what another program writes elsewhere, is nobody's growth", async () => {
  const out = mkdtempSync(join(tmpdir(), "skillet-old-"));
  onTestFinished(() => rmSync(out, { recursive: true }));
  writeFileSync(join(out, "old"), Buffer.alloc(64 * MiB, 1));
  // Older than the session by more than the stamps of a disk are coarse.
  await new Promise((resolve) => setTimeout(resolve, 1500));
  await using box = await openTestSandbox({ limits, out });
  mkdirSync(join(box.around, "elsewhere"));
  const running = box.run("sleep 2; echo done", {});
  for (let file = 0; file < 10; file++) {
    writeFileSync(join(box.around, "elsewhere", `${file}`), Buffer.alloc(16 * MiB, 1));
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(await running).toMatchObject({ exitCode: 0, output: "done\n" });
  rmSync(join(box.around, "elsewhere"), { recursive: true });
});
