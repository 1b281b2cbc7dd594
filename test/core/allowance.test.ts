import { describe, expect, test } from "vitest";
import { Allowance, type RunLimits } from "../../src/core/allowance.ts";
import type { Event, Fact } from "../../src/core/events.ts";
import type { Model } from "../../src/core/ports.ts";
import { play, type Said } from "../support/play.ts";

const none: RunLimits = { tokens: null, budget: null, timeMs: null };
const forever = { sleep: () => new Promise<void>(() => {}) };
const allowed = (limits: Partial<RunLimits>) =>
  new Allowance({ ...none, ...limits }, forever, () => 0);
const work = (length: number) =>
  Array.from(
    { length },
    (_, index): Said => ({ calls: [{ name: "shell", arguments: { command: `${index}` } }] }),
  );
/** The scripted model tells 10 tokens in and 2 out for each reply. */
const perReply = 12;
const price = { input: 100_000, output: 0, currency: "USD" };
const limitTold = (facts: readonly Fact[]) => facts.filter(({ type }) => type === "error");

describe.each([1, 2, 7, 50])("a limit that is reached after %i replies", (count) => {
  test("of tokens: exactly so many requests leave, what was called has run, and it is said", async () => {
    const { end, requests, ran, facts } = await play(work(60), {
      maxSteps: 100,
      allowance: allowed({ tokens: count * perReply }),
    });
    expect([end.reason, requests.length, ran.length]).toEqual(["limit", count, count]);
    expect(limitTold(facts)).toMatchObject([
      {
        where: "limit",
        kind: "tokens",
        message: `${count * perReply} tokens are used in this run, ${count * perReply} are allowed.`,
        hint: expect.stringContaining("--max-tokens-total"),
      },
    ]);
  });

  test("of money", async () => {
    const { end, requests, facts } = await play(work(60), {
      maxSteps: 100,
      allowance: allowed({ budget: count }),
      price,
    });
    expect([end.reason, requests.length]).toEqual(["limit", count]);
    expect(limitTold(facts)).toMatchObject([
      { where: "limit", kind: "budget", hint: expect.stringContaining("--max-budget") },
    ]);
  });

  test("of steps", async () => {
    const { end, requests, facts } = await play(work(60), { maxSteps: count });
    expect([end.reason, requests.length]).toEqual(["max_steps", count]);
    expect(limitTold(facts)).toMatchObject([
      { where: "limit", kind: "turns", hint: expect.stringContaining("--max-turns") },
    ]);
  });
});

test("one token less than reached is not reached", async () => {
  const { requests } = await play(work(60), { maxSteps: 100, allowance: allowed({ tokens: 25 }) });
  expect(requests).toHaveLength(3);
});

test("an answer is an answer, also where it used up what was allowed", async () => {
  const { end } = await play([{ text: "Hi." }], { allowance: allowed({ tokens: 1 }) });
  expect(end).toEqual({ reason: "done", text: "Hi." });
});

test("it is of the run: the next turn begins with what is left", async () => {
  const allowance = allowed({ tokens: 20 });
  await play([{ text: "Hi." }], { allowance });
  expect((await play([...work(1), { text: "Hi." }], { allowance })).requests).toHaveLength(1);
  expect((await play([{ text: "Hi." }], { allowance })).requests).toHaveLength(0);
});

test("a person may allow as much again, from what is used", async () => {
  const { end, requests, questions } = await play([...work(5), { text: "There." }], {
    maxSteps: 100,
    allowance: allowed({ tokens: 24 }),
    says: ["go on", "stop"],
  });
  expect(questions[0]).toBe("24 tokens are used in this run. Go on for another 24?");
  expect([end.reason, requests.length, questions.length]).toEqual(["limit", 4, 2]);
});

test("a person may allow as many steps again", async () => {
  const { end, requests, questions } = await play([...work(5), { text: "There." }], {
    maxSteps: 2,
    says: ["go on", "go on"],
  });
  expect([end.reason, requests.length, questions.length]).toEqual(["done", 6, 2]);
});

describe("what no usage is told of", () => {
  /** Each attempt's events as they come; the last attempt answers. */
  function modelOf(...attempts: Event[][]): Model & { sent: number } {
    const model = Object.assign(
      async function* (): ReturnType<Model> {
        for (const events of attempts) {
          yield request(7);
          model.sent += 1;
          for (const event of events) yield event as Fact;
        }
        return { text: "", reasoning: "", calls: [], finish: "stop", usage: null, anomalies: [] };
      } as Model,
      { sent: 0 },
    );
    return model;
  }
  const request = (estimatedTokens: number): Fact => ({
    type: "model_request",
    step: 1,
    attempt: 1,
    lane: "native",
    toolDelivery: "none",
    messages: 1,
    tools: 0,
    bytes: 1,
    estimatedTokens,
  });
  const reply = (finishReason: "stop" | "error"): Fact => ({
    type: "model_reply",
    step: 1,
    attempt: 1,
    finishReason,
    usage: null,
    ttftMs: 0,
    durationMs: 0,
    anomalies: [],
  });
  async function drain(model: Model, allowance: Allowance) {
    const asked = { step: 1, lane: "native", system: "", messages: [], tools: [] };
    const events = allowance.model(model, null)(asked, new AbortController().signal);
    for await (const _ of events);
  }

  test("an answer is estimated", async () => {
    const allowance = allowed({ tokens: 9 });
    await drain(modelOf([{ type: "text_delta", text: "1234567" }, reply("stop")]), allowance);
    expect(allowance.reached()?.message).toContain("9 tokens are used");
  });

  test("the calls of an answer are estimated together, not the longest of them alone", async () => {
    const allowance = allowed({ tokens: 9 });
    const writing = (all: number): Event => ({ type: "call_delta", name: "n", characters: 3, all });
    await drain(modelOf([writing(3), writing(7), reply("stop")]), allowance);
    expect(allowance.reached()?.message).toContain("9 tokens are used");
  });

  test("an attempt that failed before anything came is free; one that broke off is not", async () => {
    const free = allowed({ tokens: 1 });
    await drain(modelOf([reply("error")], [reply("error")]), free);
    expect(free.reached()).toBeNull();
    const cut = allowed({ tokens: 8 });
    await drain(modelOf([{ type: "text_delta", text: "abc" }, reply("error")]), cut);
    expect(cut.reached()?.limit).toBe("tokens");
  });

  test("one that was stopped on its way counts as well", async () => {
    const allowance = allowed({ tokens: 8 });
    const model = modelOf([{ type: "text_delta", text: "abc" }]);
    const asked = { step: 1, lane: "native", system: "", messages: [], tools: [] };
    for await (const event of allowance.model(model, null)(asked, new AbortController().signal))
      if (event.type === "text_delta") break;
    expect(allowance.reached()?.limit).toBe("tokens");
  });

  test("a retry is a request: it does not leave once the limit is reached", async () => {
    const allowance = allowed({ tokens: 5 });
    const model = modelOf([{ type: "text_delta", text: "abc" }, reply("error")], [reply("stop")]);
    await expect(drain(model, allowance)).rejects.toMatchObject({ limit: "tokens" });
    expect(model.sent).toBe(1);
  });
});
