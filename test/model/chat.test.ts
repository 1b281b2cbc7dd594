/** A model call against a server on loopback: what is sent, what comes back, what is tried again and what is not. */

import { expect, test } from "vitest";
import { ModelError } from "../../src/core/errors.ts";
import type { Delta, Fact } from "../../src/core/events.ts";
import type { Clock, Model, ModelRequest } from "../../src/core/ports.ts";
import type { ModelReply } from "../../src/core/types.ts";
import { type ChatOptions, chatModel } from "../../src/model/chat.ts";
import { listModels } from "../../src/model/list-models.ts";
import { chunk, json, said, type WireServer, wireServer } from "../support/wire-server.ts";

/** Sleeping moves the time and takes none. */
function quickClock(): Clock & { slept: number[] } {
  let now = 1_000_000;
  const slept: number[] = [];
  return {
    slept,
    now: () => now,
    sleep: async (ms) => {
      now += ms;
      slept.push(ms);
    },
  };
}

function modelAt(server: WireServer, options: Partial<ChatOptions> = {}): Model {
  return chatModel({
    baseUrl: server.baseUrl,
    apiKey: "test-key-1234",
    model: "m-1",
    clock: quickClock(),
    random: () => 0.5,
    ...options,
  });
}

const tool = {
  name: "read_file",
  description: "Reads.",
  parameters: { type: "object", properties: { path: { type: "string" } } },
};

function requestOf(more: Partial<ModelRequest> = {}): ModelRequest {
  return {
    step: 1,
    lane: "native",
    system: "Be brief.",
    messages: [{ role: "user", content: "hi" }],
    tools: [],
    ...more,
  };
}

interface Outcome {
  events: (Delta | Fact)[];
  types: string[];
  reply?: ModelReply;
  error?: unknown;
}

async function call(
  model: Model,
  request = requestOf(),
  signal = new AbortController().signal,
): Promise<Outcome> {
  const events: (Delta | Fact)[] = [];
  const outcome = (more: Partial<Outcome>) => ({
    events,
    types: events.map(({ type }) => type),
    ...more,
  });
  const running = model(request, signal);
  try {
    for (;;) {
      const next = await running.next();
      if (next.done) return outcome({ reply: next.value });
      events.push(next.value);
    }
  } catch (error) {
    return outcome({ error });
  }
}

function kindOf({ error }: Outcome): string {
  return error instanceof ModelError ? error.kind : `no ModelError: ${error}`;
}

test("a reply is asked for, streamed and reported", async () => {
  const server = await wireServer({
    packets: [
      chunk({ role: "assistant", reasoning_content: "Hm." }),
      chunk({ content: "Good " }) + chunk({ content: "day" }),
      chunk({}, "stop"),
      'data: {"choices":[],"usage":{"prompt_tokens":9,"completion_tokens":3,"prompt_tokens_details":{"cached_tokens":4}}}\n\n',
      "data: [DONE]\n\n",
    ],
  });
  const { events, reply } = await call(modelAt(server));
  const usage = { inputTokens: 9, cachedTokens: 4, outputTokens: 3 };
  expect(reply).toMatchObject({
    text: "Good day",
    reasoning: "Hm.",
    calls: [],
    finish: "stop",
    usage,
  });
  expect(events[0]).toMatchObject({
    type: "model_request",
    step: 1,
    attempt: 1,
    lane: "native",
    messages: 1,
    tools: 0,
    toolDelivery: "none",
  });
  expect(events.filter(({ type }) => type.endsWith("delta"))).toEqual([
    { type: "reasoning_delta", text: "Hm." },
    { type: "text_delta", text: "Good day" },
  ]);
  expect(events.at(-1)).toMatchObject({
    type: "model_reply",
    attempt: 1,
    finishReason: "stop",
    usage,
    anomalies: [],
  });
});

