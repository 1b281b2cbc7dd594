/** Event streams as servers and proxies write them. */

import { expect, test } from "vitest";
import { sseReader } from "../../src/model/sse.ts";

function read(...packets: (string | Uint8Array)[]): string[] {
  const reader = sseReader();
  const found = packets.flatMap((packet) =>
    reader.push(typeof packet === "string" ? Buffer.from(packet) : packet),
  );
  return [...found, ...reader.end()].map(({ data, event }) => (event ? `${event}|${data}` : data));
}

test.each([
  ["LF", "data: 1\n\ndata: 2\n\n"],
  ["CRLF", "data: 1\r\n\r\ndata: 2\r\n\r\n"],
  ["CR", "data: 1\r\rdata: 2\r\r"],
  ["a mix", "data: 1\r\n\ndata: 2\n\r\n"],
  ["no blank after the colon", "data:1\n\ndata:2\n\n"],
  ["no last blank line", "data: 1\n\ndata: 2\n"],
  ["no last line end", "data: 1\n\ndata: 2"],
  ["comments in between", ": hi\n\ndata: 1\n\n:\n\n: OPENROUTER PROCESSING\ndata: 2\n\n"],
  ["a proxy's comment inside data", "data: : keep-alive\n\ndata: 1\n\ndata: 2\n\n"],
  ["ids and retry fields", "id: 7\nretry: 10\ndata: 1\n\nid: 8\ndata: 2\n\n"],
  ["a byte-order mark", "\ufeffdata: 1\n\ndata: 2\n\n"],
  ["empty data", "data:\n\ndata: 1\n\ndata: \n\ndata: 2\n\n"],
])("%s: the same two payloads, however the bytes are cut", (_name, stream) => {
  expect(read(stream)).toEqual(["1", "2"]);
  expect(read(...Array.from(Buffer.from(stream), (byte) => Uint8Array.of(byte)))).toEqual([
    "1",
    "2",
  ]);
});

test("a character cut between two reads stays whole", () => {
  const bytes = Buffer.from("data: 花子 😀\n\n");
  for (let at = 1; at < bytes.length; at++) {
    expect(read(bytes.subarray(0, at), bytes.subarray(at))).toEqual(["花子 😀"]);
  }
});

test("lines of one event are joined, and events keep their names", () => {
  expect(read('event: error\ndata: {\ndata: "message": 1}\n\ndata: 2\n\n')).toEqual([
    'error|{\n"message": 1}',
    "2",
  ]);
});

test("objects on lines of their own are events, with or without the field name", () => {
  expect(read('data: {"a":1}\ndata: {"b":2}\n\n')).toEqual(['{"a":1}', '{"b":2}']);
  expect(read('data: {"a":1}\n\n{"error":{"message":"x"}}\n')).toEqual([
    '{"a":1}',
    '{"error":{"message":"x"}}',
  ]);
});
