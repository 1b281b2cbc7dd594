/** What an endpoint says it has: `GET /models`, which also shows whether the key is taken. */

import type { Clock } from "../core/ports.ts";
import { type About, classifyReply, modelError } from "./errors.ts";
import { patience } from "./patience.ts";
import { wholeBody } from "./payloads.ts";
import { type TransportOptions, transport } from "./transport.ts";

export interface ListedModel {
  id: string;
  /** In tokens; null: the endpoint does not tell. */
  contextWindow: number | null;
}

export interface ListOptions {
  baseUrl: string;
  /** null: none is sent. */
  apiKey: string | null;
  clock: Clock;
  network?: Pick<TransportOptions, "proxy" | "ca">;
  /** Until the whole answer is there; default 20,000 ms. */
  timeoutMs?: number;
}

/** In the order of the endpoint. Throws ModelError. */
export async function listModels(
  options: ListOptions,
  signal: AbortSignal,
): Promise<ListedModel[]> {
  const { baseUrl, apiKey, clock, timeoutMs = 20_000 } = options;
  const about: About = { baseUrl, model: "any model", ...(apiKey ? { apiKey } : {}) };
  const { openClient } = await import("./client.ts");
  const client = openClient({
    baseUrl,
    ...(apiKey ? { apiKey } : {}),
    transport: transport(about, {}, options.network),
  });
  const watch = patience(timeoutMs, timeoutMs, about);
  try {
    const wire = await client.get("/models", AbortSignal.any([signal, watch.signal]));
    const body = await wholeBody(wire);
    if (wire.status < 200 || wire.status > 299) {
      throw classifyReply({ ...wire, body }, about, clock.now());
    }
    return modelsIn(body, about);
  } catch (thrown) {
    signal.throwIfAborted();
    throw watch.signal.aborted ? watch.signal.reason : thrown;
  } finally {
    watch.end();
  }
}

function modelsIn(body: string, about: About): ListedModel[] {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    const kind = body.trimStart().startsWith("<") ? "html_body" : "bad_request";
    throw modelError(kind, "The endpoint's list of models cannot be read.", about);
  }
  const list = isObject(value) ? (value.data ?? value.models) : value;
  if (!Array.isArray(list)) {
    throw modelError("bad_request", "The endpoint gives no list of models.", about);
  }
  return list.filter(isObject).flatMap((entry): ListedModel[] => {
    const id = entry.id ?? entry.name ?? entry.model;
    return typeof id === "string" ? [{ id, contextWindow: windowOf(entry) }] : [];
  });
}

/** Servers agree on no name for it. */
const windowFields = [
  "context_length",
  "context_window",
  "max_model_len",
  "max_context_length",
  "n_ctx",
] as const;

function windowOf(entry: Record<string, unknown>): number | null {
  const meta = isObject(entry.meta) ? entry.meta : {};
  for (const field of windowFields) {
    const value = entry[field] ?? meta[field];
    if (typeof value === "number" && value > 0) return value;
  }
  return null;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