test("the request is a fact before anything leaves", async () => {
  const server = await wireServer(said("ok"));
  const running = modelAt(server)(requestOf(), new AbortController().signal);
  const first = await running.next();
  expect(first.value).toMatchObject({ type: "model_request" });
  expect(server.connections).toBe(0);
  await running.return({} as ModelReply);
  expect(server.connections).toBe(0);
});

test("the body holds what was chosen, and nothing that was not", async () => {
  const server = await wireServer(said("ok"));
  await call(
    modelAt(server, {
      temperature: 0.2,
      maxTokens: 100,
      parallelToolCalls: true,
      extra: { enable_thinking: true },
    }),
    requestOf({ tools: [tool], toolChoice: "read_file", stop: ["END"] }),
  );
  expect(server.requests[0]?.body).toEqual({
    model: "m-1",
    stream: true,
    stream_options: { include_usage: true },
    temperature: 0.2,
    max_tokens: 100,
    stop: ["END"],
    parallel_tool_calls: true,
    tool_choice: { type: "function", function: { name: "read_file" } },
    enable_thinking: true,
    tools: [{ type: "function", function: tool }],
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: "hi" },
    ],
  });
  await call(modelAt(server, { stream: false, parallelToolCalls: true, toolChoice: "required" }));
  expect(Object.keys(server.requests[1]?.body ?? {})).toEqual(["model", "stream", "messages"]);
});

test("no account id, telemetry or setting of the environment travels with a request", async () => {
  const server = await wireServer(said("ok"));
  const planted = {
    OPENAI_ORG_ID: "org-1",
    OPENAI_PROJECT_ID: "p-1",
    OPENAI_ADMIN_KEY: "admin-1",
    OPENAI_API_KEY: "sk-env-1",
    OPENAI_CUSTOM_HEADERS: "X-Secret: 1",
    OPENAI_LOG: "debug",
  };
  Object.assign(process.env, planted);
  try {
    await call(modelAt(server, { headers: { "x-title": "mine" } }));
    await call(modelAt(server, { apiKey: null }));
  } finally {
    for (const name of Object.keys(planted)) delete process.env[name];
  }
  const names = Object.keys(server.requests[0]?.headers ?? {}).sort();
  expect(names).toEqual([
    "accept",
    "authorization",
    "connection",
    "content-length",
    "content-type",
    "host",
    "user-agent",
    "x-title",
  ]);
  expect(server.requests[0]?.headers.authorization).toBe("Bearer test-key-1234");
  expect(server.requests[1]?.headers).not.toHaveProperty("authorization");
});

test("a session keeps one connection", async () => {
  const server = await wireServer(said("ok"));
  const model = modelAt(server);
  for (let step = 0; step < 5; step++) await call(model);
  expect(server.connections).toBe(1);
});

test("a connection that the server has closed meanwhile is replaced without a word", async () => {
  const server = await wireServer(said("ok"));
  const model = modelAt(server);
  await call(model);
  server.closeIdle();
  const { reply, types } = await call(model);
  expect(reply?.text).toBe("ok");
  expect(types).not.toContain("notice");
});

test("a server error is tried again, and the attempts are counted", async () => {
  const server = await wireServer(
    json(500, { error: { message: "Internal server error" } }),
    json(503, "busy"),
    said("ok"),
  );
  const { reply, events, types } = await call(modelAt(server));
  expect(reply?.text).toBe("ok");
  expect(
    events.flatMap((event) => (event.type === "model_request" ? [event.attempt] : [])),
  ).toEqual([1, 2, 3]);
  expect(
    events.flatMap((event) => (event.type === "model_reply" ? [event.finishReason] : [])),
  ).toEqual(["error", "error", "stop"]);
  expect(types.filter((type) => type === "notice")).toHaveLength(2);
});

test("nothing is tried more than three times", async () => {
  const server = await wireServer(json(500, "down"));
  expect(kindOf(await call(modelAt(server)))).toBe("server_error");
  expect(server.requests).toHaveLength(3);
});

