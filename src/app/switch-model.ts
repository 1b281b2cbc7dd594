/** `/model`: another model, or another endpoint, while the conversation goes on. */

import type { Config } from "../config/load.ts";
import { UserError } from "../core/errors.ts";
import { phrase } from "../core/messages/phrase.ts";
import { presetNamed } from "../model/presets.ts";
import { type Endpoint, resolveEndpoint } from "./endpoint.ts";

/**
 * What the words after `/model` mean: the name of a configured endpoint, `PROVIDER:MODEL`, or a model of the endpoint in use.
 * Throws UserError as `resolveEndpoint` does, and for a cassette, which is of one endpoint.
 */
export async function endpointNamed(
  words: string,
  config: Config,
  current: Endpoint,
): Promise<Endpoint> {
  if (config.record !== null || config.replay !== null) {
    throw new UserError("A cassette holds the traffic of one endpoint; the model stays.", {
      hint: "Leave out --record and --replay to change it.",
    });
  }
  const named = Object.hasOwn(config.endpoints, words) ? config.endpoints[words] : undefined;
  if (named) {
    const { provider = null, baseUrl = null, apiKeyEnv = null, model = null } = named;
    return resolveEndpoint({ ...config, provider, baseUrl, apiKeyEnv, model });
  }
  const [, provider = "", model = ""] = /^([\w-]+):(.+)$/.exec(words) ?? [];
  if (presetNamed(provider)) {
    return resolveEndpoint({ ...config, provider, baseUrl: null, apiKeyEnv: null, model });
  }
  const { from } = current;
  return {
    ...current,
    model: words,
    ...(from ? { from: { ...from, model: "configured" as const } } : {}),
  };
}

/** The endpoint in use and those that `/model` knows by name, one line each. */
export function modelLines(config: Config, { provider, baseUrl, model }: Endpoint): string[] {
  const names = Object.entries(config.endpoints).map(([name, endpoint]) => {
    const where =
      endpoint.baseUrl ?? endpoint.provider ?? phrase("the endpoint of the environment");
    return `  /model ${name}   ${[endpoint.model, where].filter(Boolean).join(" @ ")}`;
  });
  return [
    `${model} @ ${baseUrl} (${provider})`,
    ...names,
    `  ${phrase("/model NAME   another model of this endpoint; /model PROVIDER:NAME   of another provider")}`,
    ...(names.length === 0
      ? [`  ${phrase('Endpoints of your own: "endpoints" in settings.json')}`]
      : []),
  ];
}
