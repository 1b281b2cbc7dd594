/** Every case of the wire corpus, through the same code that reads a live reply; streams in several cuts. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import type { CheckArguments } from "../../src/core/ports.ts";
import type { ToolSpec } from "../../src/core/types.ts";
import { native } from "../../src/lanes/native.ts";
import { loadCheckArguments } from "../../src/model/check-arguments.ts";
import { type DecodeOptions, decodeReply } from "../../src/model/decode.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";

interface WireCase {
  id: string;
  description: string;
  mode: "stream" | "json" | "error";
  http_status: number;
  headers?: Record<string, string>;
  chunks?: string[];
  framing?: "raw" | "raw_base64";
  body?: unknown;
  tools?: { function: ToolSpec }[];
  expect: {
    text: string;
    reasoning: string;
    tool_calls: {
      name: string;
      arguments: unknown;
      arguments_error?: string;
      id?: string;
      unknown?: boolean;
      repaired?: boolean;
    }[];
    finish: string;
    usage: { input: number; output: number; cached?: number; reasoning?: number } | null;
    error_kind: string | null;
    retryable?: boolean;
    retry_after_s?: number;
    action?: string;
    param?: string;
    detail?: string;
    limit?: number;
    echo?: string[];
    anomaly?: string;
    message_contains?: string;
    message_not_contains?: string;
  };
}

const folder = join(corpora, "wire");
let checkArguments: CheckArguments;
beforeAll(async () => {
  checkArguments = await loadCheckArguments();
});

if (!corporaPresent) {
  test("the wire corpus is not beside this checkout: its cases are not run here", () => {
    expect(corporaPresent).toBe(false);
  });
} else {
  const cases = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as WireCase);

  describe("the wire corpus is read as its cases say", () => {
    test.each(cases.map((one) => [one.id, one] as const))("%s", async (_id, wireCase) => {
      expect(summary(wireCase, await decodeReply(optionsFor(wireCase)))).toEqual(
        expected(wireCase),
      );
    });
  });

  const streams = cases.filter((one) => one.mode === "stream");

  describe("where the network cuts a stream changes nothing", () => {
    test.each(streams.map((one) => [one.id, one] as const))("%s", async (_id, wireCase) => {
      const options = optionsFor(wireCase);
      const whole = await decodeReply(options);
      for (let seed = 1; seed <= 20; seed++) {
        const cut = await decodeReply({ ...options, body: inPieces(bytesOf(wireCase), seed) });
        expect(cut).toEqual(whole);
      }
      const byBytes = Array.from(bytesOf(wireCase), (byte) => Uint8Array.of(byte));
      expect(await decodeReply({ ...options, body: byBytes })).toEqual(whole);
    });
  });

  describe("a stream that breaks off at any byte runs no part of a call, and no call twice", () => {
    test.each(streams.map((one) => [one.id, one] as const))("%s", async (_id, wireCase) => {
      const options = optionsFor(wireCase);
      const bytes = bytesOf(wireCase);
      const whole = await decodeReply(options);
      for (let length = 0; length < bytes.length; length++) {
        const { calls } = await decodeReply({ ...options, body: bytes.subarray(0, length) });
        // All or nothing: the calls of a reply run when its end was seen.
        if (calls.length > 0) expect(calls).toEqual(whole.calls);
      }
    });
  });
}

test("no bytes that an endpoint may send break the reading", async () => {
  const sample = [
    'data: {"choices":[{"index":0,"delta":{"content":"<think>a</think>b","tool_calls":[{"index":0,"id":"a","function":{"name":"read_file","arguments":"{\\"path\\":\\"a\\"}"}}]},"finish_reason":null}]}\n\n',
    'event: error\ndata: {"error":{"message":"x","code":[1]}}\r\n\r\n',
    'data: {"choices":[{"finish_reason":"stop","usage":{"prompt_tokens":"x"}}],"usage":[]}\n\ndata: [DONE]\n\n',
  ].join("");
  const noise = [
    "{",
    "}",
    "[",
    "]",
    '"',
    "\\",
    "\n\n",
    "null",
    "7",
    "\u0000",
    "data: ",
    "[]",
    "{}",
    "</think>",
  ];
  let state = 7;
  const next = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return (state >> 8) % below;
  };
  for (let round = 0; round < 3000; round++) {
    let text = sample;
    for (let change = next(6); change >= 0; change--) {
      const at = next(text.length);
      text = text.slice(0, at) + (noise[next(noise.length)] ?? "") + text.slice(at + next(30));
    }
    const body = Buffer.from(text);
    const options: DecodeOptions = {
      form: "wire",
      body,
      tools: [],
      lane: native,
      checkArguments,
      now: 0,
      status: round % 5 === 0 ? 400 : 200,
    };
    const { error, calls } = await decodeReply(options);
    if (error) expect(calls).toEqual([]);
  }
});

/** Cut at places that a small generator of pseudo-random numbers picks. */
function inPieces(bytes: Uint8Array, seed: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  let state = seed;
  for (let at = 0; at < bytes.length; ) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    const end = at + 1 + (state % 40);
    pieces.push(bytes.subarray(at, end));
    at = end;
  }
  return pieces;
}