test("a hundred clients of a server that refuses all send at most three requests each", async () => {
  const server = await wireServer(
    json(429, { error: { message: "Rate limit reached" } }, { "retry-after": "1" }),
  );
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => call(modelAt(server))));
  expect(new Set(outcomes.map(kindOf))).toEqual(new Set(["rate_limit"]));
  expect(server.requests).toHaveLength(300);
});

test("a server's wish to wait is granted and counted down", async () => {
  const server = await wireServer(
    json(429, { error: { message: "Slow down" } }, { "retry-after": "25" }),
    said("ok"),
  );
  const clock = quickClock();
  const { events } = await call(modelAt(server, { clock }));
  expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBe(25_000);
  expect(events.flatMap((event) => (event.type === "notice" ? [event.text] : []))).toEqual([
    "Slow down (429) Trying again in 25 s (attempt 2 of 3).",
    "Slow down (429) Trying again in 15 s (attempt 2 of 3).",
    "Slow down (429) Trying again in 5 s (attempt 2 of 3).",
  ]);
});

test.each([
  [
    "an hour's wait",
    json(429, { error: { message: "Slow down" } }, { "retry-after": "3600" }),
    "rate_limit",
  ],
  [
    "a used-up quota",
    json(429, {
      error: { message: "You exceeded your current quota", code: "insufficient_quota" },
    }),
    "quota_exhausted",
  ],
  [
    "an empty balance",
    json(402, { error: { message: "Insufficient Balance" } }),
    "quota_exhausted",
  ],
  ["a wrong key", json(401, { error: { message: "Incorrect API key" } }), "auth"],
  [
    "a server that knows no tools",
    json(500, { error: { message: "tools param requires --jinja flag" } }),
    "tools_unsupported",
  ],
  [
    "a model that is not there",
    json(404, { error: { message: "model 'x' not found" } }),
    "model_not_found",
  ],
  [
    "a page in place of an answer",
    { packets: ["<!doctype html><title>Sign in</title>"] },
    "html_body",
  ],
])("%s is not tried again", async (_name, answer, kind) => {
  const server = await wireServer(answer);
  expect(kindOf(await call(modelAt(server)))).toBe(kind);
  expect(server.requests).toHaveLength(1);
});

test.each([
  ["wrapped", { error: { message: "The words." } }],
  ["wrapped as text", { error: "The words." }],
  ["flat", { object: "error", message: "The words.", code: 400 }],
  [
    "of FastAPI",
    { detail: [{ type: "value_error", loc: ["body", "messages"], msg: "The words." }] },
  ],
  [
    "of Google, a list",
    [{ error: { code: 400, message: "The words.", status: "INVALID_ARGUMENT" } }],
  ],
  [
    "of OpenRouter, nested",
    {
      error: {
        message: "Provider returned error",
        code: 400,
        metadata: { raw: '{"error":{"message":"The words."}}' },
      },
    },
  ],
  ["plain", "The words."],
])("the words of an error body that is %s are seen", async (_name, body) => {
  const server = await wireServer(json(400, body));
  const { error } = await call(modelAt(server));
  expect(error).toMatchObject({ kind: "bad_request", message: "The words. (400)" });
});

test("the key never shows in a message, nor does what could act on the terminal", async () => {
  const server = await wireServer(
    json(401, {
      error: {
        message: "Bad key test-key-1234\u001b[2J\n<b>or</b> sk-abcdefghijklmnopqrstuv\u202e",
      },
    }),
  );
  const { error } = await call(modelAt(server));
  expect(error).toMatchObject({ kind: "auth", message: "Bad key *** or *** (401)" });
});

test("a reply that breaks off is asked for once more, and its calls are never given out", async () => {
  const cut = chunk({
    tool_calls: [
      { index: 0, id: "c1", function: { name: "read_file", arguments: '{"path":"a"}' } },
    ],
  });
  const server = await wireServer({ packets: [cut], closing: "reset" });
  const outcome = await call(modelAt(server), requestOf({ tools: [tool] }));
  expect(kindOf(outcome)).toBe("stream_truncated");
  expect(outcome.reply).toBeUndefined();
  expect(server.requests).toHaveLength(2);
  server.answers = [{ packets: [cut], closing: "end" }, said("whole")];
  expect((await call(modelAt(server))).reply).toMatchObject({ text: "whole", calls: [] });
});

