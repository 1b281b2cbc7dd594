/** The model of this run, with its lane and, when one was asked for, its cassette. */

import type { Config } from "../config/load.ts";
import { priced } from "../core/cost.ts";
import { UserError } from "../core/errors.ts";
import type { Lane, Model } from "../core/ports.ts";
import { lanes } from "../lanes/index.ts";
import { chatModel } from "../model/chat.ts";
import { clock } from "./clock.ts";
import type { DebugLog } from "./debug/open-debug.ts";
import type { Endpoint } from "./endpoint.ts";
import type { OpenHarness } from "./harness.ts";
import { namingNear } from "./naming-near.ts";
import { priceOf } from "./price.ts";
import { proxyOptionsFor } from "./user-proxy.ts";

export interface OpenModel {
  model: Model;
  /** Ends the cassette; nothing else is open. */
  close(): void;
}

export interface OpenModelInput {
  config: Config;
  endpoint: Endpoint;
  harness: OpenHarness;
  /** The output directory; a cassette names places by it. */
  out: string;
  /** The session began with another one. */
  switched?: boolean;
  /** Looks at what passes; missing: nobody does. */
  debug?: Pick<DebugLog, "through"> | null;
}

/** Throws UserError for a cassette that cannot be made or read. */
export async function openModel({
  config,
  endpoint,
  harness: { harness, keep },
  out,
  switched = false,
  debug = null,
}: OpenModelInput): Promise<OpenModel> {
  const cassette =
    config.record === null && config.replay === null
      ? null
      : (await import("./cassettes.ts")).openCassette(config, endpoint, out);
  const model = chatModel({
    baseUrl: endpoint.baseUrl,
    apiKey: endpoint.apiKey,
    model: endpoint.model,
    tellModel: switched,
    api: config.api,
    stream: harness.stream,
    ...(harness.thinking ? { thinking: harness.thinking } : {}),
    extra: harness.extra,
    learned: harness.learned,
    onLearned: keep,
    ...(config.temperature === null ? {} : { temperature: config.temperature }),
    ...(config.toolChoice === null ? {} : { toolChoice: config.toolChoice }),
    ...(config.parallelToolCalls === null ? {} : { parallelToolCalls: config.parallelToolCalls }),
    clock,
    network: { proxy: proxyOptionsFor(new URL(endpoint.baseUrl), config) },
    through(direct) {
      const transport = cassette ? cassette.through(direct) : direct;
      return debug ? debug.through(transport) : transport;
    },
  });
  // What passes beside a cassette would not be in it.
  const named = cassette ? model : namingNear(model, endpoint, config);
  return { model: priced(named, priceOf(config, endpoint)), close: () => cassette?.close() };
}

/** The lanes of the harness; throws UserError (42) for a name that is none. */
export function lanesOf(names: readonly string[]): [Lane, ...Lane[]] {
  const [first, ...others] = names.map((name) => {
    const lane = lanes.get(name);
    if (lane) return lane;
    const hint = `Lanes: auto, ${[...lanes.keys()].join(", ")}.`;
    throw new UserError(`No lane named "${name}".`, { hint });
  });
  if (!first) throw new Error("A harness needs at least one lane.");
  return [first, ...others];
}