function optionsFor(wireCase: WireCase): DecodeOptions {
  return {
    form: "wire",
    body: bytesOf(wireCase),
    status: wireCase.http_status,
    headers: wireCase.headers ?? {},
    tools: (wireCase.tools ?? []).map((tool) => tool.function),
    lane: native,
    checkArguments,
    now: 0,
  };
}

function bytesOf({ chunks, framing, body }: WireCase): Buffer {
  if (!chunks) return Buffer.from(typeof body === "string" ? body : JSON.stringify(body));
  if (framing === "raw") return Buffer.from(chunks.join(""));
  if (framing === "raw_base64")
    return Buffer.concat(chunks.map((chunk) => Buffer.from(chunk, "base64")));
  return Buffer.from(chunks.map((chunk) => `data: ${chunk}\n\n`).join(""));
}

type Output = Awaited<ReturnType<typeof decodeReply>>;

interface Summary {
  calls: { name: string; arguments: unknown; id?: string; repaired?: boolean }[];
  [field: string]: unknown;
}

function expected({ expect: want }: WireCase): Summary {
  const runs = want.tool_calls.filter((call) => !call.arguments_error && !call.unknown);
  const others = want.tool_calls.filter((call) => call.arguments_error || call.unknown);
  return {
    text: want.text,
    reasoning: want.reasoning,
    calls: runs.map(({ name, arguments: args, id, repaired }) => ({
      name,
      arguments: args,
      ...(id && id !== "*" ? { id } : {}),
      ...(repaired ? { repaired } : {}),
    })),
    rejected: others.map(({ name, arguments_error, unknown }) => ({
      name,
      reason: unknown ? "unknown_tool" : arguments_error,
    })),
    finish: want.finish,
    usage: want.usage,
    kind: want.error_kind,
    ...(want.retryable === undefined ? {} : { retryable: want.retryable }),
    ...(want.retry_after_s === undefined ? {} : { retryAfterMs: want.retry_after_s * 1000 }),
    ...(want.action === undefined || want.error_kind === null ? {} : { action: want.action }),
    ...(want.param === undefined ? {} : { param: want.param }),
    ...(want.detail === undefined ? {} : { detail: want.detail }),
    ...(want.limit === undefined ? {} : { limit: want.limit }),
    ...(want.echo === undefined ? {} : { echo: want.echo }),
    ...(want.anomaly === undefined ? {} : { anomaly: true }),
    ...(want.message_contains === undefined ? {} : { contains: true }),
    ...(want.message_not_contains === undefined ? {} : { lacks: true }),
  };
}

/** The same fields out of what was decoded, only those that the case tells. */
function summary({ expect: want }: WireCase, got: Output): Summary {
  const { usage, error } = got;
  const runs = want.tool_calls.filter((call) => !call.arguments_error && !call.unknown);
  const message = error?.message ?? "";
  return {
    text: got.text,
    reasoning: got.reasoning,
    calls: got.calls.map(({ name, arguments: args, id, repaired }, index) => ({
      name,
      arguments: args,
      ...(runs[index]?.id && runs[index].id !== "*" ? { id } : {}),
      ...(runs[index]?.repaired ? { repaired: repaired !== undefined } : {}),
    })),
    rejected: got.rejected,
    finish: got.finish,
    usage: usage && {
      input: usage.inputTokens,
      output: usage.outputTokens,
      ...(want.usage?.cached === undefined ? {} : { cached: usage.cachedTokens }),
      ...(want.usage?.reasoning === undefined ? {} : { reasoning: usage.reasoningTokens ?? 0 }),
    },
    kind: error?.kind ?? null,
    ...(want.retryable === undefined ? {} : { retryable: error?.retryable ?? false }),
    ...(want.retry_after_s === undefined ? {} : { retryAfterMs: error?.retryAfterMs ?? -1 }),
    ...(want.action === undefined || want.error_kind === null
      ? {}
      : { action: error?.action ?? "" }),
    ...(want.param === undefined ? {} : { param: error?.param ?? "" }),
    ...(want.detail === undefined ? {} : { detail: error?.detail ?? "" }),
    ...(want.limit === undefined ? {} : { limit: error?.limit ?? 0 }),
    ...(want.echo === undefined ? {} : { echo: Object.keys(got.echo) }),
    ...(want.anomaly === undefined ? {} : { anomaly: got.anomalies.includes(want.anomaly) }),
    ...(want.message_contains === undefined
      ? {}
      : { contains: message.includes(want.message_contains) }),
    ...(want.message_not_contains === undefined
      ? {}
      : { lacks: !message.includes(want.message_not_contains) }),
  };
}