test("an empty reply is asked for once more; the second one is passed on", async () => {
  const empty = {
    packets: [chunk({ role: "assistant", content: "" }), chunk({}, "stop"), "data: [DONE]\n\n"],
  };
  const server = await wireServer(empty);
  expect((await call(modelAt(server))).reply).toMatchObject({ text: "", finish: "stop" });
  expect(server.requests).toHaveLength(2);
});

test("a parameter that an endpoint refuses is left out from then on", async () => {
  const refusal = json(400, {
    error: {
      message: "Unsupported parameter: 'parallel_tool_calls' is not supported with this model.",
      param: "parallel_tool_calls",
      code: "unsupported_parameter",
    },
  });
  const server = await wireServer(refusal, said("ok"));
  const model = modelAt(server, { parallelToolCalls: true });
  const request = requestOf({ tools: [tool] });
  expect((await call(model, request)).reply?.text).toBe("ok");
  expect((await call(model, request)).reply?.text).toBe("ok");
  expect(server.requests.map(({ body }) => "parallel_tool_calls" in body)).toEqual([
    true,
    false,
    false,
  ]);
});

test("a parameter that has another name there is renamed from then on", async () => {
  const refusal = json(400, {
    error: {
      message:
        "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
      param: "max_tokens",
      code: "unsupported_parameter",
    },
  });
  const server = await wireServer(refusal, said("ok"));
  const model = modelAt(server, { maxTokens: 50 });
  await call(model);
  await call(model);
  expect(
    server.requests.map(({ body }) => body.max_tokens ?? `new: ${body.max_completion_tokens}`),
  ).toEqual([50, "new: 50", "new: 50"]);
});

test("an endpoint that refuses the same thing for ever is not asked for ever", async () => {
  const server = await wireServer(
    json(400, {
      error: {
        message: "Unsupported parameter: temperature",
        param: "temperature",
        code: "unsupported_parameter",
      },
    }),
  );
  expect(kindOf(await call(modelAt(server, { temperature: 1 })))).toBe("param_unsupported");
  expect(server.requests).toHaveLength(2);
});

test("thoughts go back with calls to the endpoint and model they came from, and to no other", async () => {
  const server = await wireServer({
    packets: [
      chunk({ reasoning_content: "First the file." }),
      chunk({
        tool_calls: [
          {
            index: 0,
            id: "c1",
            function: { name: "read_file", arguments: "{}" },
            extra_content: { google: { thought_signature: "s" } },
          },
        ],
      }),
      chunk({}, "tool_calls"),
      "data: [DONE]\n\n",
    ],
  });
  const { reply } = await call(modelAt(server), requestOf({ tools: [tool] }));
  const first = reply?.calls[0];
  const messages: ModelRequest["messages"] = [
    { role: "user", content: "hi" },
    {
      role: "assistant",
      content: "",
      toolCalls: [
        {
          id: "c1",
          name: "read_file",
          arguments: {},
          ...(first?.echo ? { echo: first.echo } : {}),
        },
      ],
      ...(reply?.echo ? { echo: reply.echo } : {}),
    },
    { role: "tool", toolCallId: "c1", name: "read_file", content: "text" },
  ];
  server.answers = [said("ok")];
  await call(modelAt(server), requestOf({ messages }));
  await call(modelAt(server, { model: "m-2" }), requestOf({ messages }));
  const sent = server.requests
    .slice(1)
    .map(({ body }) => (Array.isArray(body.messages) ? body.messages[2] : undefined));
  const made = { id: "c1", type: "function", function: { name: "read_file", arguments: "{}" } };
  expect(sent).toEqual([
    {
      role: "assistant",
      content: "",
      reasoning_content: "First the file.",
      tool_calls: [{ ...made, extra_content: { google: { thought_signature: "s" } } }],
    },
    { role: "assistant", content: "", tool_calls: [made] },
  ]);
});

