import { expect, test } from "vitest";
import { isFact } from "../../src/core/events.ts";
import { historyOf, interrupted, unansweredCalls } from "../../src/core/folds.ts";
import { play, type Said } from "../support/play.ts";

const write = (path: string, content = "A") => ({
  name: "write_file",
  arguments: { path, content },
});

/** A turn with everything in it: text, a batch, a failing call, a question of its own, an answer. */
const scaffold: Said[] = [
  { text: "Writing.", calls: [write("a.txt"), write("b.txt")] },
  {
    calls: [
      { name: "nope", arguments: {} },
      { name: "shell", arguments: { command: "fail" } },
      write("c.txt"),
    ],
  },
  { calls: [{ name: "ask_user", arguments: {} }, write("d.txt")] },
  { text: "All done." },
];

test("a turn is told as a sequence of events", async () => {
  const { types, end } = await play([{ text: "Hello." }]);
  expect(types).toEqual([
    "turn_start",
    "message",
    "model_request",
    "text_delta",
    "model_reply",
    "decision",
    "message",
    "turn_end",
  ]);
  expect(end).toEqual({ reason: "done", text: "Hello." });
});

test("an answer that the output limit cut is told to be cut", async () => {
  const { events, end } = await play([{ text: "The first of three po", atLimit: true }]);
  expect(events).toContainEqual({
    type: "notice",
    text: 'The answer was cut off by the output limit of the model; "go on" asks for the rest.',
  });
  expect(end).toEqual({ reason: "done", text: "The first of three po" });
});

test("all calls of a reply are asked as one batch and run in order", async () => {
  const { asked, files, types } = await play([{ calls: [write("a.txt"), write("b.txt")] }]);
  expect(asked).toEqual([["write_file", "write_file"]]);
  expect([...files.keys()]).toEqual(["a.txt", "b.txt"]);
  expect(types.filter((type) => type === "approval_request")).toHaveLength(1);
});

test("the log alone rebuilds the history", async () => {
  const { facts, history } = await play(scaffold);
  expect(historyOf(facts)).toEqual(history);
});

test("stopping at any event leaves nothing done that the log does not tell", async () => {
  const whole = await play(scaffold);
  for (let cut = 1; cut < whole.events.length; cut++) {
    const files = new Map<string, string>();
    const told: string[] = [];
    let taken = 0;
    const stopped = play(scaffold, {
      files,
      sink(event) {
        if (taken++ === cut) throw new Error("the reader failed");
        if (event.type === "tool_start") told.push(JSON.stringify(event.arguments));
      },
    });
    await expect(stopped).rejects.toThrow("the reader failed");
    for (const [path, content] of files) expect(told).toContain(JSON.stringify({ path, content }));
  }
});

test("a log that was cut anywhere gives a history in which every call has exactly one answer", async () => {
  const { facts } = await play(scaffold);
  for (let cut = 0; cut <= facts.length; cut++) {
    const open = new Set<string>();
    for (const message of historyOf(facts.slice(0, cut))) {
      if (message.role === "assistant")
        for (const call of message.toolCalls ?? []) open.add(call.id);
      if (message.role === "tool") expect(open.delete(message.toolCallId)).toBe(true);
    }
    expect(open.size).toBe(0);
  }
});

test("a call that was started and never answered is closed as interrupted and named", async () => {
  const { facts } = await play([{ calls: [write("a.txt")] }]);
  const upTo = facts.findIndex((fact) => fact.type === "tool_start") + 1;
  expect(historyOf(facts.slice(0, upTo)).at(-1)).toMatchObject({
    role: "tool",
    content: interrupted,
    isError: true,
  });
  expect(unansweredCalls(facts.slice(0, upTo))).toMatchObject([{ name: "write_file" }]);
});

test("the turn ends after exactly as many model calls as are allowed", async () => {
  const again: Said = { calls: [write("a.txt")] };
  const { requests, end, files } = await play([again, again, again, again], { maxSteps: 2 });
  expect(requests).toHaveLength(2);
  expect(end.reason).toBe("max_steps");
  expect(files.size).toBe(1);
});

test("an answer in the last allowed call is an answer", async () => {
  expect((await play([{ text: "Hi." }], { maxSteps: 1 })).end).toEqual({
    reason: "done",
    text: "Hi.",
  });
});

test("an unreadable reply goes back with a hint at most twice", async () => {
  const { requests, end, facts } = await play([{}, {}, {}, { text: "late" }]);
  expect(requests).toHaveLength(3);
  expect(end.reason).toBe("error");
  expect(facts.find(({ type }) => type === "error")).toMatchObject({ kind: "empty_response" });
});

test("the turn's end tells its usage and that nothing was verified", async () => {
  const { facts } = await play([{ calls: [write("a.txt")] }, { text: "Done." }]);
  expect(facts.at(-1)).toMatchObject({
    type: "turn_end",
    usage: { inputTokens: 20, outputTokens: 4 },
    verified: "not_run",
  });
});

test("an abort while the model writes ends the turn and keeps the conversation", async () => {
  const { end, history } = await play([{ text: "Hello", calls: [write("a.txt")] }], {
    abortOn: (event) => event.type === "model_reply",
  });
  expect(end.reason).toBe("aborted");
  expect(history.at(-1)).toMatchObject({
    role: "tool",
    content: "Not run: the user stopped the turn.",
  });
});

test("what the model had said when its reply was stopped is kept, and it is told that it was stopped", async () => {
  const { end, history, facts } = await play([{ text: "There are three ways: \n" }], {
    abortOn: (event) => event.type === "text_delta",
  });
  expect(end).toEqual({ reason: "aborted", text: "" });
  expect(history.slice(1)).toEqual([
    { role: "assistant", content: "There are three ways:" },
    { role: "user", content: expect.stringContaining("The user stopped your reply here") },
  ]);
  expect(historyOf(facts)).toEqual(history);
});

test("a reply that was stopped before its first word leaves nothing behind", async () => {
  const { history } = await play([{ text: "Hello" }], {
    abortOn: (event) => event.type === "model_request",
  });
  expect(history).toHaveLength(1);
});

test("what a command had printed when it was stopped is told to the model", async () => {
  const { end, history } = await play(
    [{ calls: [{ name: "shell", arguments: { command: "npm test" } }] }],
    { abortOn: (event) => event.type === "tool_output" },
  );
  expect(end.reason).toBe("aborted");
  expect(history.at(-1)).toMatchObject({
    role: "tool",
    isError: true,
    content: "Stopped by the user.\nIt had printed:\nout",
  });
});

test("ids that an endpoint uses twice are made unique, so that each answer binds to one call", async () => {
  const { history } = await play([
    {
      calls: [
        { ...write("a.txt"), id: "x" },
        { ...write("b.txt"), id: "x" },
      ],
    },
    { calls: [{ ...write("c.txt"), id: "x" }] },
  ]);
  const ids = history.flatMap((message) => (message.role === "tool" ? [message.toolCallId] : []));
  expect(new Set(ids).size).toBe(3);
});

test("deltas are not facts", async () => {
  const { events } = await play([{ text: "Hello." }]);
  expect(events.filter((event) => !isFact(event)).map(({ type }) => type)).toEqual(["text_delta"]);
});
