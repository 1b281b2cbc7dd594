/** Which of the known failures a reply is, with one line about the cause and one about the remedy. */

import { ModelError, type ModelErrorFields, type ModelErrorKind } from "../core/errors.ts";
import { type ErrorBody, oneLine, readErrorBody } from "./error-body.ts";
import { contextLimit, rules } from "./error-rules.ts";
import { longestWaitMs } from "./retry.ts";

/** What the messages need to know about the request. */
export interface About {
  /** Empty: it is not known (a recorded reply). */
  baseUrl: string;
  /** Empty: it is not known. */
  model: string;
  /** Never shown; missing: none was sent. */
  apiKey?: string;
  /** The request offered tools. */
  withTools?: boolean;
}

export interface FailedReply {
  status: number;
  /** Lower-case names. */
  headers: Readonly<Record<string, string>>;
  /** The body's text; an error object when it came inside a stream. */
  body: unknown;
}

/** A reply with an error status. `now` (ms since the epoch) is what Retry-After dates are measured against. */
export function classifyReply(reply: FailedReply, about: About, now: number): ModelError {
  if (reply.status >= 300 && reply.status < 400) return moved(reply, about);
  const body = readErrorBody(reply.body);
  const told = fieldsFor(reply.status, body, about);
  const wait = retryAfterMs(reply.headers, now) ?? body.retryAfterMs;
  return modelError(told.kind, sentence(reply.status, body), about, {
    ...told,
    status: reply.status,
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  });
}

/** Not followed: the key would go to a host that nobody has named. */
function moved({ status, headers }: FailedReply, about: About): ModelError {
  const to = headers.location ? ` to ${headers.location}` : "";
  return modelError("not_found_route", `The endpoint redirects${to} (${status}).`, about, {
    status,
    hint: "If that is where it is now, set it as the base URL.",
  });
}

/** An error object in the middle of a stream that began well. */
export function classifyFailure(failure: unknown, about: About): ModelError {
  const body = readErrorBody(failure);
  const status = /^[45]\d\d$/.test(body.code) ? Number(body.code) : 0;
  const told = fieldsFor(status, body, about);
  const known = told.kind !== "server_error" && told.kind !== "bad_request";
  const fields: Told = known
    ? told
    : { kind: "stream_error", retryable: status === 0 || status >= 500 };
  return modelError(fields.kind, body.message || "The stream ended with an error.", about, {
    ...fields,
    ...(body.retryAfterMs === undefined ? {} : { retryAfterMs: body.retryAfterMs }),
  });
}

/** Makes the error: one line, key removed, with the hint of its kind unless another is given. */
export function modelError(
  kind: ModelErrorKind,
  message: string,
  about: About,
  fields: Partial<ModelErrorFields> = {},
): ModelError {
  const hint = fields.hint ?? hintFor(kind, about, fields);
  return new ModelError(withoutKey(oneLine(message), about.apiKey), {
    ...fields,
    kind,
    ...(hint ? { hint } : {}),
  });
}

type Told = ModelErrorFields;

function fieldsFor(status: number, body: ErrorBody, about: About): Told {
  // "Not yet implemented" names no culprit, but there is only one new thing in the request.
  if (about.withTools && /not (yet )?implemented/.test(body.words)) {
    return { kind: "tools_unsupported", action: "switch_lane" };
  }
  // A limit per minute is worded like a used-up quota by some; that it heals is told by the time it takes.
  if (status === 429 && body.retryAfterMs !== undefined && !/per.?day|daily/.test(body.words)) {
    return { kind: "rate_limit", retryable: true };
  }
  const rule = rules.find(
    (one) => (one.status?.includes(status) ?? true) && (one.words?.test(body.words) ?? true),
  );
  if (rule) {
    const { kind, action, detail, retryable = false } = rule;
    const param = rule.param?.(body);
    const limit =
      kind === "context_overflow" ? (body.window ?? contextLimit(body.words)) : undefined;
    return {
      kind,
      retryable,
      ...(action ? { action } : {}),
      ...(detail ? { detail } : {}),
      ...(param ? { param } : {}),
      ...(limit ? { limit } : {}),
    };
  }
  return byStatus(status, body);
}

/** When the words tell nothing. */
function byStatus(status: number, { html, message }: ErrorBody): Told {
  if (status === 403 && html) return { kind: "html_body" };
  if (status === 401 || status === 403) return { kind: "auth" };
  if (status === 402) return { kind: "quota_exhausted" };
  if (status === 404 || status === 405) return { kind: "not_found_route" };
  if (status === 408) return { kind: "timeout", retryable: true };
  if (status === 409 || status === 425) return { kind: "server_error", retryable: true };
  if (status === 413) return { kind: "context_overflow", action: "compact" };
  if (status === 429) return { kind: "rate_limit", retryable: true };
  if (status >= 500) return { kind: "server_error", retryable: status !== 501 };
  if (html) return { kind: "html_body" };
  // Cerebras answers an overlong prompt with a bare 400.
  if (status === 400 && message === "") return { kind: "context_overflow", action: "compact" };
  return { kind: "bad_request" };
}

