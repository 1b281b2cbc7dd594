/** Which endpoint, which model, which key: resolved from flags, environment, settings and presets, in this order. */

import type { Config } from "../config/load.ts";
import { exitCodes, UserError } from "../core/errors.ts";
import { nearest } from "../core/nearest.ts";
import { type Preset, presetNamed, presets } from "../model/presets.ts";
import { proxyPasswords } from "./user-proxy.ts";

export interface Endpoint {
  provider: string;
  baseUrl: string;
  /** null: none is sent. */
  apiKey: string | null;
  model: string;
  /** Where model and address come from; missing: they were given together with it (a demo, a cassette). */
  from?: { model: EndpointSource; baseUrl: EndpointSource };
}

/** configured: by flag, SKILLET_MODEL or settings; environment: by OPENAI_* or QWEN_*; provider: as its preset has it. */
export type EndpointSource = "configured" | "environment" | "provider";

/** Environment families whose three variables belong together; the first with a key or a URL is used. */
const families = ["OPENAI", "QWEN"] as const;

/** Throws UserError: 41 when there is no key or endpoint, 42 when something was mistyped. */
export async function resolveEndpoint(config: Config): Promise<Endpoint> {
  if (config.replay !== null) return replayedEndpoint(config.replay);
  const env = config.variables;
  const preset = config.provider === null ? impliedPreset(config) : namedPreset(config.provider);
  const family = families.find((name) => env[`${name}_BASE_URL`] || env[`${name}_API_KEY`]);
  const fromFamily = config.provider === null ? family : undefined;
  const baseUrl =
    config.baseUrl ?? (fromFamily && env[`${fromFamily}_BASE_URL`]) ?? preset?.baseUrl;
  if (!baseUrl) throw await noEndpoint();
  const keyName =
    config.apiKeyEnv ??
    (fromFamily && env[`${fromFamily}_API_KEY`] ? `${fromFamily}_API_KEY` : preset?.keyVariable);
  const apiKey = (keyName && env[keyName]) || null;
  const local = isLoopback(baseUrl);
  if (!apiKey && config.apiKeyEnv) {
    throw new UserError(`The variable ${config.apiKeyEnv} holds no key.`, {
      hint: `export ${config.apiKeyEnv}=...`,
      exitCode: exitCodes.credentials,
    });
  }
  if (!apiKey && !local) throw keyMissing(baseUrl, keyName ?? "OPENAI_API_KEY");
  const model =
    config.model ??
    (fromFamily && env[`${fromFamily}_MODEL`]) ??
    env.OPENAI_MODEL ??
    preset?.defaultModel;
  if (!model) {
    throw new UserError("No model is named.", {
      hint: "Set OPENAI_MODEL, or give -m NAME; skillet models lists what the endpoint has.",
    });
  }
  const source = (configured: string | null, inEnvironment: unknown): EndpointSource =>
    configured !== null ? "configured" : inEnvironment ? "environment" : "provider";
  return {
    provider: preset?.name ?? "custom",
    baseUrl: checkedUrl(baseUrl),
    apiKey,
    model,
    from: {
      model: source(config.model, (fromFamily && env[`${fromFamily}_MODEL`]) || env.OPENAI_MODEL),
      baseUrl: source(config.baseUrl, fromFamily && env[`${fromFamily}_BASE_URL`]),
    },
  };
}

/** Every key that Skillet could come to use, and the passwords of proxies: none of them is ever written down. */
export function knownKeys(
  config: Pick<Config, "apiKeyEnv" | "endpoints" | "variables">,
  { apiKey }: Pick<Endpoint, "apiKey">,
): string[] {
  const { apiKeyEnv, endpoints, variables } = config;
  const names = [
    ...presets.map(({ keyVariable }) => keyVariable),
    ...families.map((family) => `${family}_API_KEY`),
    apiKeyEnv,
    ...Object.values(endpoints).map((endpoint) => endpoint.apiKeyEnv),
  ];
  const inVariables = names.map((name) => (name ? variables[name] : undefined));
  const keys = [apiKey, ...inVariables, ...proxyPasswords(variables)];
  return [...new Set(keys.filter((key) => typeof key === "string" && key !== ""))] as string[];
}

