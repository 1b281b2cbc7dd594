/** What is tried again, what is mended first, and what is not tried at all. */

import { expect, test } from "vitest";
import { call, kindOf, modelAt, quickClock, requestOf, tool } from "../support/model-call.ts";
import { chunk, json, said, wireServer } from "../support/wire-server.ts";

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

test("a server's wish to wait is granted and told once, with what is left of it to count down", async () => {
  const server = await wireServer(
    json(429, { error: { message: "Slow down" } }, { "retry-after": "25" }),
    said("ok"),
  );
  const clock = quickClock();
  const { events } = await call(modelAt(server, { clock }));
  expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBe(25_000);
  expect(events.filter(({ type }) => type === "notice")).toEqual([
    {
      type: "notice",
      text: "Slow down (429). Trying again in 25 s (attempt 2 of 3).",
      waitMs: 25_000,
    },
  ]);
});

test.each(["0", "-3", "Wed, 21 Oct 2015 07:28:00 GMT"])(
  "a wish to wait that is none (%s) leaves the pause to us: asked at once it would refuse again",
  async (wait) => {
    const server = await wireServer(
      json(429, { error: { message: "Slow down" } }, { "retry-after": wait }),
      said("ok"),
    );
    const clock = quickClock();
    expect((await call(modelAt(server, { clock }))).reply?.text).toBe("ok");
    expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(500);
  },
);

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
    "a limit that resets in hours, told in words only",
    json(429, { error: { message: "Rate limit reached. Your limit resets in 12 hours." } }),
    "rate_limit",
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
  ["43200", "The endpoint wants a pause of 12 h:"],
  ["600", "The endpoint wants a pause of 10 min:"],
])("a wish to wait %s s is told as what it is", async (wait, hint) => {
  const server = await wireServer(
    json(429, { error: { message: "Slow down" } }, { "retry-after": wait }),
  );
  const { error } = await call(modelAt(server));
  expect(error).toMatchObject({ hint: expect.stringContaining(hint) });
  expect(server.requests).toHaveLength(1);
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
