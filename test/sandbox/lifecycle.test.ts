/** What is started here is gone when its time is over: at its end, at timeout, at Ctrl-C, at close, after kill -9. */

import { spawn } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import { openTestSandbox, type TestSandbox } from "../support/open-test-sandbox.ts";

/** Living processes of this machine whose command line holds the mark. */
function survivors(mark: string): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        if (/^\d+ \(.*\) Z/.test(readFileSync(`/proc/${pid}/stat`, "utf8"))) return [];
        const line = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        return line.includes(mark) && Number(pid) !== process.pid ? [`${pid} ${line}`] : [];
      } catch {
        return []; // it went while we looked
      }
    });
}

/** A wait that is no clock: true as soon as nothing is left, false after five seconds. */
async function gone(mark: string): Promise<boolean> {
  for (let tries = 0; tries < 500; tries++) {
    if (survivors(mark).length === 0) return true;
    await sleep(10);
  }
  return false;
}

let marks = 0;
/** A number nobody else sleeps for. */
const newMark = () => `${process.pid}${String(++marks).padStart(3, "0")}.5`;

const daemons: Record<string, (mark: string) => string> = {
  "a background child": (mark) => `sleep ${mark} & `,
  "a child in a session of its own": (mark) => `setsid sleep ${mark} & `,
  "a child behind nohup": (mark) => `nohup sleep ${mark} >/dev/null 2>&1 & `,
  "a double fork": (mark) => `( ( setsid sleep ${mark} >/dev/null 2>&1 & ) & ) ; `,
  "one that goes on from parent to child and never stands still": (mark) =>
    `f() { if [ $1 -gt 0 ]; then (f $(($1 - 1)) &); else exec setsid sleep ${mark}; fi; }; (f 10 >/dev/null 2>&1 &); `,
  "a holder of the output pipe": (mark) => `(sleep ${mark}; echo late) & `,
  "a child that ignores every polite signal": (mark) =>
    `bash -c 'trap "" TERM HUP INT QUIT; while :; do sleep ${mark}; done' & `,
};

describe.each(["auto", "none"] as const)("with --sandbox %s", (backend) => {
  for (const [name, start] of Object.entries(daemons)) {
    test(`${name} ends with its command`, async () => {
      await using box = await openTestSandbox({ backend });
      const mark = newMark();
      const { output, exitCode } = await box.run(`${start(mark)} echo started`);
      expect(output).toBe("started\n");
      expect(exitCode).toBe(0);
      expect(await gone(mark)).toBe(true);
    });

    test(`${name} ends at timeout`, async () => {
      await using box = await openTestSandbox({ backend });
      const mark = newMark();
      const end = await box.run(`${start(mark)} sleep ${mark}`, { timeoutMs: 300 });
      expect(end).toMatchObject({ timedOut: true, exitCode: null, signal: "SIGKILL" });
      expect(await gone(mark)).toBe(true);
    });
  }

  test("a stopped turn ends the command and rejects with the reason", async () => {
    await using box = await openTestSandbox({ backend });
    const mark = newMark();
    const controller = new AbortController();
    const running = box.run(`setsid sleep ${mark} & echo up; sleep ${mark}`, {
      signal: controller.signal,
    });
    while (survivors(mark).length < 2) await sleep(5);
    controller.abort(new Error("stopped by the user"));
    await expect(running).rejects.toThrow("stopped by the user");
    expect(await gone(mark)).toBe(true);
  });

  test("a command stopped at any moment of its start leaves nothing", async () => {
    await using box = await openTestSandbox({ backend });
    await box.sandbox.ready();
    const mark = newMark();
    for (let moment = 0; moment < 30; moment++) {
      const controller = new AbortController();
      const running = box.run(`setsid sleep ${mark} & sleep ${mark}`, {
        signal: controller.signal,
      });
      const watched = expect(running).rejects.toThrow("stop");
      await sleep(moment / 2);
      controller.abort(new Error("stop"));
      await watched;
    }
    expect(await gone(mark)).toBe(true);
  });

  test("whoever stops listening ends the command", async () => {
    await using box = await openTestSandbox({ backend });
    const mark = newMark();
    const running = box.sandbox.run(
      { command: `echo up; sleep ${mark}` },
      new AbortController().signal,
    );
    expect((await running.next()).value).toBe("up\n");
    await running.return(undefined as never);
    expect(await gone(mark)).toBe(true);
  });

  test("closing ends background commands and whatever fled from them", async () => {
    const box = await openTestSandbox({ backend });
    const mark = newMark();
    await box.sandbox.start({ command: `setsid sleep ${mark} & sleep ${mark}` });
    while (survivors(mark).length < 2) await sleep(5);
    await box[Symbol.asyncDispose]();
    expect(await gone(mark)).toBe(true);
  });
});

