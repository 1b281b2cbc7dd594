/** The Responses API: items out, events in, through the same assembler, retries and lessons. */

import { expect, test } from "vitest";
import type { JsonObject, Message } from "../../src/core/types.ts";
import { call, kindOf, modelAt, requestOf, tool } from "../support/model-call.ts";
import { json, wireServer } from "../support/wire-server.ts";

const events = (...list: JsonObject[]) => ({
  packets: list.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`),
});

const thought = { type: "reasoning", id: "rs_1", summary: [], encrypted_content: "sealed" };
const usage = {
  input_tokens: 40,
  output_tokens: 9,
  input_tokens_details: { cached_tokens: 8 },
  output_tokens_details: { reasoning_tokens: 5 },
};

const twoCalls = events(
  { type: "response.created", response: { object: "response", status: "in_progress" } },
  { type: "response.output_item.added", output_index: 0, item: { type: "reasoning", id: "rs_1" } },
  { type: "response.reasoning_summary_text.delta", output_index: 0, delta: "Two cities." },
  { type: "response.output_item.done", output_index: 0, item: thought },
  ...["call_a", "call_b"].flatMap((id, at): JsonObject[] => [
    {
      type: "response.output_item.added",
      output_index: at + 1,
      item: {
        type: "function_call",
        id: `fc_${at}`,
        call_id: id,
        name: "read_file",
        arguments: "",
      },
    },
    {
      type: "response.function_call_arguments.delta",
      output_index: at + 1,
      item_id: `fc_${at}`,
      delta: '{"path":',
    },
    { type: "response.function_call_arguments.delta", output_index: at + 1, delta: `"${id}"}` },
    {
      type: "response.function_call_arguments.done",
      output_index: at + 1,
      arguments: `{"path":"${id}"}`,
    },
    {
      type: "response.output_item.done",
      output_index: at + 1,
      item: {
        type: "function_call",
        call_id: id,
        name: "read_file",
        arguments: `{"path":"${id}"}`,
      },
    },
  ]),
  { type: "response.completed", response: { object: "response", status: "completed", usage } },
);

const said = events(
  { type: "response.output_text.delta", output_index: 0, delta: "Good " },
  { type: "response.output_text.delta", output_index: 0, delta: "day" },
  {
    type: "response.output_item.done",
    output_index: 0,
    item: { type: "message", content: [{ type: "output_text", text: "Good day" }] },
  },
  { type: "response.completed", response: { object: "response", status: "completed", usage } },
);

test("parallel calls come with their ids, once each, and thoughts go back sealed", async () => {
  const server = await wireServer(twoCalls, said);
  const model = modelAt(server, { api: "responses", parallelToolCalls: true });
  const { reply } = await call(model, requestOf({ tools: [tool] }));
  expect(reply).toMatchObject({
    reasoning: "Two cities.",
    finish: "tool_calls",
    calls: [
      { id: "call_a", name: "read_file", text: '{"path":"call_a"}' },
      { id: "call_b", name: "read_file", text: '{"path":"call_b"}' },
    ],
    usage: { inputTokens: 40, outputTokens: 9, cachedTokens: 8, reasoningTokens: 5 },
  });
  const [first] = server.requests;
  expect(first?.path).toBe("/v1/responses");
  expect(first?.body).toMatchObject({
    model: "m-1",
    stream: true,
    store: false,
    instructions: "Be brief.",
    parallel_tool_calls: true,
    input: [{ role: "user", content: "hi" }],
    tools: [{ type: "function", name: "read_file", parameters: tool.parameters }],
  });
  const messages: Message[] = [
    { role: "user", content: "hi" },
    {
      role: "assistant",
      content: "",
      ...(reply?.echo ? { echo: reply.echo } : {}),
      toolCalls: [{ id: "call_a", name: "read_file", arguments: { path: "call_a" } }],
    },
    { role: "tool", toolCallId: "call_a", name: "read_file", content: "" },
  ];
  const second = await call(model, requestOf({ tools: [tool], messages }));
  expect(second.reply).toMatchObject({ text: "Good day", finish: "stop" });
  expect(server.requests[1]?.body.input).toEqual([
    { role: "user", content: "hi" },
    thought,
    {
      type: "function_call",
      call_id: "call_a",
      name: "read_file",
      arguments: '{"path":"call_a"}',
    },
    { type: "function_call_output", call_id: "call_a", output: "(empty)" },
  ]);
});

test("thoughts of another model stay here", async () => {
  const server = await wireServer(twoCalls, said);
  const { reply } = await call(modelAt(server, { api: "responses" }), requestOf({ tools: [tool] }));
  const messages: Message[] = [
    { role: "user", content: "hi" },
    { role: "assistant", content: "x", ...(reply?.echo ? { echo: reply.echo } : {}) },
    { role: "user", content: "go on" },
  ];
  await call(modelAt(server, { api: "responses", model: "m-2" }), requestOf({ messages }));
  expect(server.requests[1]?.text).not.toContain("sealed");
});

test("without a stream the whole response is read the same way", async () => {
  const server = await wireServer(
    json(200, {
      object: "response",
      status: "completed",
      usage,
      output: [
        thought,
        { type: "message", content: [{ type: "output_text", text: "I look." }] },
        { type: "function_call", call_id: "c9", name: "read_file", arguments: '{"path":"a"}' },
      ],
    }),
  );
  const { reply } = await call(modelAt(server, { api: "responses", stream: false }));
  expect(reply).toMatchObject({
    text: "I look.",
    finish: "tool_calls",
    calls: [{ id: "c9", text: '{"path":"a"}' }],
  });
});

test("what was cut is told as cut, and its call is no whole one", async () => {
  const cut = events(
    {
      type: "response.output_item.added",
      output_index: 0,
      item: { type: "function_call", call_id: "c1", name: "read_file", arguments: "" },
    },
    { type: "response.function_call_arguments.delta", output_index: 0, delta: '{"pa' },
    {
      type: "response.incomplete",
      response: { status: "incomplete", incomplete_details: { reason: "max_output_tokens" } },
    },
  );
  const { reply } = await call(modelAt(await wireServer(cut), { api: "responses" }));
  expect(reply).toMatchObject({ finish: "length", calls: [{ text: '{"pa' }] });
});

test("a stream that ends before its last event is asked for once more and never used", async () => {
  const half = { packets: twoCalls.packets.slice(0, -1) };
  const server = await wireServer(half, said);
  const { reply } = await call(modelAt(server, { api: "responses" }));
  expect(reply).toMatchObject({ text: "Good day", calls: [] });
  expect(server.requests).toHaveLength(2);
});

test("failures keep their meaning", async () => {
  const failed = events({
    type: "response.failed",
    response: {
      status: "failed",
      error: { code: "context_length_exceeded", message: "maximum context length is 4096 tokens" },
    },
  });
  expect(kindOf(await call(modelAt(await wireServer(failed), { api: "responses" })))).toBe(
    "context_overflow",
  );
  const error = events({ type: "error", code: "rate_limit_exceeded", message: "Rate limit" });
  const limited = await wireServer(error, said);
  expect((await call(modelAt(limited, { api: "responses" }))).reply?.text).toBe("Good day");
  const missing = await wireServer({ status: 404, packets: ["404 page not found"] });
  expect(kindOf(await call(modelAt(missing, { api: "responses" })))).toBe("not_found_route");
});

test("members that an endpoint refuses are left out, once learned", async () => {
  const words = "Unknown parameter: 'include'";
  const server = await wireServer(json(400, { error: { message: words } }), said);
  const { reply } = await call(modelAt(server, { api: "responses" }));
  expect(reply?.text).toBe("Good day");
  expect(server.requests.map(({ body }) => "include" in body)).toEqual([true, false]);
});

test("how much it thinks, and a tool that it must call", async () => {
  const server = await wireServer(said);
  const model = modelAt(server, {
    api: "responses",
    thinking: { form: "reasoning_effort", level: "low" },
    toolChoice: "read_file",
  });
  await call(model, requestOf({ tools: [tool] }));
  expect(server.requests[0]?.body).toMatchObject({
    reasoning: { effort: "low", summary: "auto" },
    tool_choice: { type: "function", name: "read_file" },
  });
});
