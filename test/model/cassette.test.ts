/** Traffic recorded through one model and played back through another: same replies, no network, no key. */

import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Clean, Places } from "../../src/model/cassette.ts";
import { readCassette } from "../../src/model/cassette.ts";
import type { ChatOptions } from "../../src/model/chat.ts";
import { type Recorder, recordInto } from "../../src/model/record.ts";
import { replayOf } from "../../src/model/replay.ts";
import { differences } from "../../src/model/request-diff.ts";
import { redactor } from "../../src/session/redact.ts";
import { call, modelAt, requestOf, tool } from "../support/model-call.ts";
import { temporaryFolder } from "../support/temporary.ts";
import { chunk, json, said, type WireServer, wireServer } from "../support/wire-server.ts";

const key = "test-key-1234-abcdef";
const clean: Clean = redactor([key]).clean;
const places: Places = [["/somewhere/out", "«out»"]];

function recording(server: WireServer) {
  const path = join(temporaryFolder(), "traffic.jsonl");
  const head = { provider: "custom", baseUrl: server.baseUrl, model: "m-1" };
  const recorder = recordInto(path, head, { clean, places, now: () => 0 });
  return { path, recorder };
}

function recordedBy(server: WireServer, recorder: Recorder, more: Partial<ChatOptions> = {}) {
  return modelAt(server, { apiKey: key, through: recorder.over, ...more });
}

/** A model that has nothing but the cassette: its endpoint does not answer. */
function replaying(path: string, more: Partial<ChatOptions> = {}) {
  const { head, exchanges } = readCassette(path);
  const played = replayOf(path, exchanges, { clean, places });
  const nowhere = { baseUrl: head.baseUrl } as WireServer;
  return modelAt(nowhere, { through: () => played, ...more });
}

test("a streamed reply with a call comes back the same, chunk by chunk", async () => {
  const packets = [
    chunk({ role: "assistant", reasoning_content: "Hm." }),
    chunk({ content: "日本".slice(0, 1) }),
    chunk({ content: "本" }),
    chunk({
      tool_calls: [{ index: 0, id: "c1", function: { name: "read_file", arguments: '{"pa' } }],
    }),
    chunk({ tool_calls: [{ index: 0, function: { arguments: 'th":"a"}' } }] }, "tool_calls"),
    "data: [DONE]\n\n",
  ];
  const server = await wireServer({ packets });
  const { path, recorder } = recording(server);
  const asked = requestOf({ tools: [tool] });
  const first = await call(recordedBy(server, recorder), asked);
  recorder.close();
  const again = await call(replaying(path), asked);
  expect(again.reply).toEqual(first.reply);
  expect(again.reply?.calls).toMatchObject([{ name: "read_file", text: '{"path":"a"}' }]);
  expect(server.requests).toHaveLength(1);
});

test("the file is the user's alone and holds neither the key nor the headers with it", async () => {
  const server = await wireServer(
    json(200, { choices: [{ message: { content: `You sent ${key}` }, finish_reason: "stop" }] }),
  );
  const { path, recorder } = recording(server);
  const asked = requestOf({ messages: [{ role: "user", content: `my key is ${key}` }] });
  await call(recordedBy(server, recorder, { stream: false }), asked);
  recorder.close();
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const text = readFileSync(path, "utf8");
  expect(text).not.toContain(key);
  expect(text).not.toMatch(/authorization/i);
  const { reply } = await call(replaying(path, { stream: false }), asked);
  expect(reply?.text).toBe("You sent [redacted:secret]");
});

