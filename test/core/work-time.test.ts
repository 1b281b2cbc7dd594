import { expect, test } from "vitest";
import type { Approver } from "../../src/core/ports.ts";
import { WorkTime } from "../../src/core/work-time.ts";

/** A clock that is moved by hand. */
function handClock() {
  let now = 0;
  const sleepers: { at: number; wake: () => void; signal: AbortSignal }[] = [];
  return {
    ticks: () => now,
    sleep: (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason));
        sleepers.push({ at: now + ms, wake: resolve, signal });
      }),
    async pass(ms: number) {
      now += ms;
      for (const { at, wake } of sleepers) if (at <= now) wake();
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

const time = (limit: number | null) => {
  const clock = handClock();
  return { clock, work: new WorkTime(limit, clock, clock.ticks) };
};

test("the signal is aborted when the time is used up, and says which limit it was", async () => {
  const { clock, work } = time(90_000);
  const signal = work.begin();
  await clock.pass(89_999);
  expect(signal?.aborted).toBe(false);
  await clock.pass(1);
  expect(signal?.reason).toMatchObject({
    limit: "time",
    message: "The time of this run is used up: 1m30s allowed.",
    hint: expect.stringContaining("--max-time"),
  });
  expect(work.reached()?.limit).toBe("time");
});

test("it counts in turns only, over all of them", async () => {
  const { clock, work } = time(100);
  work.begin();
  await clock.pass(60);
  work.end();
  await clock.pass(1000);
  expect(work.reached()).toBeNull();
  const signal = work.begin();
  await clock.pass(39);
  expect(signal?.aborted).toBe(false);
  await clock.pass(1);
  expect(signal?.aborted).toBe(true);
});

test("it stands still while a person is asked", async () => {
  const { clock, work } = time(100);
  const asked = work.patient({
    ask: async () => {
      await clock.pass(5000);
      return ["yes"];
    },
    review: async () => {
      await clock.pass(5000);
      return [];
    },
  });
  const signal = work.begin();
  await clock.pass(99);
  expect(await asked.ask?.([], new AbortController().signal)).toEqual(["yes"]);
  await asked.review([], new AbortController().signal);
  expect(signal?.aborted).toBe(false);
  await clock.pass(1);
  expect(signal?.aborted).toBe(true);
});

test("a question that fails does not stop the clock for good", async () => {
  const { clock, work } = time(100);
  const broken: Approver = { ask: null, review: () => Promise.reject(new Error("gone")) };
  const signal = work.begin();
  await expect(work.patient(broken).review([], new AbortController().signal)).rejects.toThrow();
  await clock.pass(100);
  expect(signal?.aborted).toBe(true);
});

test("used up before a turn: nothing is aborted, the first request tells it; then as much again", async () => {
  const { clock, work } = time(100);
  work.begin();
  await clock.pass(100);
  work.end();
  const signal = work.begin();
  await clock.pass(1);
  expect(signal?.aborted).toBe(false);
  expect(work.reached()?.question).toContain("Go on for another 0.1s?");
  work.extend();
  expect(work.reached()).toBeNull();
  await clock.pass(100);
  expect(signal?.aborted).toBe(true);
});

test("without a limit there is no signal and no end", async () => {
  const { clock, work } = time(null);
  expect(work.begin()).toBeNull();
  await clock.pass(1e12);
  expect(work.reached()).toBeNull();
});

test("every way of asking is still there, and none that was not", () => {
  const { work } = time(100);
  const silent: Approver = { ask: null, review: async () => [] };
  expect(Object.keys(work.patient(silent)).sort()).toEqual(["ask", "review"]);
  expect(work.patient(silent).ask).toBeNull();
  const whole: Approver = {
    ...silent,
    ask: async () => null,
    grant: async () => ({ granted: false }),
    plan: async () => ({ granted: false }) as never,
    overdue: async () => ({ answer: "end" }),
  };
  const ways = ["ask", "grant", "overdue", "plan", "review"];
  expect(Object.keys(work.patient(whole)).sort()).toEqual(ways);
});