describe("a background command", () => {
  test.each(["auto", "none", "landlock"] as const)(
    "goes on when another command ends, and what fled that one does not (%s)",
    async (backend) => {
      await using box = await openTestSandbox({ backend });
      const [stays, flees] = [newMark(), newMark()];
      const started = await box.sandbox.start({
        command: `setsid sleep ${stays} & sleep ${stays}`,
      });
      const sleepers = () => survivors(stays).filter((one) => /^\d+ sleep /.test(one));
      while (sleepers().length < 2) await sleep(5);
      await box.run(`setsid sleep ${flees} >/dev/null 2>&1 & echo over`);
      expect(await gone(flees)).toBe(true);
      expect(sleepers()).toHaveLength(2);
      expect(started.ended()).toBeNull();
      await started.stop();
      expect(await gone(stays)).toBe(true);
    },
  );

  test("is named, says what is new, and can be stopped", async () => {
    await using box = await openTestSandbox();
    const mark = newMark();
    await box.run("mkfifo g");
    const started = await box.sandbox.start({
      command: `echo one; read x <g; echo two; sleep ${mark}`,
    });
    expect(started.id).toBe("p1");
    expect(box.sandbox.process("p1")).toBe(started);
    expect(box.sandbox.processes()).toEqual([started]);
    await said(started.output.bind(started), "one\n");
    expect(started.output()).toBe("");
    expect(started.ended()).toBeNull();
    const end = await started.stop();
    expect(end).toMatchObject({ exitCode: null, signal: "SIGKILL", timedOut: false });
    expect(end.output).toContain("one\n");
    expect(started.ended()).toEqual(end);
    expect(await gone(mark)).toBe(true);
  });

  test("that ends by itself tells its exit code", async () => {
    await using box = await openTestSandbox();
    const started = await box.sandbox.start({ command: "exit 5" });
    while (!started.ended()) await sleep(5);
    expect(started.ended()).toMatchObject({ exitCode: 5 });
    expect(await started.stop()).toMatchObject({ exitCode: 5 });
  });

  test("that cannot start is a problem at once", async () => {
    await using box = await openTestSandbox();
    await expect(box.sandbox.start({ command: "true", cwd: "nowhere" })).rejects.toThrow(
      /cannot start in/,
    );
  });
});

/** Collects what a process says until it has said `text`. */
async function said(output: () => string, text: string): Promise<void> {
  for (let all = output(); all !== text; all += output()) {
    expect(text.startsWith(all)).toBe(true);
    await sleep(5);
  }
}

const program = new URL("../support/open-and-start.ts", import.meta.url).pathname;

describe.each(["SIGKILL", "SIGHUP", "SIGTERM"] as const)("after %s of Skillet", (signal) => {
  test("neither servers nor what fled from them are left", async () => {
    await using box = await openTestSandbox();
    for (let round = 0; round < 5; round++) {
      const mark = newMark();
      await killed(box, mark, signal, round);
      expect(survivors(mark).length === 0 || (await gone(mark))).toBe(true);
    }
  });

  test("nor behind Landlock, where no namespace holds them; nor its folders", async () => {
    await using box = await openTestSandbox();
    for (let round = 0; round < 5; round++) {
      const mark = newMark();
      await killed(box, mark, signal, round, "landlock");
      expect(await gone(mark)).toBe(true);
      // The watch has the session's folder among its words.
      expect(await gone(join(box.around, "spool"))).toBe(true);
      const left = readdirSync(join(box.around, "spool"));
      expect(left.filter((name) => name.startsWith("skillet-fence-"))).toEqual([]);
    }
  });
});

/** Starts a session in a process of its own and ends that at a moment that differs from round to round. */
async function killed(
  box: TestSandbox,
  mark: string,
  signal: NodeJS.Signals,
  round: number,
  backend = "auto",
) {
  const words = [program, join(box.out), join(box.around, "spool"), mark, backend];
  const child = spawn(process.execPath, words, {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = new Promise((resolve) => child.once("exit", resolve));
  await told(child.stdout, round === 0 ? "opening" : "started");
  await sleep(round * 7);
  child.kill(signal);
  await ended;
}

/** Resolves when a line has come. */
async function told(stream: NodeJS.ReadableStream, line: string): Promise<void> {
  let text = "";
  while (!text.includes(`${line}\n`))
    text += await new Promise<string>((resolve) => stream.once("data", resolve));
}

test("nothing is left of a fence that was being put up when Skillet was killed", async () => {
  await using box = await openTestSandbox();
  for (let round = 0; round < 10; round++) {
    const child = spawn(
      process.execPath,
      [program, join(box.out), join(box.around, "spool"), newMark()],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const ended = new Promise((resolve) => child.once("exit", resolve));
    await told(child.stdout, "opening");
    await sleep(round * 2);
    child.kill("SIGKILL");
    await ended;
    // Every part of the world has the output directory among its words.
    expect(await gone(box.out)).toBe(true);
  }
});
