import { expect, test } from "vitest";
import type { Event } from "../../src/core/events.ts";
import { attention } from "../../src/sinks/attention.ts";

const usage = { inputTokens: 1, cachedTokens: 0, outputTokens: 1 };
const end = (reason: "done" | "aborted"): Event => ({
  ...{ type: "turn_end", reason, text: "", usage, verified: "not_run" },
});

function told() {
  const calls: string[] = [];
  const clock = { time: 0 };
  let rung = 0;
  const sink = attention({
    ring: () => rung++,
    notify: (event, message) => calls.push(`${event}: ${message}`),
    now: () => clock.time,
  });
  const at = (time: number, event: Event) => {
    clock.time = time;
    void sink(event);
  };
  return { at, calls, rung: () => rung };
}

const asks: Event = { type: "approval_request", calls: [] };
const answer: Event = { type: "approval", callId: "a", granted: true, by: "user", scope: "once" };
const question: Event = { type: "tool_start", callId: "b", name: "ask_user", arguments: {} };
const answered: Event = {
  ...{ type: "tool_result", callId: "b", content: "", isError: false, durationMs: 1, effect: null },
};

test("an approval and a question call at once, whatever they are about", () => {
  const { at, calls, rung } = told();
  at(0, { type: "turn_start", prompt: "x" });
  at(1, asks);
  at(2, question);
  expect(calls).toEqual([
    "approval: Skillet waits for an approval.",
    "question: Skillet waits for an answer.",
  ]);
  expect(rung()).toBe(2);
});

test("a command whose time is up calls; who has answered is not called back at the end", () => {
  const { at, calls } = told();
  at(0, { type: "turn_start", prompt: "x" });
  at(120_000, { type: "time_up", callId: "b" });
  at(150_000, answered);
  at(155_000, end("done"));
  expect(calls).toEqual(["question: Skillet waits for an answer."]);
});

test("a turn calls at its end when nobody was needed for ten seconds", () => {
  const { at, calls } = told();
  at(0, { type: "turn_start", prompt: "x" });
  at(9_000, end("done"));
  at(10_000, { type: "turn_start", prompt: "x" });
  at(21_000, end("done"));
  expect(calls).toEqual(["done: Skillet is done; what came of it stands in the terminal."]);
});

test("who stopped it, or has just answered, is not called back", () => {
  const { at, calls } = told();
  at(0, { type: "turn_start", prompt: "x" });
  at(60_000, end("aborted"));
  at(70_000, { type: "turn_start", prompt: "x" });
  at(70_001, asks);
  at(99_000, answer);
  at(105_000, end("done"));
  at(110_000, { type: "turn_start", prompt: "x" });
  at(110_001, question);
  at(150_000, answered);
  at(155_000, end("done"));
  expect(calls.filter((call) => call.startsWith("done"))).toEqual([]);
});