/** The one that was recorded, without its key: nothing is sent to it. */
async function replayedEndpoint(cassette: string): Promise<Endpoint> {
  const { readCassette } = await import("../model/cassette.ts");
  const { provider, baseUrl, model } = readCassette(cassette).head;
  return { provider, baseUrl, apiKey: null, model };
}

/** What the variables of a family or a preset say where nothing is configured; of each the variable as well. */
export function environmentSays(
  config: Pick<Config, "model" | "provider" | "baseUrl" | "variables">,
): Partial<Record<"model" | "provider" | "baseUrl", { value: string; by: string }>> {
  const env = config.variables;
  const family =
    config.provider === null
      ? families.find((name) => env[`${name}_BASE_URL`] || env[`${name}_API_KEY`])
      : undefined;
  const first = (...names: string[]) => {
    const by = names.find((name) => env[name]);
    return by === undefined ? undefined : { value: env[by] ?? "", by };
  };
  const baseUrl = config.baseUrl === null && family ? first(`${family}_BASE_URL`) : undefined;
  const model =
    config.model === null
      ? first(...(family ? [`${family}_MODEL`] : []), "OPENAI_MODEL")
      : undefined;
  const preset = config.provider === null ? impliedPreset(config) : undefined;
  const by = baseUrl?.by ?? (config.baseUrl === null ? preset?.keyVariable : undefined);
  return {
    ...(model ? { model } : {}),
    ...(baseUrl ? { baseUrl } : {}),
    ...(preset && by ? { provider: { value: preset.name, by } } : {}),
  };
}

/** Throws UserError with the nearest name. */
export function namedPreset(name: string): Preset {
  const preset = presetNamed(name);
  if (preset) return preset;
  const names = presets.map((known) => known.name);
  const near = nearest(name, names);
  throw new UserError(`No provider named "${name}".`, {
    hint: near ? `Did you mean ${near}?` : `Providers: ${names.join(", ")}.`,
  });
}

/** Without `--provider`: the preset of the URL, else the one whose key variable is set. */
function impliedPreset(config: Pick<Config, "baseUrl" | "variables">): Preset | undefined {
  const env = config.variables;
  const url = config.baseUrl ?? env.OPENAI_BASE_URL ?? env.QWEN_BASE_URL;
  if (url) return presets.find((preset) => preset.baseUrl === url.replace(/\/+$/, ""));
  return presets.find((preset) => preset.keyVariable !== undefined && env[preset.keyVariable]);
}

/** Throws UserError for what cannot be an endpoint. */
export function checkedUrl(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new UserError(`Not a URL: ${baseUrl}`, {
      hint: "The endpoint looks like http://127.0.0.1:8000/v1 or https://host/v1.",
    });
  }
  if (url.username || url.password) {
    throw new UserError("The endpoint's URL must not hold a password.", {
      hint: "Put the key into a variable and name it with --api-key-env.",
    });
  }
  return baseUrl.replace(/\/+$/, "");
}

function isLoopback(baseUrl: string): boolean {
  const host = URL.canParse(baseUrl) ? new URL(baseUrl).hostname : "";
  return host === "localhost" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}

function keyMissing(baseUrl: string, variable: string): UserError {
  return new UserError(`No key for ${new URL(baseUrl).host}.`, {
    hint: `export ${variable}=..., or name another variable with --api-key-env; skillet demo needs no key.`,
    exitCode: exitCodes.credentials,
  });
}

async function noEndpoint(): Promise<UserError> {
  const { findLocalServers } = await import("../model/local-servers.ts");
  const found = await findLocalServers();
  const servers = found.map(
    ({ name, baseUrl }) => `${name} answers at ${baseUrl}: skillet --base-url ${baseUrl} -m NAME`,
  );
  return new UserError("No model endpoint is set.", {
    hint: [
      ...servers,
      "Set OPENAI_API_KEY (and OPENAI_BASE_URL, OPENAI_MODEL), or give --provider NAME or --base-url URL. To look around without a model: skillet demo",
    ].join("\n  "),
    exitCode: exitCodes.credentials,
  });
}
