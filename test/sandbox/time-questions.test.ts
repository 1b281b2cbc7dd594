/** A command whose time is up: it runs on while somebody says what becomes of it. */

import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { TimeQuestion } from "../../src/core/ports.ts";
import { stopwatch } from "../../src/sandbox/stopwatch.ts";
import { openTestSandbox } from "../support/open-test-sandbox.ts";

/** Prints, waits for a line on the pipe, and prints it; ends when the line is `end`. */
const patient =
  "rm -f g; mkfifo g; exec 3<>g; echo ready; while read x <&3; do echo got $x; [ $x = end ] && exit 7; done";

describe.each(["auto", "none", "landlock"] as const)("with --sandbox %s", (backend) => {
  test("one that is kept goes on in the background, with nothing lost and nothing twice", async () => {
    await using box = await openTestSandbox({ backend });
    const asked: string[] = [];
    const end = await box.run(patient, {
      timeoutMs: 500,
      asksTime: true,
      overdue(question) {
        asked.push(`${question.timeoutMs}: ${question.output()}`);
        question.answer("keep");
      },
    });
    expect(asked).toEqual(["500: ready\n"]);
    expect(end).toMatchObject({ runsOn: "p1", exitCode: null, timedOut: false, output: "ready\n" });
    expect(end.durationMs).toBeGreaterThanOrEqual(500);
    const [kept] = box.sandbox.processes();
    expect(kept).toMatchObject({ id: "p1", command: patient });
    expect(kept?.ended()).toBeNull();
    expect(kept?.output()).toBe("");
    // Its time is over for good, and the end of another command is not its own.
    await box.run("echo a > g; sleep 0.8", { timeoutMs: 5000 });
    expect(kept?.ended()).toBeNull();
    expect(kept?.output()).toBe("got a\n");
    await box.run("echo end > g");
    while (kept?.ended() === null) await sleep(5);
    expect(kept?.ended()).toMatchObject({ exitCode: 7, timedOut: false });
    expect(kept?.output()).toBe("got end\n");
  });

  test("one that is kept can be stopped, and ends with the session", async () => {
    const box = await openTestSandbox({ backend });
    const keep = {
      timeoutMs: 300,
      asksTime: true,
      overdue: (question: TimeQuestion) => question.answer("keep"),
    };
    expect((await box.run("sleep 60", keep)).runsOn).toBe("p1");
    expect((await box.run("sleep 61", keep)).runsOn).toBe("p2");
    const [first, second] = box.sandbox.processes();
    expect(await first?.stop()).toMatchObject({ exitCode: null, timedOut: false });
    expect(second?.ended()).toBeNull();
    await box[Symbol.asyncDispose]();
    while (second?.ended() === null) await sleep(5);
    expect(second?.ended()).toMatchObject({ exitCode: null });
  });
});

test("unasked it is ended, as it is when that is the answer", async () => {
  await using box = await openTestSandbox();
  const killed = { timedOut: true, exitCode: null, signal: "SIGKILL" };
  const unasked = await box.run("sleep 60", { timeoutMs: 300 });
  expect(unasked).toMatchObject(killed);
  const answered = await box.run("echo out; sleep 60", { timeoutMs: 300, asksTime: true });
  expect(answered).toMatchObject({ ...killed, output: "out\n" });
  expect(unasked).not.toHaveProperty("runsOn");
  expect(answered).not.toHaveProperty("runsOn");
  expect(box.sandbox.processes()).toEqual([]);
});

test("with more time it is asked about again, once for each time", async () => {
  await using box = await openTestSandbox();
  let asked = 0;
  const end = await box.run("echo out; sleep 60", {
    timeoutMs: 200,
    asksTime: true,
    overdue(question) {
      question.answer(++asked < 3 ? "more" : "end");
      // The first answer counts.
      question.answer("keep");
    },
  });
  expect(asked).toBe(3);
  expect(end).toMatchObject({ timedOut: true, output: "out\n" });
  expect(end.durationMs).toBeGreaterThanOrEqual(600);
});

