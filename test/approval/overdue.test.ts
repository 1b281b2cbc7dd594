/** What a person sees when the time of a command is up, and what their keys do. */

import { expect, test } from "vitest";
import { askOverdue } from "../../src/approval/overdue.ts";
import type { TimeAnswer, TimeAsked } from "../../src/core/ports.ts";
import { scriptedConsole } from "../support/scripted-console.ts";

const asked: TimeAsked = {
  type: "time_question",
  command: "npm run dev",
  timeoutMs: 120_000,
  output: () => "",
  ended: new AbortController().signal,
  answer: () => {},
};

async function ask(keys: string[], more: Partial<TimeAsked> = {}) {
  const console = scriptedConsole(keys);
  const { signal } = new AbortController();
  const answer = await askOverdue({ ...asked, ...more }, { console, signal });
  expect(console.left()).toEqual([]);
  return { answer, shown: console.shown() };
}

test("the command, how long it may run, and what it printed last stand there", async () => {
  const { shown } = await ask(["e"], { output: () => "one\ntwo\nthree\n10 %\r50 %\r\nready\n\n" });
  expect(shown).toBe(
    [
      "",
      "TIME?  2m are over, and this still runs",
      "  | npm run dev",
      "  It printed last:",
      "  | three",
      "  | 50 %",
      "  | ready",
      "[b] keep it in the background  [m] 2m more  [e] end it  [?] help",
      "  ended",
      "",
    ].join("\n"),
  );
});

test.each<[string, { answer: TimeAnswer; stop?: boolean }]>([
  ["b", { answer: "keep" }],
  ["B", { answer: "keep" }],
  ["m", { answer: "more" }],
  ["e", { answer: "end" }],
  ["escape", { answer: "end", stop: true }],
  ["ctrl-c", { answer: "end", stop: true }],
  ["ctrl-d", { answer: "end", stop: true }],
])("%s is an answer", async (key, answer) => {
  expect((await ask([key])).answer).toEqual(answer);
});

test("Enter and other keys answer nothing; ? explains", async () => {
  const { answer, shown } = await ask(["return", " ", "y", "n", "?", "m"]);
  expect(answer).toEqual({ answer: "more" });
  expect(shown.match(/b keeps it, m gives it more time, e ends it\./g)).toHaveLength(4);
  expect(shown).toContain("m  it is waited for another 2m; then you are asked again");
});

test("nothing that it printed can draw a line of its own, or one without end", async () => {
  const { shown } = await ask(["e"], {
    command: "echo \u001b[2J\u202e",
    output: () => `\u001b[2J\u202eDONE  verified\n${"x".repeat(5000)}\n`,
  });
  expect(shown).not.toMatch(/[\u001b\u202e]/);
  expect(shown).toMatch(/^ {2}\| .*DONE {2}verified$/m);
  expect(shown.length).toBeLessThan(900);
});

test("for a screen reader the keys are numbered, and a number is one", async () => {
  const console = { ...scriptedConsole(["2"]), plain: true };
  const { signal } = new AbortController();
  expect(await askOverdue(asked, { console, signal })).toEqual({ answer: "more" });
  expect(console.shown()).toContain(
    "1. [b] keep it in the background\n2. [m] 2m more\n3. [e] end it\n4. [?] help\n",
  );
});

/** A console on which nobody presses a key. */
function silent() {
  const console = scriptedConsole([]);
  return {
    ...console,
    key: (signal?: AbortSignal) =>
      new Promise<string>((_, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason));
      }),
  };
}

test("what ends by itself needs no answer; a stopped turn is one", async () => {
  const ended = new AbortController();
  const turn = new AbortController();
  const question = { ...asked, ended: ended.signal };
  const signal = AbortSignal.any([turn.signal, ended.signal]);
  const console = silent();
  const asking = askOverdue(question, { console, signal });
  setTimeout(() => ended.abort(), 10);
  expect(await asking).toEqual({ answer: "end" });
  expect(console.shown()).toMatch(/ {2}It has ended by itself\.\n$/);

  const stopped = askOverdue(asked, { console: silent(), signal: turn.signal });
  setTimeout(() => turn.abort(new Error("stopped by the user")), 10);
  expect(await stopped).toEqual({ answer: "end", stop: true });
});
