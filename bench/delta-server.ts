/** A process of its own that streams a text or a call of any size in deltas of 20 bytes: `?text=BYTES` or `?call=BYTES`. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const bodies = new Map<string, Buffer>();

function bodyFor(kind: string, bytes: number): Buffer {
  const key = `${kind} ${bytes}`;
  let body = bodies.get(key);
  if (!body) {
    body = Buffer.from(kind === "call" ? streamOfCall(bytes) : streamOfText(bytes));
    bodies.set(key, body);
  }
  return body;
}

function chunk(delta: object, finish: string | null = null): string {
  return `data: ${JSON.stringify({ id: "chatcmpl-bench", object: "chat.completion.chunk", created: 1, model: "bench", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
}

function streamOfText(bytes: number): string {
  const parts = [chunk({ role: "assistant", content: "" })];
  for (let at = 0; at < bytes; at += 20)
    parts.push(chunk({ content: "Words, and a line.\n\n".slice(0, bytes - at) }));
  parts.push(chunk({}, "stop"), "data: [DONE]\n\n");
  return parts.join("");
}

function streamOfCall(bytes: number): string {
  const text = JSON.stringify({
    path: "big.txt",
    content: "Words, and a line.\n".repeat(bytes / 20),
  });
  const start = {
    index: 0,
    id: "call_1",
    type: "function",
    function: { name: "write_file", arguments: "" },
  };
  const parts = [chunk({ role: "assistant", content: null, tool_calls: [start] })];
  for (let at = 0; at < text.length; at += 20) {
    parts.push(
      chunk({ tool_calls: [{ index: 0, function: { arguments: text.slice(at, at + 20) } }] }),
    );
  }
  parts.push(chunk({}, "tool_calls"), "data: [DONE]\n\n");
  return parts.join("");
}

const server = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    const { searchParams } = new URL(request.url ?? "/", "http://loopback");
    const [[kind = "text", size = "20"] = []] = [...searchParams];
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(bodyFor(kind, Number(size)));
  });
});
server.listen(0, "127.0.0.1", () => {
  process.send?.((server.address() as AddressInfo).port);
});
