/** Which models an endpoint lists, asked where somebody waits for the answer: soon, or not at all. */

import type { Config } from "../config/load.ts";
import { ModelError, messageOf, UserError } from "../core/errors.ts";
import { nearestOf } from "../core/nearest.ts";
import { listModels } from "../model/list-models.ts";
import { clock } from "./clock.ts";
import type { Endpoint } from "./endpoint.ts";
import { proxyOptionsFor } from "./user-proxy.ts";

/** An endpoint that takes longer, in ms, is one that lists nothing: the name is worth no longer wait. */
const patienceMs = 2000;
/** So many of its names are offered for one that it does not list. */
const mostNear = 3;

/** `why`: there is no list, in the words of what failed. */
export type Listed = { ids: string[] } | { why: string };

/** Rejects with the signal's reason once that is aborted. */
export async function listedModels(
  { baseUrl, apiKey }: Pick<Endpoint, "baseUrl" | "apiKey">,
  config: Config,
  signal: AbortSignal,
): Promise<Listed> {
  try {
    const network = { proxy: proxyOptionsFor(new URL(baseUrl), config) };
    const options = { baseUrl, apiKey, clock, network, timeoutMs: patienceMs };
    return { ids: (await listModels(options, signal)).map(({ id }) => id) };
  } catch (thrown) {
    signal.throwIfAborted();
    if (!(thrown instanceof ModelError || thrown instanceof UserError)) throw thrown;
    return { why: messageOf(thrown) };
  }
}

/** Some list a name in a longer form than they take it in: Ollama with its tag, Gemini with the folder. */
export function isListed(name: string, ids: readonly string[]): boolean {
  return ids.some((id) => id === name || id === `${name}:latest` || id === `models/${name}`);
}

/** The names that may have been meant, the nearest first; empty: none is near. */
export function namesNear(name: string, ids: readonly string[]): string[] {
  return nearestOf(name, ids).slice(0, mostNear);
}
