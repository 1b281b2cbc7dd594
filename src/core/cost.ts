/** What a run cost: prices come from the user's configuration only; none is built in, looked up or guessed. */

import type { Fact } from "./events.ts";
import type { Model } from "./ports.ts";
import type { Usage } from "./types.ts";

/** Of a model at an endpoint, per million tokens. */
export interface Price {
  input: number;
  /** Of input that the endpoint served from its cache. Missing: as `input`. */
  cachedInput?: number;
  output: number;
  /** As it is shown behind an amount, for example USD. Missing: nothing is shown. */
  currency?: string;
}

export interface Cost {
  /** One for each currency, in the order in which they came up; empty: nothing of known price was used. */
  amounts: { amount: number; currency: string }[];
  /** Model calls of unknown cost: no price, or the endpoint did not tell how many tokens it took. */
  unknown: number;
}

export function costOfUsage(usage: Usage, price: Price): number {
  const cached = Math.min(usage.cachedTokens, usage.inputTokens);
  const fresh = usage.inputTokens - cached;
  const { input, cachedInput = input, output } = price;
  return rounded((fresh * input + cached * cachedInput + usage.outputTokens * output) / 1e6);
}

/** Writes the cost into each reply's fact, so that the log alone tells it whatever the prices are later. */
export function priced(model: Model, price: Price | null): Model {
  if (!price) return model;
  return async function* pricedModel(request, signal) {
    const events = model(request, signal);
    let ended = false;
    try {
      for (;;) {
        const next = await events.next();
        ended = next.done === true;
        if (next.done) return next.value;
        const event = next.value;
        yield event.type === "model_reply" && event.usage
          ? { ...event, cost: amountOf(event.usage, price) }
          : event;
      }
    } finally {
      if (!ended) await events.return(undefined as never);
    }
  };
}

/** Of any part of a log. A request that failed before it was answered counts as free. */
export function costOf(facts: readonly Fact[]): Cost {
  const sums = new Map<string, number>();
  let unknown = 0;
  for (const fact of facts) {
    if (fact.type !== "model_reply") continue;
    if (fact.cost) {
      const { amount, currency } = fact.cost;
      sums.set(currency, rounded((sums.get(currency) ?? 0) + amount));
    } else if (fact.usage || fact.finishReason !== "error") unknown += 1;
  }
  return { amounts: [...sums].map(([currency, amount]) => ({ amount, currency })), unknown };
}

/** The one number of `--output-format json`; null: some of it is not known, or it is of several currencies. */
export function totalOf({ amounts, unknown }: Cost): number | null {
  const [only, ...more] = amounts;
  return only && more.length === 0 && unknown === 0 ? only.amount : null;
}

function amountOf(usage: Usage, price: Price): { amount: number; currency: string } {
  return { amount: costOfUsage(usage, price), currency: price.currency ?? "" };
}

/** Ten tenths are one: sums are compared with budgets. */
export function rounded(amount: number): number {
  return Math.round(amount * 1e10) / 1e10;
}
