import { expect, test } from "vitest";
import type { Fact } from "../../src/core/events.ts";
import { recordedTurns } from "../../src/core/recorded.ts";
import { entriesOf, session, turn } from "../support/facts.ts";
import { play } from "../support/play.ts";

test("a turn is its prompt, the calls that ran with what came of them, and its answer", () => {
  expect(recordedTurns(entriesOf([session, ...turn("Done.")]))).toEqual([
    {
      prompt: "I want a simple BBS. 掲示板を作りたい",
      steps: [
        {
          text: "I write it.",
          calls: [
            {
              name: "write_file",
              arguments: { path: "app.py", content: 'print("こんにちは")\n' },
              result: { content: "Wrote app.py.", isError: false, exitCode: null },
            },
            {
              name: "shell",
              arguments: { command: "python3 app.py" },
              result: { content: "exit 0\nこんにちは", isError: false, exitCode: 0 },
            },
          ],
        },
      ],
      text: "Done.",
    },
  ]);
});

test("what was refused is not done again, what was edited is as it ran, what was cut off has no result", async () => {
  const { facts } = await play(
    [
      { calls: [{ name: "write_file", arguments: { path: "no.txt", content: "" } }] },
      {
        text: "Then this.",
        calls: [{ name: "write_file", arguments: { path: "a.txt", content: "A" } }],
      },
      { text: "Done." },
    ],
    {
      answer: ({ arguments: args }) =>
        JSON.stringify(args).includes("no.txt")
          ? { granted: false, words: "no" }
          : { granted: true, arguments: { path: "b.txt", content: "B" } },
    },
  );
  const cut: Fact[] = [...turn().slice(0, 10)];
  const [first, second] = recordedTurns(entriesOf([...facts, ...cut]));
  expect(
    first?.steps.map(({ text, calls }) => [text, calls.map((call) => call.arguments)]),
  ).toEqual([["Then this.", [{ path: "b.txt", content: "B" }]]]);
  expect(second?.steps[0]?.calls.map(({ result }) => result)).toEqual([null]);
  expect(second?.text).toBe("");
});

test("results without a start, starts without a turn and second results change nothing", () => {
  const result = (content: string) =>
    ({
      type: "tool_result",
      callId: "c",
      content,
      isError: false,
      durationMs: 0,
      effect: null,
    }) as const;
  const start = { type: "tool_start", callId: "c", name: "shell", arguments: {} } as const;
  expect(recordedTurns(entriesOf([start, result("lost")]))).toEqual([]);
  const [turns] = recordedTurns(
    entriesOf([
      { type: "turn_start", prompt: "x" },
      result("early"),
      start,
      result("one"),
      result("two"),
    ]),
  );
  expect(turns?.steps[0]?.calls[0]?.result?.content).toBe("one");
});