test("from step to step the request only grows at its end", async () => {
  const server = await wireServer(said("ok"));
  const model = modelAt(server);
  const messages: ModelRequest["messages"] = [{ role: "user", content: "hi" }];
  const longer: ModelRequest["messages"] = [
    ...messages,
    { role: "assistant", content: "ok" },
    { role: "user", content: "more 花子" },
  ];
  await call(model, requestOf({ messages, tools: [tool] }));
  await call(model, requestOf({ messages: longer, tools: [tool] }));
  const [before = "", after = ""] = server.requests.map(({ text }) => text);
  expect(after.startsWith(before.slice(0, -2))).toBe(true);
  expect(after.length).toBeGreaterThan(before.length);
});

test("stopping ends the stream at once and closes the connection", async () => {
  const server = await wireServer({ packets: [chunk({ content: "So " })], closing: "hang" });
  const stop = new AbortController();
  const reason = new Error("stopped by hand");
  const running = modelAt(server)(requestOf(), stop.signal);
  const seen: string[] = [];
  const failed = (async () => {
    for await (const event of running) {
      seen.push(event.type);
      if (event.type === "text_delta") stop.abort(reason);
    }
  })();
  await expect(failed).rejects.toBe(reason);
  await server.hungUp;
  expect(seen).toEqual(["model_request", "text_delta"]);
});

test("leaving the stream early closes the connection", async () => {
  const server = await wireServer({ packets: [chunk({ content: "So " })], closing: "hang" });
  for await (const event of modelAt(server)(requestOf(), new AbortController().signal))
    if (event.type === "text_delta") break;
  await server.hungUp;
});

test("comments do not pass for progress: a stream that only keeps alive runs into its limit", async () => {
  const comments = Array.from({ length: 2000 }, () => ": keep-alive\n\n");
  const server = await wireServer({
    packets: [chunk({ content: "So " }), ...comments],
    closing: "hang",
  });
  const outcome = await call(modelAt(server, { timeouts: { idleMs: 30 } }));
  expect(kindOf(outcome)).toBe("timeout");
});

test("an endpoint that does not begin to answer runs into its limit, and is not asked again", async () => {
  const server = await wireServer({ packets: [": OPENROUTER PROCESSING\n\n"], closing: "hang" });
  expect(kindOf(await call(modelAt(server, { timeouts: { firstByteMs: 30 } })))).toBe("timeout");
  expect(server.requests).toHaveLength(1);
});

test("a whole reply where a stream was asked for is read as well", async () => {
  const server = await wireServer(
    json(200, {
      choices: [
        { index: 0, message: { role: "assistant", content: "At once." }, finish_reason: "stop" },
      ],
    }),
  );
  expect((await call(modelAt(server))).reply?.text).toBe("At once.");
});

test("nobody there: one line with the address", async () => {
  const model = chatModel({ baseUrl: "http://127.0.0.1:9/v1", model: "m", clock: quickClock() });
  expect((await call(model)).error).toMatchObject({
    kind: "unreachable",
    message: "Nothing listens at 127.0.0.1:9.",
    hint: "Nothing answers at http://127.0.0.1:9/v1: check the address and that the server runs.",
  });
});

test("a piece that cannot be read is a hole: the reply is asked for again, not run without it", async () => {
  const server = await wireServer(
    {
      packets: [
        chunk({ content: "a" }),
        'data: {"choices":[{"delta":{"content":"b"\n\n',
        chunk({ content: "c" }, "stop"),
      ],
    },
    said("whole"),
  );
  expect((await call(modelAt(server))).reply?.text).toBe("whole");
  expect(server.requests).toHaveLength(2);
});