function sentence(status: number, { message, html }: ErrorBody): string {
  if (html) return `The endpoint answered ${status} with a web page: ${message}`;
  return message === ""
    ? `The endpoint answered ${status} without a message.`
    : `${message} (${status})`;
}

function hintFor(kind: ModelErrorKind, about: About, fields: Partial<ModelErrorFields>): string {
  const { baseUrl } = about;
  const where = baseUrl || "The endpoint";
  const model = about.model || "the model";
  const hints: Record<ModelErrorKind, string> = {
    tools_unsupported: `${capital(model)} takes no tools here: choose a text lane (--lane hermes) or another model.`,
    param_unsupported: `This endpoint does not take ${fields.param ?? "a parameter"}; it is left out from now on.`,
    context_overflow:
      "The conversation is longer than the model's window: start a new one (/clear; in a script, without -c), go on from an earlier turn (/fork), or take a model with a larger window (/model, -m).",
    rate_limit: tooManyRequests(fields.retryAfterMs ?? 0),
    quota_exhausted:
      "The account's quota or balance is used up: top it up, wait for the next period, or choose another endpoint or model (/model, -m, --provider).",
    auth: about.apiKey
      ? `${where} does not accept the key: check that it is the key for this endpoint and that it may use ${model}.`
      : `${where} wants a key: set it and name its variable with --api-key-env.`,
    model_not_found: `${where} has no model ${about.model ? `"${model}"` : "of this name"}: skillet models lists what it has.`,
    not_found_route: /^$|\/v\d/.test(baseUrl)
      ? `${where} has no /chat/completions: check the base URL.`
      : `The base URL ${baseUrl} may lack /v1: try ${baseUrl}/v1.`,
    bad_history:
      "The endpoint refuses the form of the conversation; start a new session if it goes on.",
    image_unsupported: `${capital(model)} takes no images here.`,
    content_filter:
      "The endpoint's content filter stopped the reply: word the request differently.",
    stream_required:
      "This model answers only in streams: leave --no-stream out, or switch thinking off.",
    server_error: "The endpoint has a problem of its own: try again later.",
    stream_error: "The endpoint broke the reply off: try again.",
    stream_truncated: "The connection ended in the middle of the reply: try again.",
    html_body: `${where} answered with a web page: check the base URL, a proxy or a login page may stand in between.`,
    empty_response: "The model said nothing: try again, or choose another model.",
    unreachable: `Nothing answers at ${baseUrl || "its address"}: check the address and that the server runs.`,
    timeout: "The endpoint took too long: try again, or choose a faster model.",
    bad_request: "The endpoint refuses the request as it is.",
  };
  return hints[kind];
}

function tooManyRequests(wait: number): string {
  if (wait <= longestWaitMs)
    return "Too many requests: wait a little, or use another key or model (/model, -m).";
  const minutes = Math.ceil(wait / 60_000);
  const span = minutes < 120 ? `${minutes} min` : `${Math.ceil(minutes / 60)} h`;
  return `The endpoint wants a pause of ${span}: wait that long, or use another key or model (/model, -m).`;
}

function capital(words: string): string {
  return words !== "the model" ? words : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** Retry-After in seconds or as a date, or in ms; undefined: the server did not say. */
export function retryAfterMs(
  headers: Readonly<Record<string, string>>,
  now: number,
): number | undefined {
  const inMs = Number(headers["retry-after-ms"] || Number.NaN);
  if (Number.isFinite(inMs) && inMs >= 0) return inMs;
  const told = headers["retry-after"]?.trim();
  if (!told) return undefined;
  const seconds = Number(told);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const date = Date.parse(told);
  // Against the server's own clock where it tells it: ours may be wrong.
  const from = Date.parse(headers.date ?? "");
  return Number.isNaN(date) ? undefined : Math.max(0, date - (Number.isNaN(from) ? now : from));
}

/** Servers quote the key they refuse; whatever looks like one goes too. */
function withoutKey(text: string, apiKey: string | undefined): string {
  const known = apiKey && apiKey.length >= 4 ? text.replaceAll(apiKey, "***") : text;
  return known
    .replaceAll(/\b(sk|pk|key|ms|gsk|xai|hf|nvapi)[-_][A-Za-z0-9_*-]{12,}/g, "***")
    .replaceAll(/\bBearer +[^\s"',]{8,}/gi, "Bearer ***");
}
