/** What an error reply says, whatever shape its body has: wrapped, flat, a list, a page, nothing. */

import type { JsonObject } from "../core/types.ts";

export interface ErrorBody {
  /** One line, safe to show; empty: the body says nothing. */
  message: string;
  /** Type, code and nested words as well, for recognising; lower case. */
  words: string;
  /** The parameter it names; empty: none. */
  param: string;
  code: string;
  /** The body is a web page. */
  html: boolean;
  /** The context window in tokens, when a field of its own holds it. */
  window?: number;
  /** How long the body asks to wait, in ms; missing: it does not say. */
  retryAfterMs?: number;
}

/** Longest message that is shown; servers quote whole prompts back. */
const shown = 300;

/** Wrappers around wrappers: an endpoint's error in a gateway's error in a router's metadata. */
const mostDepth = 8;

/** `value` is the body's text, or the error object of a stream. */
export function readErrorBody(value: unknown): ErrorBody {
  if (typeof value !== "string") return fromValue(value);
  const text = value.trim();
  if (/^\s*(<!doctype|<html|<head|<body|<\?xml|<center|<h1)/i.test(text)) {
    const message = oneLine(pageText(text));
    return { message, words: message.toLowerCase(), param: "", code: "", html: true };
  }
  try {
    return fromValue(JSON.parse(text));
  } catch {
    const message = oneLine(text);
    return { message, words: text.slice(0, 4000).toLowerCase(), param: "", code: "", html: false };
  }
}

function fromValue(value: unknown): ErrorBody {
  const found = { messages: [] as string[], words: [] as string[], param: "", code: "" };
  let window: number | undefined;
  let retry: number | undefined;

  function look(at: unknown, depth: number): void {
    if (depth > mostDepth) return;
    if (typeof at === "string") {
      const inner = parse(at);
      if (inner) look(inner, depth + 1);
      else found.messages.push(at);
    } else if (Array.isArray(at)) for (const one of at.slice(0, 5)) look(one, depth + 1);
    else if (isObject(at)) lookInto(at, depth);
  }

  function lookInto(at: JsonObject, depth: number): void {
    const { code, type, param, n_ctx, loc, retryDelay } = at;
    if (typeof retryDelay === "string") retry ??= waitIn(retryDelay);
    for (const name of secondsFields) {
      const value = at[name];
      if (typeof value === "number" && value > 0) retry ??= Math.ceil(value * 1000);
    }
    for (const word of [code, type, at.status, at.object, at.quotaId]) {
      if (typeof word === "string" || typeof word === "number") found.words.push(String(word));
    }
    if (typeof code === "string" || typeof code === "number") found.code ||= String(code);
    if (typeof param === "string") found.param ||= param;
    if (Array.isArray(loc)) found.param ||= String(loc.at(-1) ?? "");
    if (typeof n_ctx === "number") window = n_ctx;
    for (const name of [
      "error",
      "message",
      "msg",
      "detail",
      "details",
      "errors",
      "error_msg",
      "Message",
      "error_message",
      "reason",
      "violations",
    ]) {
      look(at[name], depth + 1);
    }
    // OpenRouter passes the words of the endpoint behind it on.
    const { metadata } = at;
    if (isObject(metadata)) look(metadata.raw, depth + 1);
  }

  look(value, 0);
  const messages = found.messages.filter((message) => message.trim() !== "");
  // The innermost words tell most; a wrapper often says no more than "Provider returned error".
  const generic = /^(provider returned error|bad request|error)$/i;
  const told = messages.filter((message) => !generic.test(message.trim()));
  const message = oneLine((told.length > 0 ? told : messages)[0] ?? "");
  const asked = askedWait.exec(messages.join(" "))?.[1];
  retry ??= asked === undefined ? undefined : waitIn(asked);
  return {
    message,
    words: [...messages, ...found.words].join(" ").slice(0, 8000).toLowerCase(),
    param: found.param,
    code: found.code,
    html: false,
    ...(window === undefined ? {} : { window }),
    ...(retry === undefined ? {} : { retryAfterMs: retry }),
  };
}

/** Fields that say in seconds how long to wait. */
const secondsFields = ["resets_in_seconds", "retry_after", "retry_after_seconds"];

const unitMs = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const amount =
  "\\d+(?:\\.\\d+)?\\s*(?:ms|milliseconds?|s|secs?|seconds?|m|mins?|minutes?|h|hrs?|hours?|d|days?)(?![a-z])";
const span = `${amount}(?:(?:\\s|,|and)*${amount})*`;
/** "try again in 7m12s", "resets in 12 hours", "retry after 20 seconds". */
const askedWait = new RegExp(
  `(?:try again|retry|resets?|reset|available(?: again)?|wait)(?: in| after| for)?:? (?:about |another )?(${span})`,
  "i",
);

/** `1h2m3.5s`, `250ms`, `12 hours 30 minutes` in ms; undefined: it is no time. */
function waitIn(text: string): number | undefined {
  const whole = new RegExp(`^\\s*(${span})`, "i").exec(text)?.[1];
  if (whole === undefined) return undefined;
  let ms = 0;
  for (const [, number = "", unit = ""] of whole.matchAll(/(\d+(?:\.\d+)?)\s*([a-z]+)/gi)) {
    const word = unit.toLowerCase();
    const key = word === "ms" || word.startsWith("milli") ? "ms" : word.charAt(0);
    ms += Number(number) * unitMs[key as keyof typeof unitMs];
  }
  return Math.ceil(ms);
}

/** Title and text of a page, without its tags. */
function pageText(page: string): string {
  const title = /<title[^>]*>([^<]*)/i.exec(page)?.[1] ?? "";
  const heading = /<h1[^>]*>([^<]*)/i.exec(page)?.[1] ?? "";
  return title.trim() || heading.trim() || "a web page";
}

/** One line without control characters, invisible ones and colours; clipped. */
export function oneLine(text: string): string {
  const plain = text
    .slice(0, 4000)
    .replaceAll(/\u001b\[[0-9;?]*[A-Za-z]/g, "")
    .replaceAll(/<\/?[a-z!][^>]*>/gi, " ")
    .replaceAll(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+/g, " ")
    .replaceAll(/ {2,}/g, " ")
    .trim();
  return plain.length > shown ? `${plain.slice(0, shown)}...` : plain;
}

function parse(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
