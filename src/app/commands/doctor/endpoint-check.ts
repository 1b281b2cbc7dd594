/** The endpoint as a run would use it: what is set, by which variable, and whether it answers. */

import type { Config } from "../../../config/load.ts";
import { ModelError, UserError } from "../../../core/errors.ts";
import { listModels } from "../../../model/list-models.ts";
import { presets } from "../../../model/presets.ts";
import { count } from "../../../sinks/figures.ts";
import { clock } from "../../clock.ts";
import { type Endpoint, resolveEndpoint } from "../../endpoint.ts";
import { openHarness } from "../../harness.ts";
import { type Diagnosis, ok, warning } from "./diagnosis.ts";
import { probeModel } from "./probe.ts";

/** Somebody waits at the keyboard; a model server that is slower to list its models is worth a warning. */
const patienceMs = 10_000;
const families = ["OPENAI", "QWEN"] as const;

/**
 * One request at most, `GET /models`, and none where no endpoint is set; with `probe` another one, to the model. That one may
 * cost money, so it is never made unasked.
 */
export async function checkEndpoint(config: Config, probe: boolean): Promise<Diagnosis[]> {
  if (!isSet(config)) {
    const fix =
      "Set OPENAI_API_KEY (and OPENAI_BASE_URL, OPENAI_MODEL), or --provider, or --base-url. skillet demo needs none.";
    return [warning("endpoint", "none is set", fix)];
  }
  const { endpoint, model } = await resolved(config);
  if (endpoint instanceof UserError) {
    return [warning("endpoint", endpoint.message, endpoint.hint)];
  }
  const { apiKey, baseUrl, provider } = endpoint;
  const variable = apiKey === null ? undefined : variableOf(apiKey, config);
  return [
    ok("endpoint", `${baseUrl} (${provider})`),
    apiKey === null
      ? ok("key", "none is sent; this endpoint is on loopback")
      : ok("key", `set, from ${variable ?? "the environment"}`),
    ...(await reach(endpoint, model)),
    ...(model === null ? [] : driven(config, endpoint)),
    ...(model === null || !probe ? [] : await probeModel(config, endpoint)),
  ];
}

/** The prompt, the tools and a page of conversation need about this much; a smaller window cuts them off, often silently. */
const leastWindow = 16_000;

/** What a run would choose, and nothing is asked for it. */
function driven(config: Config, endpoint: Endpoint): Diagnosis[] {
  const { lanes, contextWindow, rows } = openHarness(config, endpoint).harness;
  const by = (name: string) => rows.find((row) => row.name === name)?.source ?? "default";
  const window =
    contextWindow === null
      ? warning(
          "window",
          "not known for this model: a conversation may grow too long for it",
          "skillet config set contextWindow TOKENS",
        )
      : contextWindow < leastWindow
        ? warning(
            "window",
            `${count(contextWindow)} tokens (${by("context_window")}): less than ${count(leastWindow)} is cut off soon`,
            "Serve the model with a larger context; for Ollama: OLLAMA_CONTEXT_LENGTH=32768",
          )
        : ok("window", `${count(contextWindow)} tokens (${by("context_window")})`);
  const [first, ...others] = lanes;
  const then = others.length > 0 ? `, where that fails ${others.join(", ")}` : "";
  return [ok("lane", `${first} (${by("protocol")})${then}`), window];
}

/** As `resolveEndpoint` looks for it, which asks the local ports when nothing is there. */
function isSet({ provider, baseUrl, variables: env }: Config): boolean {
  if (provider !== null || baseUrl !== null) return true;
  const family = families.find((name) => env[`${name}_BASE_URL`] || env[`${name}_API_KEY`]);
  if (family && env[`${family}_BASE_URL`]) return true;
  const url = env.OPENAI_BASE_URL ?? env.QWEN_BASE_URL;
  return presets.some((preset) =>
    url
      ? preset.baseUrl === url.replace(/\/+$/, "")
      : preset.keyVariable !== undefined && env[preset.keyVariable],
  );
}

/** `model` null: none is named, and everything else is there. */
async function resolved(
  config: Config,
): Promise<{ endpoint: Endpoint | UserError; model: string | null }> {
  try {
    const endpoint = await resolveEndpoint(config);
    return { endpoint, model: endpoint.model };
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    if (config.model !== null) return { endpoint: thrown, model: config.model };
    const { endpoint } = await resolved({ ...config, model: "none" });
    return { endpoint, model: null };
  }
}

function variableOf(apiKey: string, { apiKeyEnv, variables }: Config): string | undefined {
  const names = [
    ...(apiKeyEnv === null ? [] : [apiKeyEnv]),
    ...families.map((name) => `${name}_API_KEY`),
    ...presets.flatMap(({ keyVariable }) => keyVariable ?? []),
  ];
  return names.find((name) => variables[name] === apiKey);
}

async function reach({ baseUrl, apiKey }: Endpoint, model: string | null): Promise<Diagnosis[]> {
  const signal = new AbortController().signal;
  try {
    const listed = await listModels({ baseUrl, apiKey, clock, timeoutMs: patienceMs }, signal);
    const count = `${listed.length} ${listed.length === 1 ? "model" : "models"}`;
    return [ok("reachable", `GET /models lists ${count}`), modelLine(model, listed)];
  } catch (thrown) {
    if (!(thrown instanceof ModelError) && !(thrown instanceof UserError)) throw thrown;
    return [warning("reachable", thrown.message, thrown.hint), modelLine(model, [])];
  }
}

/** Many endpoints list less than they have, so a model that is not listed is no mistake for certain. */
function modelLine(model: string | null, listed: readonly { id: string }[]): Diagnosis {
  if (model === null) {
    const names = listed.slice(0, 5).map(({ id }) => id);
    const some = names.length > 0 ? ` For example: ${names.join(", ")}.` : "";
    return warning("model", "none is named", `Set OPENAI_MODEL, or give -m NAME.${some}`);
  }
  if (listed.length === 0 || listed.some(({ id }) => id === model)) return ok("model", model);
  return warning("model", `${model} is not among the models that the endpoint lists`);
}
