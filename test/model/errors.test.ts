/** The wordings of servers, each in its class. */

import { expect, test } from "vitest";
import type { ModelErrorFields } from "../../src/core/errors.ts";
import { classifyFailure, classifyReply, retryAfterMs } from "../../src/model/errors.ts";

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

test.each<[string, number, unknown, Partial<ModelErrorFields>]>([
  [
    "Ollama",
    400,
    { error: { message: "registry.ollama.ai/library/gemma3:4b does not support tools" } },
    { kind: "tools_unsupported", action: "switch_lane" },
  ],
  [
    "OpenRouter",
    404,
    {
      error: {
        message: 'No endpoints found that support tool use. Try disabling "read_file".',
        code: 404,
      },
    },
    { kind: "tools_unsupported" },
  ],
  [
    "SGLang",
    400,
    { object: "error", message: "Unsupported param: tools" },
    { kind: "tools_unsupported" },
  ],
  [
    "a gateway",
    400,
    { detail: "Function calling is not supported for this model" },
    { kind: "tools_unsupported" },
  ],
  [
    "an o-series model",
    400,
    {
      error: {
        message: "Unsupported parameter: 'parallel_tool_calls' is not supported with this model.",
        param: "parallel_tool_calls",
        code: "unsupported_parameter",
      },
    },
    { kind: "param_unsupported", action: "drop_param", param: "parallel_tool_calls" },
  ],
  [
    "a fixed temperature",
    400,
    {
      error: {
        message:
          "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
        param: "temperature",
        code: "unsupported_value",
      },
    },
    { kind: "param_unsupported", param: "temperature" },
  ],
  [
    "another name",
    400,
    {
      error: {
        message:
          "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
        param: "max_tokens",
        code: "unsupported_parameter",
      },
    },
    { kind: "param_unsupported", action: "rename_param", param: "max_tokens" },
  ],
  [
    "FastAPI",
    422,
    {
      detail: [
        {
          type: "extra_forbidden",
          loc: ["body", "stream_options"],
          msg: "Extra inputs are not permitted",
        },
      ],
    },
    { kind: "param_unsupported", param: "stream_options" },
  ],
  [
    "thinking mode",
    400,
    {
      error: {
        message:
          "The tool_choice parameter does not support being set to required or object in thinking mode",
      },
    },
    { kind: "param_unsupported", param: "tool_choice" },
  ],
  [
    "DeepSeek's thoughts",
    400,
    {
      error: {
        message: "The `reasoning_content` in the thinking mode must be passed back to the API.",
      },
    },
    { kind: "bad_history", detail: "missing_reasoning", action: "echo_reasoning" },
  ],
  ...[
    "Extra inputs are not permitted: reasoning_content",
    "messages.1.assistant.reasoning_content: Extra inputs are not permitted",
    "'messages.2' : for 'role:assistant' the following must be satisfied[('messages.2' : property 'reasoning_content' is unsupported)]",
  ].map((message): [string, number, unknown, Partial<ModelErrorFields>] => [
    `thoughts that are refused: ${message.slice(0, 30)}`,
    400,
    { error: { message } },
    { kind: "param_unsupported", action: "drop_param", param: "reasoning_content" },
  ]),
  [
    "Gemini's signature",
    400,
    [
      {
        error: {
          code: 400,
          message: "Function call is missing a thought_signature in functionCall parts.",
          status: "INVALID_ARGUMENT",
        },
      },
    ],
    { kind: "bad_history", detail: "missing_signature" },
  ],
  [
    "an unanswered call",
    400,
    {
      error: {
        message:
          "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'.",
      },
    },
    { kind: "bad_history", detail: "unpaired_calls" },
  ],
  [
    "Mistral's ids",
    400,
    {
      object: "error",
      message: "Tool call id was call_1 but must be a-z, A-Z, 0-9, with a length of 9.",
    },
    { kind: "bad_history", detail: "call_id_format" },
  ],
  [
    "roles",
    400,
    { error: { message: "Conversation roles must alternate user/assistant/user/assistant/..." } },
    { kind: "bad_history", detail: "roles" },
  ],
  [
    "images",
    400,
    { error: { message: "This model does not support image input" } },
    { kind: "image_unsupported", action: "drop_images" },
  ],
  [
    "stream only, DashScope",
    400,
    {
      error: {
        message:
          "This model only support stream mode, please enable the stream parameter to access the model.",
      },
    },
    { kind: "stream_required" },
  ],
  [
    "stream only, ModelScope",
    400,
    { errors: { message: "enable thinking can not be support when `stream=False`" } },
    { kind: "stream_required" },
  ],
  [
    "an inspected prompt",
    400,
    {
      error: {
        code: "data_inspection_failed",
        message: "Input data may contain inappropriate content.",
      },
    },
    { kind: "content_filter" },
  ],
  [
    "Azure's filter",
    400,
    { error: { code: "content_filter", message: "The response was filtered" } },
    { kind: "content_filter" },
  ],
  [
    "OpenAI's model",
    404,
    {
      error: {
        message: "The model `gpt-9` does not exist or you do not have access to it.",
        code: "model_not_found",
      },
    },
    { kind: "model_not_found" },
  ],
  ["DeepSeek's model", 400, { error: { message: "Model Not Exist" } }, { kind: "model_not_found" }],
  [
    "OpenRouter's model",
    400,
    { error: { message: "qwen9 is not a valid model ID" } },
    { kind: "model_not_found" },
  ],
  ["a missing /v1", 404, "404 page not found", { kind: "not_found_route" }],
  ["FastAPI's route", 404, { detail: "Not Found" }, { kind: "not_found_route" }],
  ["a page", 404, "<html><title>404</title></html>", { kind: "not_found_route" }],
  ["a wrong method", 405, { detail: "Method Not Allowed" }, { kind: "not_found_route" }],
  [
    "Gemini's key",
    400,
    [{ error: { code: 400, message: "API key not valid. Please pass a valid API key." } }],
    { kind: "auth" },
  ],
  ["no key", 401, "", { kind: "auth" }],
  [
    "a firewall's page",
    403,
    "<!doctype html><title>Just a moment...</title>",
    { kind: "html_body" },
  ],
  [
    "OpenAI's quota",
    429,
    {
      error: {
        message: "You exceeded your current quota, please check your plan and billing details.",
        code: "insufficient_quota",
      },
    },
    { kind: "quota_exhausted", retryable: false },
  ],
  [
    "Groq's day",
    429,
    {
      error: {
        message:
          "Rate limit reached for model `x` on tokens per day (TPD): Limit 100000. Please try again in 7m12s.",
      },
    },
    { kind: "quota_exhausted" },
  ],
  [
    "DashScope's allocation",
    429,
    { error: { code: "AllocationQuota", message: "Free allocated quota exceeded." } },
    { kind: "quota_exhausted" },
  ],
  [
    "ModelScope's day",
    429,
    { errors: { message: "We have to rate limit you. today's request limit has been exceeded" } },
    { kind: "quota_exhausted" },
  ],
  [
    "DeepSeek's balance",
    402,
    { error: { message: "Insufficient Balance" } },
    { kind: "quota_exhausted" },
  ],
  [
    "a minute's limit",
    429,
    { error: { message: "Rate limit reached on requests per min. Please try again in 1.5s." } },
    { kind: "rate_limit", retryable: true, retryAfterMs: 1500 },
  ],
  [
    "Gemini's minute",
    429,
    {
      error: {
        message: "You exceeded your current quota, please check your plan and billing details.",
        details: [{ retryDelay: "34s" }],
      },
    },
    { kind: "rate_limit", retryable: true, retryAfterMs: 34_000 },
  ],
  [
    "Gemini's day, with the pause of its minute",
    429,
    {
      error: {
        message: "You exceeded your current quota, please check your plan and billing details.",
        status: "RESOURCE_EXHAUSTED",
        details: [
          { violations: [{ quotaId: "GenerateRequestsPerDayPerProjectPerModel-FreeTier" }] },
          { retryDelay: "34s" },
        ],
      },
    },
    { kind: "quota_exhausted", retryable: false },
  ],
  [
    "a limit that resets in hours",
    429,
    { error: { message: "Rate limit reached. Your limit resets in 12 hours." } },
    { kind: "rate_limit", retryAfterMs: 43_200_000 },
  ],
  [
    "a limit that resets in hours and minutes",
    429,
    { error: { message: "Usage limit. Available again in 1 day, 2 hrs and 30 min." } },
    { kind: "rate_limit", retryAfterMs: 95_400_000 },
  ],
  [
    "a limit that tells its seconds in a field",
    429,
    { error: { type: "usage_limit_reached", message: "Limit reached", resets_in_seconds: 43_200 } },
    { kind: "rate_limit", retryAfterMs: 43_200_000 },
  ],
  [
    "seconds in words",
    429,
    { error: { message: "Please retry after 20 seconds." } },
    { kind: "rate_limit", retryAfterMs: 20_000 },
  ],
  [
    "a full engine",
    503,
    { error: { message: "The engine is currently overloaded" } },
    { kind: "server_error", retryable: true },
  ],
  [
    "llama.cpp still loading",
    503,
    { error: { code: 503, message: "Loading model", type: "unavailable_error" } },
    { kind: "server_error", retryable: true },
  ],
  [
    "Cloudflare",
    524,
    "<html><title>524: A timeout occurred</title></html>",
    { kind: "server_error", retryable: true },
  ],
  ["a slow request", 408, "", { kind: "timeout", retryable: true }],
  [
    "anything else",
    400,
    { error: { message: "messages: at least one message is required" } },
    { kind: "bad_request", retryable: false },
  ],
])("%s", (_who, status, body, fields) => {
  expect(classify(status, body)).toMatchObject({ status, ...fields });
});

