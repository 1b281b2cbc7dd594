/** How the endpoint of this run is driven: its harness, with what earlier sessions learned of it. */

import type { Config } from "../config/load.ts";
import { display } from "../core/display.ts";
import { type CapabilityStore, capabilityStore } from "../model/capabilities.ts";
import { type Harness, resolveHarness } from "../model/harness.ts";
import type { Learned } from "../model/learn.ts";
import { clock } from "./clock.ts";
import type { Endpoint } from "./endpoint.ts";

export interface OpenHarness {
  harness: Harness;
  /** Keeps what was learned for the next session. */
  keep(learned: Learned): void;
}

/** Throws UserError (42) for choices that exclude each other. */
export function openHarness(config: Config, endpoint: Endpoint): OpenHarness {
  const { provider, baseUrl, model } = endpoint;
  // A cassette is no endpoint: what was learned since would change its requests.
  const store = config.capCache && config.replay === null ? capabilities(config) : null;
  const name = `${baseUrl} ${model}`;
  const known = store?.find(name);
  const { lane, api, stream, thinking, toolChoice, contextWindow } = config;
  return {
    harness: resolveHarness({
      ...{ provider, baseUrl, model, lane, api, stream, thinking, toolChoice, contextWindow },
      ...(endpoint.from ? { from: endpoint.from } : {}),
      ...(known ? { known } : {}),
    }),
    keep: (learned) => store?.keep(name, learned),
  };
}

export function capabilities(config: Config): CapabilityStore {
  return capabilityStore(config.paths.state, clock.now);
}

/** One line for each choice, with its source. */
export function harnessText({ rows }: Harness): string {
  return rows
    .map(({ name, value, source }) => {
      const words = Array.isArray(value) ? value.join(", ") || "none" : String(value ?? "unknown");
      return `${`${name}:`.padEnd(28)}${display(words, { oneLine: true })}   (${source})\n`;
    })
    .join("");
}

/** The choices by name, and `sources` by the same names. */
export function harnessJson({ rows }: Harness): Record<string, unknown> {
  return {
    ...Object.fromEntries(rows.map(({ name, value }) => [name, value])),
    sources: Object.fromEntries(rows.map(({ name, source }) => [name, source])),
  };
}
