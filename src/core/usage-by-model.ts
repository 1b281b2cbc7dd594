/** What each model of a session took, by what its requests say. */

import { type Cost, costOf } from "./cost.ts";
import type { Fact } from "./events.ts";
import { usageOf } from "./folds.ts";
import type { Usage } from "./types.ts";

export interface ModelUsage {
  model: string;
  /** Answered model calls. */
  calls: number;
  usage: Usage;
  cost: Cost;
}

/** In the order in which they were first used; `model` is the session's, which requests leave out. */
export function usageByModel(facts: readonly Fact[], model: string): ModelUsage[] {
  const replies = new Map<string, Fact[]>();
  let asked = model;
  for (const fact of facts) {
    if (fact.type === "model_request") asked = fact.model ?? model;
    if (fact.type !== "model_reply") continue;
    const same = replies.get(asked);
    if (same) same.push(fact);
    else replies.set(asked, [fact]);
  }
  return [...replies].map(([name, of]) => ({
    model: name,
    calls: of.length,
    usage: usageOf(of),
    cost: costOf(of),
  }));
}
