import { expect, test } from "vitest";
import { closeInterrupted } from "../../src/app/close-interrupted.ts";
import { historyOf, interrupted, unansweredCalls } from "../../src/core/folds.ts";
import type { Question } from "../../src/core/types.ts";
import { entriesOf, session, turn } from "../support/facts.ts";

/** A log that ends behind the nth fact of the type, as after a kill. */
function cutBehind(type: string, nth: number) {
  const facts = [session, ...turn()];
  let seen = 0;
  const at = facts.findIndex((fact) => fact.type === type && ++seen === nth);
  return entriesOf(facts.slice(0, at + 1));
}

const unknown = "I do not know, let it look first";

function answering(answer: string | null) {
  const questions: Question[] = [];
  const ask = async (asked: readonly Question[]) => {
    questions.push(...asked);
    return answer === null ? null : [answer];
  };
  return { ask, questions };
}

test("a call that was at work is asked about, and the answer reaches the model once", async () => {
  const entries = cutBehind("tool_start", 2);
  const { ask, questions } = answering("it was done");
  const { facts, lines } = await closeInterrupted(entries, ask);
  expect(lines).toEqual(["shell (python3 app.py) was interrupted, its outcome is unknown."]);
  expect(questions).toMatchObject([
    {
      question: "shell (python3 app.py): cut off while it ran. How did it end?",
      default: unknown,
    },
  ]);
  const content = `${interrupted} The user says: it was done`;
  expect(facts).toEqual([
    {
      type: "tool_result",
      callId: "call_2",
      content,
      isError: true,
      durationMs: 0,
      effect: null,
    },
    {
      type: "message",
      message: { role: "tool", toolCallId: "call_2", name: "shell", content, isError: true },
    },
  ]);
  const after = entriesOf([...entries, ...facts]);
  expect(
    historyOf(after)
      .map(({ content }) => content)
      .slice(-2),
  ).toEqual(["Wrote app.py.", content]);
  expect(await closeInterrupted(after, ask)).toEqual({ facts: [], lines: [] });
});

test.each([unknown, "", null])("an answer of %j leaves the outcome unknown", async (answer) => {
  const { facts } = await closeInterrupted(cutBehind("tool_start", 1), answering(answer).ask);
  expect(facts.map((fact) => fact.type === "tool_result" && fact.content)).toContain(interrupted);
  expect(JSON.stringify(facts)).not.toContain("The user says");
});

test("with nobody there the line is told and nothing is asked", async () => {
  const { facts, lines } = await closeInterrupted(cutBehind("tool_start", 1), null);
  expect(lines).toEqual(["write_file (app.py) was interrupted, its outcome is unknown."]);
  expect(facts.filter(({ type }) => type === "tool_result")).toHaveLength(2);
});

test("calls that had not begun are closed without a question", async () => {
  const { ask, questions } = answering("it was done");
  const { facts, lines } = await closeInterrupted(cutBehind("approval_request", 1), ask);
  expect(questions).toEqual([]);
  expect(lines).toEqual([]);
  expect(facts).toHaveLength(4);
  expect(JSON.stringify(facts)).not.toContain("The user says");
});

test("what a tool had answered is kept, though the message about it is missing", async () => {
  const entries = cutBehind("tool_result", 2);
  const known = { role: "tool", toolCallId: "call_2", content: "exit 0\nこんにちは" };
  expect(historyOf(entries).at(-1)).toMatchObject(known);
  const { facts, lines } = await closeInterrupted(entries, null);
  expect(lines).toEqual([]);
  expect(facts).toMatchObject([{ type: "message", message: known }]);
  expect(unansweredCalls(entries)).toEqual([]);
});

test("wherever a log ends, going on leaves every call with exactly one answer, in order", async () => {
  const facts = [session, ...turn(), ...turn("二")];
  for (let end = 1; end <= facts.length; end++) {
    const entries = entriesOf(facts.slice(0, end));
    const closed = [...entries, ...(await closeInterrupted(entries, null)).facts];
    const history = historyOf(closed);
    expect({ end, history }).toEqual({ end, history: historyOf(entries) });
    const answers = closed.flatMap((fact) => (fact.type === "tool_result" ? [fact.callId] : []));
    const calls = closed.flatMap((fact) =>
      fact.type === "message" && fact.message.role === "assistant"
        ? (fact.message.toolCalls ?? []).map(({ id }) => id)
        : [],
    );
    expect({ end, answers }).toEqual({ end, answers: calls });
  }
});
