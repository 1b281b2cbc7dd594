/** Commands that leave something behind, never end, read from nobody, or take all there is. What ends with its command is in test/sandbox/lifecycle.test.ts. */

import { readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { report, rounds, some } from "../support/faults.ts";
import { openTestSandbox, type TestSandbox } from "../support/open-test-sandbox.ts";

let box: TestSandbox;
beforeAll(async () => {
  box = await openTestSandbox();
  await box.sandbox.ready();
});
afterAll(() => box?.[Symbol.asyncDispose]());

/** Each holds the output pipe, or runs on, after the command in front has said its word. */
const leavers = [
  "sleep 60 &",
  "nohup sleep 60 &",
  "setsid sleep 60 &",
  "sleep 60 & disown;",
  "( ( sleep 60 & ) & );",
  "(sleep 60; echo late) &",
  "(while :; do echo noise; sleep 0.2; done) &",
  "sleep 60 3>&1 1>/dev/null 2>&1 &",
  "setsid sh -c 'trap \"\" TERM HUP; sleep 60' &",
  "coproc sleep 60;",
  "tail -f /dev/null | cat &",
  "python3 -c 'import os,time; os.fork() or os.setsid(); time.sleep(60)' &",
];

test.each(some(leavers, 4))("%s does not hold its command up", async (leaver) => {
  const { output, exitCode, timedOut } = await box.run(`${leaver} echo said`, {
    timeoutMs: 50_000,
  });
  expect({ exitCode, timedOut }).toEqual({ exitCode: 0, timedOut: false });
  expect(output).toContain("said\n");
});

const endless = [
  "trap '' TERM INT HUP; while :; do sleep 1; done",
  "yes >/dev/null",
  "cat /dev/zero >/dev/null",
  "while :; do :; done",
  "sleep 1000 & wait",
  "mkfifo never; cat never",
  "bash -c 'kill -STOP $$'; sleep 1000",
  "f() { sleep 1000 | sleep 1000; }; f",
  "for i in $(seq 100); do sleep 1000 & done; wait",
  "setsid -w sleep 1000",
];

test.each(some(endless, 3))("%s is ended at its time", async (command) => {
  const end = await box.run(`echo begun; ${command}`, { timeoutMs: 700 });
  expect(end).toMatchObject({ timedOut: true, exitCode: null, output: "begun\n" });
});

const readers = [
  "read line",
  "cat",
  "python3 -c 'input()'",
  "sh -c 'read x </dev/tty'",
  "ssh -o BatchMode=no nobody@127.0.0.1 true",
  "sudo -S true",
  "git commit",
  "less /etc/hostname",
];

test.each(some(readers, 3))("%s finds nobody to read from, and ends by itself", async (command) => {
  expect(await box.run(command, { timeoutMs: 50_000 })).toMatchObject({ timedOut: false });
});

test("what takes all memory fails alone", async () => {
  const { exitCode } = await box.run(
    "python3 -c 'b = []\nwhile True: b.append(bytearray(1 << 28))'",
    { timeoutMs: 50_000 },
  );
  expect(exitCode).not.toBe(0);
  expect((await box.run("echo well")).output).toBe("well\n");
});

test("hundreds of commands leave no zombie and no descriptor", async () => {
  const count = rounds(60, 2000);
  const open = () => readdirSync("/proc/self/fd").length;
  for (let warm = 0; warm < 5; warm++) await box.run("true");
  const before = open();
  for (let done = 0; done < count; done += 4) {
    await Promise.all(Array.from({ length: 4 }, () => box.run("sleep 0 & true")));
  }
  expect(Math.abs(open() - before)).toBeLessThanOrEqual(2);
  const { output } = await box.run("cat /proc/[0-9]*/stat | cut -d' ' -f3 | grep -c Z");
  expect(output).toBe("0\n");
  report(`${count} commands: 0 zombies, ${open() - before} descriptors more than before`);
}, 300_000);