test("it runs on while it is asked about; when it ends by itself, the question is over", async () => {
  await using box = await openTestSandbox();
  let late: TimeQuestion | undefined;
  const running = box.sandbox.run(
    { command: patient, timeoutMs: 300, asksTime: true },
    new AbortController().signal,
  );
  for (;;) {
    const next = await running.next();
    if (next.done) {
      expect(next.value).toMatchObject({ exitCode: 7, timedOut: false });
      expect(next.value.output).toBe("ready\ngot end\n");
      expect(next.value).not.toHaveProperty("runsOn");
      break;
    }
    if (typeof next.value === "string" || "host" in next.value) continue;
    late = next.value;
    const { ended } = late;
    expect(ended.aborted).toBe(false);
    await box.run("echo end > g");
    if (!ended.aborted) await new Promise((resolve) => ended.addEventListener("abort", resolve));
    late.answer("keep");
  }
  expect(late).toBeDefined();
  expect(box.sandbox.processes()).toEqual([]);
});

test("whoever stops listening at the question ends the command, even with a word to keep it", async () => {
  await using box = await openTestSandbox();
  const running = box.sandbox.run(
    { command: "sleep 60", timeoutMs: 300, asksTime: true },
    new AbortController().signal,
  );
  const { value } = await running.next();
  if (value === undefined || typeof value === "string" || !("timeoutMs" in value))
    throw new Error("It did not ask.");
  value.answer("keep");
  await running.return(undefined as never);
  expect(value.ended.aborted).toBe(true);
  expect(box.sandbox.processes()).toEqual([]);
});

test("a stop that comes with the answer counts more", async () => {
  await using box = await openTestSandbox();
  const controller = new AbortController();
  const running = box.run("sleep 60", {
    timeoutMs: 300,
    asksTime: true,
    signal: controller.signal,
    overdue(question) {
      question.answer("keep");
      controller.abort(new Error("stopped by the user"));
    },
  });
  await expect(running).rejects.toThrow("stopped by the user");
  expect(box.sandbox.processes()).toEqual([]);
});

test("what is kept asks about no host any more", async () => {
  await using box = await openTestSandbox();
  const hosts: string[] = [];
  const end = await box.run(
    "rm -f g; mkfifo g; read x <g; curl -sS -m 5 http://late.test/ 2>&1; echo over; sleep 60",
    {
      timeoutMs: 400,
      asksTime: true,
      asksHosts: true,
      answer(question) {
        hosts.push(question.host);
        question.answer(true);
      },
      overdue: (question) => question.answer("keep"),
    },
  );
  expect(end.runsOn).toBe("p1");
  await box.run("echo go > g");
  const [kept] = box.sandbox.processes();
  let output = "";
  while (!output.includes("over")) {
    output += kept?.output() ?? "";
    await sleep(10);
  }
  expect(hosts).toEqual([]);
  expect(output).toMatch(/not among the hosts/);
  expect(await kept?.stop()).toMatchObject({ blockedHosts: ["late.test"] });
});

test("a question about a host that waits when it is kept is answered: no", async () => {
  await using box = await openTestSandbox();
  let waiting = 0;
  const running = box.sandbox.run(
    {
      command: "(sleep 0.6; curl -sS -m 5 http://late.test/ 2>&1; echo over) & sleep 60",
      timeoutMs: 300,
      asksTime: true,
      asksHosts: true,
    },
    new AbortController().signal,
  );
  for (;;) {
    const next = await running.next();
    if (next.done) {
      expect(next.value.runsOn).toBe("p1");
      break;
    }
    if (typeof next.value === "string") continue;
    if ("host" in next.value) waiting++;
    else {
      // Long enough for the other question to stand behind this one.
      await sleep(1500);
      next.value.answer("keep");
    }
  }
  expect(waiting).toBe(0);
  const [kept] = box.sandbox.processes();
  let output = "";
  while (!output.includes("over")) {
    output += kept?.output() ?? "";
    await sleep(10);
  }
});

test("a stopwatch that has run out stands still until it is told to go on", async () => {
  let over = 0;
  const watch = stopwatch(20, () => over++);
  watch.again();
  await sleep(100);
  expect(over).toBe(1);
  watch.hold()();
  await sleep(100);
  expect(over).toBe(1);
  const held = watch.hold();
  watch.again();
  await sleep(100);
  expect(over).toBe(1);
  held();
  await sleep(100);
  expect(over).toBe(2);
  watch.end();
  watch.again();
  await sleep(100);
  expect(over).toBe(2);
});
