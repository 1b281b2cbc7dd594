/** How a conversation is sent: what has to go back, and in which form. */

import { expect, test } from "vitest";
import type { ModelRequest } from "../../src/core/ports.ts";
import { call, modelAt, requestOf, tool } from "../support/model-call.ts";
import { chunk, json, said, wireServer } from "../support/wire-server.ts";

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
