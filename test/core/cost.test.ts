import { expect, test } from "vitest";
import { costOf, costOfUsage, type Price, priced, totalOf } from "../../src/core/cost.ts";
import type { Fact } from "../../src/core/events.ts";
import type { Usage } from "../../src/core/types.ts";
import { scriptedModel } from "../support/play.ts";

const price: Price = { input: 2, cachedInput: 0.5, output: 10, currency: "USD" };
const used = (inputTokens: number, cachedTokens: number, outputTokens: number): Usage => ({
  inputTokens,
  cachedTokens,
  outputTokens,
});
const reply = (fields: Partial<Extract<Fact, { type: "model_reply" }>>): Fact => ({
  type: "model_reply",
  step: 1,
  attempt: 1,
  finishReason: "stop",
  usage: used(1, 0, 1),
  ttftMs: 0,
  durationMs: 0,
  anomalies: [],
  ...fields,
});
const cost = (amount: number, currency = "USD") => ({ cost: { amount, currency } });

test("prices are per million tokens; what came from the cache has its own", () => {
  expect(costOfUsage(used(1_000_000, 0, 0), price)).toBe(2);
  expect(costOfUsage(used(1_000_000, 400_000, 100_000), price)).toBe(2.4);
  const { cachedInput: _, ...plain } = price;
  expect(costOfUsage(used(1_000_000, 400_000, 0), plain)).toBe(2);
});

test("an endpoint that tells more cached than sent tokens costs no less than nothing", () => {
  expect(costOfUsage(used(10, 1000, 0), price)).toBe(0.000005);
});

test("sums do not drift: ten tenths are one", () => {
  const ten = Array.from({ length: 10 }, () => reply(cost(0.1)));
  expect(costOf(ten)).toEqual({ amounts: [{ amount: 1, currency: "USD" }], unknown: 0 });
});

test("the cost of each reply stands in the log beside its usage", async () => {
  const model = priced(scriptedModel([{ text: "Hi." }]), price);
  const request = { step: 1, lane: "native", system: "", messages: [], tools: [] };
  const facts: Fact[] = [];
  const events = model(request, new AbortController().signal);
  for await (const event of events) if (event.type === "model_reply") facts.push(event);
  expect(facts).toMatchObject([{ cost: { amount: 0.00004, currency: "USD" } }]);
});

test("one number is told only where all of it is known and of one currency", () => {
  expect(totalOf(costOf([reply(cost(1)), reply(cost(2))]))).toBe(3);
  expect(totalOf(costOf([reply({})]))).toBeNull();
  expect(totalOf(costOf([reply(cost(1)), reply({})]))).toBeNull();
  expect(totalOf(costOf([reply(cost(1)), reply(cost(1, "EUR"))]))).toBeNull();
  expect(totalOf(costOf([reply(cost(1)), reply({ usage: null })]))).toBeNull();
  expect(totalOf(costOf([]))).toBeNull();
});

test("a request that failed costs nothing", () => {
  const failed = reply({ usage: null, finishReason: "error" });
  expect(totalOf(costOf([failed, reply(cost(1))]))).toBe(1);
});
