/** Replies with more calls than one may carry: reading ends there, and what is counted is work, not time. */

import { describe, expect, test, vi } from "vitest";
import { mostCalls, mostCharacters, mostNameCharacters } from "../../src/core/reply-bounds.ts";
import type { JsonObject, ModelReply } from "../../src/core/types.ts";
import { assembler } from "../../src/model/assembler.ts";
import { floodServer } from "../support/flood-server.ts";
import { call, modelAt, requestOf, tool } from "../support/model-call.ts";
import { chunk, wireServer } from "../support/wire-server.ts";

const tools = [
  { ...tool, parameters: { ...tool.parameters, required: ["path"] } },
  { ...tool, name: "list_files" },
];
const named = (args: unknown, name = "read_file") => ({ function: { name, arguments: args } });
const pathOf = (at: number) => JSON.stringify({ path: `${at}` });

function assembled(deltas: JsonObject[], of = tools): ModelReply {
  const parts = assembler(of);
  for (const delta of deltas) parts.add({ choices: [{ delta }] });
  parts.add({ choices: [{ delta: {}, finish_reason: "tool_calls" }] });
  parts.done();
  return parts.finish().reply;
}

const each = (deltaOf: (at: number) => JsonObject) => (count: number) =>
  Array.from({ length: count }, (_, at) => ({ tool_calls: [deltaOf(at)] }));
const together = (deltaOf: (at: number) => JsonObject) => (count: number) => [
  { tool_calls: Array.from({ length: count }, (_, at) => deltaOf(at)) },
];

const shapes: Record<string, (count: number) => JsonObject[]> = {
  "an index each": each((at) => ({ index: at, id: `c${at}`, ...named(pathOf(at)) })),
  "an index each, without ids": each((at) => ({ index: at, ...named(pathOf(at)) })),
  "far indices": each((at) => ({ index: at * 1e9, ...named(pathOf(at)) })),
  "without indices": each((at) => ({ id: `c${at}`, ...named(pathOf(at)) })),
  "without index and id": each((at) => named(pathOf(at))),
  "index 0 for each": each((at) => ({ index: 0, id: `c${at}`, ...named(pathOf(at)) })),
  "the same id for each": each((at) => ({ index: at, id: "same", ...named(pathOf(at)) })),
  "all in one chunk": together((at) => ({ index: at, id: `c${at}`, ...named(pathOf(at)) })),
  "run together in one call": (count) => [
    {
      tool_calls: [
        {
          index: 0,
          id: "a",
          ...named(Array.from({ length: count }, (_, at) => pathOf(at)).join("")),
        },
      ],
    },
  ],
};

describe.each(Object.entries(shapes))("%s", (_name, shape) => {
  test("as many calls as a reply may carry are its calls", () => {
    const { calls, anomalies } = assembled(shape(mostCalls));
    expect(calls.map(({ text }) => text)).toEqual(
      Array.from({ length: mostCalls }, (_, at) => pathOf(at)),
    );
    expect(anomalies).not.toContain("too_many_calls");
  });

  test.each([mostCalls + 1, 20_000])(
    "of %i one more than that is kept, and it is told",
    (count) => {
      const { calls, anomalies } = assembled(shape(count));
      expect(calls).toHaveLength(mostCalls + 1);
      expect(anomalies).toContain("too_many_calls");
    },
  );
});

test("a reply is read no further than its first call too many, though the endpoint goes on", async () => {
  const server = await wireServer({
    packets: Array.from({ length: mostCalls + 1 }, (_, at) =>
      chunk({ tool_calls: [{ index: at, id: `c${at}`, ...named(pathOf(at)) }] }),
    ),
    closing: "hang",
  });
  const { reply, events } = await call(modelAt(server), requestOf({ tools }));
  await server.hungUp;
  expect(reply?.calls).toHaveLength(mostCalls + 1);
  expect(reply?.finish).toBe("length");
  // One attempt: such a reply is not asked for again as if the connection had broken.
  expect(server.requests).toHaveLength(1);
  expect(events.at(-1)).toMatchObject({ type: "model_reply", anomalies: ["too_many_calls"] });
});

test.each<[string, (words: string) => JsonObject]>([
  ["text", (content) => ({ content })],
  ["thoughts", (reasoning_content) => ({ reasoning_content })],
  ["arguments", (words) => ({ tool_calls: [{ index: 0, id: "a", ...named(words) }] })],
])("%s that never end are given up at so many characters, once", async (_name, deltaOf) => {
  const server = await floodServer((at) => deltaOf(`${at} `.repeat(2000)));
  const { error, events } = await call(modelAt(server), requestOf({ tools }));
  expect(String(error)).toContain("The reply is longer than 8 million characters.");
  const shown = events.reduce((sum, event) => sum + ("text" in event ? event.text.length : 0), 0);
  expect(shown).toBeLessThan(mostCharacters + 2 ** 20);
  expect(server.requests).toHaveLength(1);
});

test("a million pieces of one call are one call, and each is looked at once", () => {
  const count = 1_000_000;
  let looks = 0;
  const parts = assembler(tools);
  const piece = {
    choices: [
      {
        delta: {
          tool_calls: [
            {
              index: 0,
              function: {
                get arguments() {
                  looks += 1;
                  return "x";
                },
              },
            },
          ],
        },
      },
    ],
  };
  parts.add({
    choices: [{ delta: { tool_calls: [{ index: 0, id: "a", ...named('{"path":"') }] } }],
  });
  for (let at = 0; at < count; at++) parts.add(piece);
  parts.add({
    choices: [{ delta: { tool_calls: [{ index: 0, function: { arguments: '"}' } }] } }],
  });
  parts.done();
  const { reply } = parts.finish();
  expect(reply.calls.map(({ text }) => text.length)).toEqual([count + 11]);
  expect(looks / count).toBeLessThan(3);
});

test("what each delta costs does not grow with the calls before it", () => {
  // A slot is found by its id and its index, not by looking at every slot.
  const finds = vi.spyOn(Array.prototype, "findLast");
  assembled(shapes["an index each"]?.(mostCalls) ?? []);
  expect(finds).not.toHaveBeenCalled();
  finds.mockRestore();
});

test.each<[string, JsonObject[]]>([
  ["one name", [{ tool_calls: [named("{}", "x".repeat(1_000_000))] }]],
  ["pieces of a name", each((at) => ({ function: { name: `n${at}` } }))(20_000)],
  [
    "pieces of a name at one index",
    each((at) => ({ index: 0, function: { name: `n${at}` } }))(20_000),
  ],
])("%s longer than any is clipped", (_name, deltas) => {
  const { calls } = assembled(deltas);
  expect(calls).toHaveLength(1);
  expect(calls[0]?.name.length).toBeLessThanOrEqual(mostNameCharacters);
});

test("white space that never ends is text, and is not looked through again with each piece", () => {
  const trims = vi.spyOn(String.prototype, "trimStart");
  const parts = assembler(tools);
  for (let at = 0; at < 50_000; at++) parts.add({ choices: [{ delta: { content: " " } }] });
  expect(trims.mock.calls.length).toBeLessThan(5000);
  trims.mockRestore();
  expect(parts.finish().reply.text).toHaveLength(50_000);
});
