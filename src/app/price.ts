/** The price of the endpoint in use: from the user's `endpoints`, by address and model. */

import type { Config } from "../config/load.ts";
import type { Price } from "../core/cost.ts";
import { presetNamed } from "../model/presets.ts";
import type { Endpoint } from "./endpoint.ts";

/**
 * An entry counts for what it names: its address (or its provider's) and its model; what it leaves open fits everything.
 * The one that names most wins. null: no entry with a price fits.
 */
export function priceOf(
  { endpoints }: Pick<Config, "endpoints">,
  { baseUrl, model }: Pick<Endpoint, "baseUrl" | "model">,
): Price | null {
  let best: Price | null = null;
  let most = -1;
  for (const entry of Object.values(endpoints)) {
    const url = entry.baseUrl ?? (entry.provider && presetNamed(entry.provider)?.baseUrl);
    const fits =
      (!url || withoutSlash(url) === withoutSlash(baseUrl)) &&
      (!entry.model || entry.model === model);
    const named = (entry.model ? 2 : 0) + (url ? 1 : 0);
    if (!entry.price || !fits || named <= most) continue;
    best = entry.price;
    most = named;
  }
  return best;
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, "");
}
