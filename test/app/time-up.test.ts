/** The time of a command is up, as a call meets it: one answer, and facts that say how it stands. */

import { expect, test } from "vitest";
import { userCommand } from "../../src/app/user-command.ts";
import type { Event } from "../../src/core/events.ts";
import type { Approver, Environment, Process, TimeAnswer } from "../../src/core/ports.ts";
import { memorySandbox, type RunResult } from "../../src/sandbox/memory.ts";

const timedOut: RunResult = {
  ...{ output: "ready on 5173\n", exitCode: null, timedOut: true, durationMs: 120_000 },
};
const server: Process = {
  ...{ id: "p1", command: "npm run dev", output: () => "", ended: () => null },
  stop: () => Promise.reject(new Error("not here")),
};

/** The shell's call, with a person who answers so one after the other; none: nobody is there. */
async function run(
  answers: (TimeAnswer | "stop" | "break")[] | null,
  results: RunResult[] = [timedOut],
) {
  const rest = [...results];
  const sandbox = memorySandbox(
    {},
    { run: () => rest.shift() ?? timedOut, start: () => ({ ...server }) },
  );
  const asked: string[] = [];
  const approver: Approver = {
    ask: null,
    review: async () => [],
    ...(answers && {
      async overdue({ command, timeoutMs, output }) {
        asked.push(`${command}, ${timeoutMs}: ${output()}`);
        const answer = answers.shift();
        if (answer === "break" || answer === undefined) throw new Error("the terminal is gone");
        return answer === "stop" ? { answer: "end", stop: true } : { answer };
      },
    }),
  };
  const environment = {
    ...{ sandbox, approver, grants: [], clock: { now: () => 0 } },
    signal: new AbortController().signal,
  } as unknown as Environment;
  const events: Event[] = [];
  for await (const event of userCommand("npm run dev", "user_1", environment)) events.push(event);
  const told = events.filter((event) => event.type === "tool_result");
  expect(told).toHaveLength(1);
  return { result: told[0], asked, sandbox, types: events.map(({ type }) => type) };
}

test("one that is kept is told as a background command with its id, and its effect says so", async () => {
  const { result, asked, sandbox, types } = await run(["keep"]);
  expect(asked).toEqual(["npm run dev, 120000: ready on 5173\n"]);
  expect(types).toEqual(["tool_start", "tool_output", "time_up", "tool_result"]);
  expect(result).toEqual({
    ...{ type: "tool_result", callId: "user_1", isError: false, durationMs: 0 },
    content:
      "Running in the background as p1: the user kept it there after 2 m 0 s.\nready on 5173",
    effect: { kind: "exec", command: "npm run dev", cwd: ".", background: true },
  });
  expect(sandbox.processes().map(({ id }) => id)).toEqual(["p1"]);
});

test("with more time it ends as it ends, and is no background command", async () => {
  const end = { output: "built\n", exitCode: 0, durationMs: 180_000 };
  const { result, asked } = await run(["more", "more"], [timedOut, timedOut, end]);
  expect(asked).toHaveLength(2);
  expect(result).toMatchObject({ content: "exit 0 after 3 m 0 s\nbuilt", exitCode: 0 });
  expect(result?.effect).toEqual({ kind: "exec", command: "npm run dev", cwd: "." });
});

test("who ended it is told; with nobody there it is ended as ever", async () => {
  const { result } = await run(["end"]);
  expect(result?.content).toMatch(
    /^timed out after 2 m 0 s, killed\. The user was asked, and ended it\. Set a longer timeoutMs/,
  );
  const alone = await run(null);
  expect(alone.result?.content).toMatch(
    /^timed out after 2 m 0 s, killed\. Set a longer timeoutMs/,
  );
  expect(alone.types).not.toContain("time_up");
  expect(alone.sandbox.processes()).toEqual([]);
});

test("an answer that stops the turn ends the command", async () => {
  const { result, sandbox } = await run(["stop"]);
  expect(result).toMatchObject({
    content: "Stopped by the user.\nIt had printed:\nready on 5173",
    isError: true,
  });
  expect(sandbox.processes()).toEqual([]);
});

test("whatever goes wrong with the question, nothing runs on", async () => {
  const { result, sandbox } = await run(["break"]);
  expect(result).toMatchObject({ content: "The tool failed: the terminal is gone", isError: true });
  expect(sandbox.processes()).toEqual([]);
});