test("a number without a unit of time is no pause", () => {
  const body = { error: { message: "Too many requests, retry 3 models later" } };
  expect(classify(429, body)).not.toHaveProperty("retryAfterMs");
});

test("a pause that is asked for inside a stream counts as well", () => {
  const failure = { code: 429, message: "Rate limit reached, resets in 2 hours" };
  expect(classifyFailure(failure, about).fields).toMatchObject({
    kind: "rate_limit",
    retryAfterMs: 7_200_000,
  });
});

test("what is not implemented is the tools, when there were tools", () => {
  const reply = { status: 501, headers: {}, body: "Not yet implemented" };
  expect(classifyReply(reply, { ...about, withTools: true }, 0).kind).toBe("tools_unsupported");
  expect(classifyReply(reply, about, 0)).toMatchObject({ kind: "server_error", retryable: false });
});

test("an error in the middle of a stream keeps its class when it has one", () => {
  expect(classifyFailure({ message: "upstream overloaded", code: 502 }, about)).toMatchObject({
    kind: "stream_error",
    retryable: true,
  });
  expect(classifyFailure({ message: "maximum context length is 10 tokens" }, about).kind).toBe(
    "context_overflow",
  );
  expect(classifyFailure("model_context_window_exceeded", about).kind).toBe("context_overflow");
  expect(classifyFailure({ code: "1301", message: "bad things" }, about)).toMatchObject({
    kind: "stream_error",
    message: "bad things",
  });
});

test("messages are one clean line of bounded length", () => {
  const page = classifyReply(
    {
      status: 502,
      headers: {},
      body: "<html><head><title>502 Bad\nGateway</title></head><script>alert(1)</script></html>",
    },
    about,
    0,
  );
  expect(page.message).toBe("The endpoint answered 502 with a web page: 502 Bad Gateway");
  const long = classifyReply(
    { status: 400, headers: {}, body: `${"x".repeat(5000)}\u0007` },
    about,
    0,
  );
  expect(long.message).toHaveLength(303);
});

test.each([
  [{ "retry-after": "7" }, 7000],
  [{ "retry-after": "0.5" }, 500],
  [{ "retry-after-ms": "250", "retry-after": "9" }, 250],
  [{ "retry-after": "Thu, 01 Jan 1970 00:01:40 GMT" }, 90_000],
  [
    { "retry-after": "Thu, 01 Jan 1970 00:01:40 GMT", date: "Thu, 01 Jan 1970 00:01:10 GMT" },
    30_000,
  ],
  [{ "retry-after": "soon" }, undefined],
  [{}, undefined],
])("%j asks to wait %s ms", (headers, ms) => {
  expect(retryAfterMs(headers, 10_000)).toBe(ms);
});