const conversation: ModelRequest["messages"] = [
  { role: "user", content: "one" },
  { role: "user", content: "two" },
  {
    role: "assistant",
    content: "",
    toolCalls: [{ id: "call_1_0", name: "read file\n", arguments: "no object" }],
  },
  { role: "tool", toolCallId: "call_1_0", name: "read_file", content: "" },
  { role: "assistant", content: "" },
];

test("what endpoints refuse in a history is not sent: empty texts, names and arguments of a form of their own", async () => {
  const server = await wireServer(said("ok"));
  await call(modelAt(server), requestOf({ system: "", messages: conversation }));
  expect(server.requests[0]?.body.messages).toEqual([
    { role: "user", content: "one" },
    { role: "user", content: "two" },
    {
      role: "assistant",
      content: "",
      tool_calls: [
        { id: "call_1_0", type: "function", function: { name: "read_file_", arguments: "{}" } },
      ],
    },
    { role: "tool", tool_call_id: "call_1_0", content: "(empty)" },
    { role: "assistant", content: "(no answer)" },
  ]);
});

test.each<[string, string, unknown[]]>([
  [
    "ids of nine characters",
    "Tool call id was call_1_0 but must be a-z, A-Z, 0-9, with a length of 9.",
    [
      { tool_calls: [expect.objectContaining({ id: expect.stringMatching(/^[A-Za-z0-9]{9}$/) })] },
      { tool_call_id: expect.stringMatching(/^[A-Za-z0-9]{9}$/) },
    ],
  ],
  [
    "strict turns",
    "Conversation roles must alternate user/assistant/user/assistant/...",
    [{ role: "user", content: "one\n\ntwo" }],
  ],
  [
    "thoughts with every message",
    "The `reasoning_content` in the thinking mode must be passed back to the API.",
    [
      { role: "assistant", reasoning_content: "" },
      { content: "(no answer)", reasoning_content: "" },
    ],
  ],
])("an endpoint that wants %s gets them from then on", async (_wish, message, wanted) => {
  const server = await wireServer(json(400, { error: { message } }), said("ok"));
  const model = modelAt(server);
  expect((await call(model, requestOf({ messages: conversation }))).reply?.text).toBe("ok");
  await call(model, requestOf({ messages: conversation }));
  expect(server.requests).toHaveLength(3);
  for (const one of wanted)
    expect(server.requests[1]?.body.messages).toContainEqual(expect.objectContaining(one));
  expect(server.requests[2]?.body).toEqual(server.requests[1]?.body);
});

test.each([
  ["reasoning_effort", "off", { reasoning_effort: "none" }],
  ["reasoning_effort", "high", { reasoning_effort: "high" }],
  ["enable_thinking", "off", { enable_thinking: false }],
  ["enable_thinking", "low", { enable_thinking: true, thinking_budget: 2048 }],
  ["thinking_type", "medium", { thinking: { type: "enabled" } }],
] as const)("thinking by %s: %s", async (form, level, members) => {
  const server = await wireServer(said("ok"));
  await call(modelAt(server, { thinking: { form, level } }));
  expect(server.requests[0]?.body).toMatchObject(members);
});

test("the models of an endpoint are listed, with the window where it is told", async () => {
  const list = {
    object: "list",
    data: [{ id: "a", max_model_len: 4096 }, { id: "b" }, { id: 7 }, null],
  };
  const server = await wireServer(json(200, list));
  const options = { baseUrl: server.baseUrl, apiKey: "k-1234", clock: quickClock() };
  expect(await listModels(options, new AbortController().signal)).toEqual([
    { id: "a", contextWindow: 4096 },
    { id: "b", contextWindow: null },
  ]);
  expect(server.requests[0]).toMatchObject({
    path: "/v1/models",
    headers: { authorization: "Bearer k-1234" },
  });
  server.answers = [json(401, { error: { message: "no" } })];
  await expect(listModels(options, new AbortController().signal)).rejects.toMatchObject({
    kind: "auth",
  });
});
