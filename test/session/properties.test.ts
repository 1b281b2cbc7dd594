import { expect, test } from "vitest";
import { historyOf, interrupted, unansweredCalls } from "../../src/core/folds.ts";
import { session, turn } from "../support/facts.ts";
import { play, type Said } from "../support/play.ts";
import { expectLogRebuilds, expectNothingUntold } from "../support/properties.ts";

const write = (path: string) => ({ name: "write_file", arguments: { path, content: "A" } });

const script: Said[] = [
  { text: "Writing.", calls: [write("a.txt"), write("b.txt")] },
  {
    calls: [
      { name: "nope", arguments: {} },
      { name: "shell", arguments: { command: "fail" } },
      write("c.txt"),
    ],
  },
  { calls: [{ name: "ask_user", arguments: {} }, write("d.txt")], cut: ["write_file"] },
  { text: "All done \u2028 \ud800." },
];

test("a log on disk rebuilds history, grants and receipt of a whole turn", async () => {
  const grant = { granted: true, scope: "session", rule: "write_file:docs/" } as const;
  const { facts, history } = await play(script, { answer: () => grant });
  expect(facts.some(({ type }) => type === "approval")).toBe(true);
  expectLogRebuilds(facts, history);
  expectLogRebuilds([session, ...turn(), ...turn("二")], historyOf([...turn(), ...turn("二")]));
});

test("a log on disk rebuilds history, grants and receipt of a turn with refusals", async () => {
  const { facts, history } = await play(script, { answer: "no, thanks" });
  expectLogRebuilds(facts, history);
});

test("stopping at any event leaves nothing done that the file does not tell", async () => {
  await expectNothingUntold(script);
});

test("a log cut behind any entry gives a history in which every call has exactly one answer", () => {
  const facts = [session, ...turn(), ...turn("二")];
  for (let length = 0; length <= facts.length; length++) {
    const history = historyOf(facts.slice(0, length));
    const calls = history.flatMap((message) =>
      message.role === "assistant" ? (message.toolCalls ?? []).map(({ id }) => id) : [],
    );
    const answers = history.flatMap((message) =>
      message.role === "tool" ? [message.toolCallId] : [],
    );
    expect({ length, answers }).toEqual({ length, answers: calls });
  }
  const cut = facts.slice(0, facts.findIndex(({ type }) => type === "tool_start") + 1);
  expect(unansweredCalls(cut).map(({ name }) => name)).toEqual(["write_file"]);
  expect(historyOf(cut).at(-1)).toMatchObject({ role: "tool", content: interrupted });
});
