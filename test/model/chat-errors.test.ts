/** What a person reads when an endpoint refuses. */

import { expect, test } from "vitest";
import { chatModel } from "../../src/model/chat.ts";
import { call, modelAt, quickClock } from "../support/model-call.ts";
import { json, said, wireServer } from "../support/wire-server.ts";

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

test("nobody there: one line with the address", async () => {
  const model = chatModel({ baseUrl: "http://127.0.0.1:9/v1", model: "m", clock: quickClock() });
  expect((await call(model)).error).toMatchObject({
    kind: "unreachable",
    message: "Nothing listens at 127.0.0.1:9.",
    hint: "Nothing answers at http://127.0.0.1:9/v1: check the address and that the server runs.",
  });
});

test("a redirect is told, not followed: the key stays with the host that was named", async () => {
  const elsewhere = await wireServer(said("here"));
  const server = await wireServer({
    status: 307,
    headers: { location: `${elsewhere.baseUrl}/chat/completions` },
  });
  const { error } = await call(modelAt(server));
  expect(error).toMatchObject({
    kind: "not_found_route",
    message: `The endpoint redirects to ${elsewhere.baseUrl}/chat/completions (307).`,
  });
  expect(elsewhere.requests).toEqual([]);
});

test.each([["broken\nkey"], ["鍵"]])(
  "the key %j cannot be sent, and that is said without showing it",
  async (apiKey) => {
    const server = await wireServer(said("ok"));
    const { error } = await call(modelAt(server, { apiKey }));
    expect(error).toMatchObject({
      name: "UserError",
      exitCode: 41,
      message: "The key holds characters that cannot be sent.",
    });
    expect(server.requests).toEqual([]);
  },
);
