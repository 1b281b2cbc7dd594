/** What this run may use, from its configuration. */

import { join } from "node:path";
import type { Config } from "../config/load.ts";
import { Allowance } from "../core/allowance.ts";
import { exitCodes, UserError } from "../core/errors.ts";
import { clock, ticks } from "./clock.ts";
import type { Endpoint } from "./endpoint.ts";
import { priceOf } from "./price.ts";

type Limits = Pick<Config, "maxTokensTotal" | "maxBudget" | "maxTimeMs">;

export function allowanceOf({ maxTokensTotal, maxBudget, maxTimeMs }: Limits): Allowance {
  const limits = { tokens: maxTokensTotal, budget: maxBudget, timeMs: maxTimeMs };
  return new Allowance(limits, clock, ticks);
}

/** Throws UserError for a budget that could not be held: nothing is guessed about what a model costs. */
export function requirePrice(config: Config, endpoint: Endpoint): void {
  if (config.maxBudget === null || priceOf(config, endpoint)) return;
  // Scripts and recordings cost nothing; only who asks for it now is told that there is no price.
  if (!endpoint.from && !config.maxBudgetGiven) return;
  const { baseUrl, model } = endpoint;
  const name = config.maxBudgetGiven ? "--max-budget" : "maxBudget";
  const entry = { baseUrl, model, price: { input: 1, output: 2, currency: "USD" } };
  const file = join(config.paths.config, "settings.json");
  throw new UserError(`${name} needs a price, and none is set for ${model} at ${baseUrl}.`, {
    hint: `Per million tokens, in ${file}: "endpoints": { "NAME": ${JSON.stringify(entry)} }; or leave ${name} out.`,
    exitCode: config.maxBudgetGiven ? exitCodes.badInput : exitCodes.badConfiguration,
  });
}
