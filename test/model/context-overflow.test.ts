/** The many ways to say that a conversation is too long. */

import { expect, test } from "vitest";
import { slashes } from "../../src/app/slash/index.ts";
import type { ModelErrorFields } from "../../src/core/errors.ts";
import { classifyReply } from "../../src/model/errors.ts";

const about = { baseUrl: "http://127.0.0.1:1/v1", model: "m-1", apiKey: "test-key-1234" };

function classify(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): ModelErrorFields {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  const { fields, retryable } = classifyReply({ status, headers, body: text }, about, 0);
  return { ...fields, retryable };
}

test.each<[string, number | undefined]>([
  [
    "This model's maximum context length is 8192 tokens. However, your messages resulted in 9302 tokens.",
    8192,
  ],
  [
    "Your input exceeds the context window of this model. Please adjust your input and try again.",
    undefined,
  ],
  ["prompt is too long: 213456 tokens > 200000 maximum", 200_000],
  ["<400> InternalError.Algo.InvalidParameter: Range of input length should be [1, 30720]", 30_720],
  ["the request exceeds the available context size, try increasing it", undefined],
  ["Input length (40000 tokens) exceeds the maximum allowed length (32768 tokens).", 32_768],
  [
    "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
    1_048_576,
  ],
  ["This model's maximum prompt length is 131072 but the request contains 140000 tokens.", 131_072],
  ["Please reduce the length of the messages or completion.", undefined],
  ["Prompt contains 40000 tokens, too large for model with 32768 maximum context length", 32_768],
  ["Invalid request: Your request exceeded model token limit: 131072", 131_072],
  ["invalid params, context window exceeds limit (2013)", 2013],
  [
    "The number of tokens to keep from the initial prompt is greater than the context length (8192)",
    8192,
  ],
  ["Requested token count exceeds the limit of 65,536", 65_536],
  [
    "This endpoint's maximum context length is 1,048,576 tokens. However, you requested about 1,200,000 tokens",
    1_048_576,
  ],
  ["Input is too long for requested model.", undefined],
  ["exceeds the maximum length 4096", 4096],
])("too long: %s", (message, limit) => {
  expect(classify(400, { error: { message } })).toMatchObject({
    kind: "context_overflow",
    action: "compact",
    retryable: false,
    ...(limit === undefined ? {} : { limit }),
  });
});

test.each<[number, unknown]>([
  [413, ""],
  [400, ""],
  [500, { error: "no user query found in messages" }],
  [400, { error: { message: "too long", type: "exceed_context_size_error", n_ctx: 4096 } }],
  [400, { error: { code: "context_length_exceeded", message: "" } }],
])("too long, without the usual words: %i %j", (status, body) => {
  expect(classify(status, body).kind).toBe("context_overflow");
});

test("a window that is full is answered with what there is: each command that is named exists, and a larger model is", () => {
  const { hint = "" } = classify(413, "");
  const named = hint.match(/\/[a-z]+/g) ?? [];
  expect(named).toEqual(["/clear", "/fork", "/model"]);
  for (const name of named) expect(slashes.map((slash) => `/${slash.name}`)).toContain(name);
  expect(hint).toContain("a larger window");
  expect(hint).not.toMatch(/compact/i);
});
