/** A model call against a server on loopback: what is sent, what is shown, how it ends. */

import { expect, test } from "vitest";
import type { ModelReply } from "../../src/core/types.ts";
import { listModels } from "../../src/model/list-models.ts";
import { call, kindOf, modelAt, quickClock, requestOf, tool } from "../support/model-call.ts";
import { chunk, json, said, wireServer } from "../support/wire-server.ts";

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