/** What a reader of the file would put together: the texts of all events, and everything as it stands. */
function readTogether(path: string): string {
  const texts: string[] = [];
  for (const { reply } of readCassette(path).exchanges) {
    const wire = (reply?.chunks ?? [])
      .map(({ text, base64 }) => text ?? Buffer.from(base64 ?? "", "base64").toString("latin1"))
      .join("");
    texts.push(wire);
    const events = [...wire.matchAll(/^data: (\{.*)$/gm)].map(([, event = ""]) =>
      JSON.parse(event),
    );
    const deltas = events.flatMap(({ choices }) => choices?.[0]?.delta ?? []);
    texts.push(deltas.map(({ content }) => content ?? "").join(""));
    texts.push(deltas.map((delta) => delta.reasoning_content ?? "").join(""));
    texts.push(deltas.map((delta) => delta.tool_calls?.[0]?.function?.arguments ?? "").join(""));
    if (wire.startsWith("{")) texts.push(JSON.parse(wire).choices[0].message.content);
  }
  return texts.join("\n");
}

const pieces = (text: string) => text.match(/[\s\S]{1,5}/g) ?? [];
const escaped = [...key].map((one) => `\\u00${one.charCodeAt(0).toString(16)}`).join("");
const ended = [chunk({}, "stop"), "data: [DONE]\n\n"];

test.each<[string, (string | Uint8Array)[]]>([
  ["words", [...pieces(`it is ${key}.`).map((content) => chunk({ content })), ...ended]],
  [
    "thoughts",
    [
      ...pieces(`it is ${key}.`).map((text) => chunk({ reasoning_content: text })),
      chunk({ content: "Done." }),
      ...ended,
    ],
  ],
  [
    "arguments",
    [
      chunk({ tool_calls: [{ index: 0, id: "c1", function: { name: "read_file" } }] }),
      ...pieces(`{"path":"${key}"}`).map((text) =>
        chunk({ tool_calls: [{ index: 0, function: { arguments: text } }] }),
      ),
      chunk({}, "tool_calls"),
      "data: [DONE]\n\n",
    ],
  ],
  ["escapes", [chunk({ content: "KEY" }).replace("KEY", escaped), ...ended]],
  [
    "a reply that is no UTF-8",
    [Buffer.from([0x3a, 0xff, 0x0a]), chunk({ content: key }), ...ended],
  ],
])("a key that the endpoint cut or dressed up in %s is not kept", async (_, packets) => {
  const server = await wireServer({ packets });
  const { path, recorder } = recording(server);
  const asked = requestOf({ tools: [tool] });
  const live = await call(recordedBy(server, recorder), asked);
  recorder.close();
  const together = readTogether(path);
  expect(together).not.toContain(key);
  expect(together).toContain("[redacted:secret]");
  const { reply } = await call(replaying(path), asked);
  expect(JSON.stringify(reply)).toBe(
    JSON.stringify(live.reply).replaceAll(key, "[redacted:secret]"),
  );
});

test("a key that was cut in two by the network is found all the same", async () => {
  const whole = chunk({ content: `it is ${key}` }) + chunk({}, "stop");
  const at = whole.indexOf(key) + 6;
  const server = await wireServer({ packets: [whole.slice(0, at), whole.slice(at)] });
  const { path, recorder } = recording(server);
  await call(recordedBy(server, recorder));
  recorder.close();
  const text = readFileSync(path, "utf8");
  expect(text).not.toContain(key);
  expect(text).not.toContain(key.slice(6));
});

test("folders of this machine are kept as words and come back as the folders of the next", async () => {
  const server = await wireServer(said("look into /somewhere/out/a.md"));
  const { path, recorder } = recording(server);
  const asked = (folder: string) =>
    requestOf({ messages: [{ role: "user", content: `see ${folder}/b.md` }] });
  await call(recordedBy(server, recorder), asked("/somewhere/out"));
  recorder.close();
  expect(readFileSync(path, "utf8")).not.toContain("/somewhere/out");
  const { head, exchanges } = readCassette(path);
  const elsewhere: Places = [["/another/place", "«out»"]];
  const played = replayOf(path, exchanges, { clean, places: elsewhere });
  const model = modelAt({ baseUrl: head.baseUrl } as WireServer, { through: () => played });
  const { reply } = await call(model, asked("/another/place"));
  expect(reply?.text).toBe("look into /another/place/a.md");
});

test("a changed request fails at once and says what changed", async () => {
  const server = await wireServer(said("ok"));
  const { path, recorder } = recording(server);
  await call(recordedBy(server, recorder));
  recorder.close();
  const other = requestOf({ messages: [{ role: "user", content: "bye" }] });
  const { error } = await call(replaying(path), other);
  expect(String(error)).toMatch(
    /Request 1 is not the one in .*body\.messages\[1\]\.content was "hi", is "bye"/,
  );
});

test("a request after the last one fails and says how many there are", async () => {
  const server = await wireServer(said("ok"));
  const { path, recorder } = recording(server);
  await call(recordedBy(server, recorder));
  recorder.close();
  const model = replaying(path);
  await call(model);
  const { error } = await call(model);
  expect(String(error)).toMatch(/holds 1 requests; this one comes after the last/);
});

test("errors and broken streams are played as they happened", async () => {
  const server = await wireServer(
    { packets: [chunk({ content: "half" })], closing: "reset" },
    { status: 429, headers: { "retry-after": "2" }, packets: ['{"error":{"message":"slow"}}'] },
    said("whole"),
  );
  const { path, recorder } = recording(server);
  const first = await call(recordedBy(server, recorder));
  recorder.close();
  const again = await call(replaying(path));
  expect(again.reply).toEqual(first.reply);
  expect(again.events.map(({ type }) => type)).toEqual(first.events.map(({ type }) => type));
  expect(readCassette(path).exchanges).toHaveLength(3);
});

test("an endpoint that cannot be reached is part of the record", async () => {
  const server = { baseUrl: "http://127.0.0.1:9/v1" } as WireServer;
  const { path, recorder } = recording(server);
  const first = await call(recordedBy(server, recorder));
  recorder.close();
  const [exchange] = readCassette(path).exchanges;
  expect(exchange?.failure).toMatchObject({ kind: "unreachable" });
  const again = await call(replaying(path));
  expect(String(again.error)).toBe(String(first.error));
});

test("what is no cassette is refused with the line", () => {
  const path = join(temporaryFolder(), "x.jsonl");
  expect(() => readCassette(path)).toThrow(/Cannot read the cassette/);
  for (const [text, words] of [
    ["", "is no cassette"],
    ["hello\n", "x.jsonl:1 is not a line"],
    ['{"type":"session"}\n', "is no cassette"],
    ['{"cassette":99,"provider":"p","baseUrl":"b","model":"m"}\n', "of version 99"],
    ['{"cassette":1,"provider":"p","baseUrl":"b","model":"m"}\n{"request":{}}\n', "exchange 1"],
  ] as const) {
    writeFileSync(path, text);
    expect(() => readCassette(path), text).toThrow(words);
  }
});

test("a file that is there already is never overwritten", () => {
  const path = join(temporaryFolder(), "x.jsonl");
  writeFileSync(path, "mine");
  const head = { provider: "p", baseUrl: "b", model: "m" };
  expect(() => recordInto(path, head, { clean, places, now: () => 0 })).toThrow("there already");
  expect(readFileSync(path, "utf8")).toBe("mine");
});

test("durations, dates and free ports are no change; anything else is", () => {
  const was = { a: "19 of 19 passed 0.3 s at 127.0.0.1:40001, 2026-01-01T00:00:00.000Z", b: [1] };
  const is = { a: "19 of 19 passed 1.25 s at 127.0.0.1:51234, 2027-02-03T04:05:06.789Z", b: [1] };
  expect(differences(was, is)).toEqual([]);
  expect(differences(was, { ...is, b: [1, 2] })).toEqual(["b[1] was absent, is 2"]);
  expect(differences(was, { ...is, a: "18 of 19 passed" })).toHaveLength(1);
  const many = (n: number) => Object.fromEntries([..."abcdefgh"].map((name) => [name, n]));
  expect(differences(many(1), many(2)).at(-1)).toBe("and 3 more places");
});
