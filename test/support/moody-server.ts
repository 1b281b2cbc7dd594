/** A model whose replies depend on the words of the prompt, so that a conversation can be brought into any state. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";

interface Body {
  messages: { role: string; content: string }[];
}

export interface MoodyServer {
  baseUrl: string;
  requests: Body[];
}

/**
 * `stream` streams without an end, `command` runs a long command, `write` writes a file, `retry` is overloaded, `after N ms`
 * takes its time; everything else is answered with the words themselves.
 */
export async function moodyServer(): Promise<MoodyServer> {
  const requests: Body[] = [];
  const server = createServer((request, response) => {
    let text = "";
    request.on("data", (piece) => {
      text += piece;
    });
    request.on("end", async () => {
      const body = JSON.parse(text) as Body;
      requests.push(body);
      const last = body.messages.at(-1);
      const words = last?.role === "user" ? last.content : "";
      if (words.includes("retry")) {
        response.writeHead(503, { "content-type": "application/json", "retry-after": "30" });
        response.end('{"error":{"message":"overloaded"}}');
        return;
      }
      response.writeHead(200, { "content-type": "text/event-stream" });
      const send = (delta: object, finish: string | null = null) =>
        response.write(
          `data: ${JSON.stringify({ id: "m", object: "chat.completion.chunk", model: "m", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`,
        );
      const end = (finish: string) => {
        send({}, finish);
        response.end("data: [DONE]\n\n");
      };
      if (words.includes("stream")) {
        const timer = setInterval(() => send({ content: "more words. " }), 20);
        response.on("close", () => clearInterval(timer));
        return;
      }
      const pause = /after (\d+) ms/.exec(words)?.[1];
      if (pause) await new Promise((resolve) => setTimeout(resolve, Number(pause)));
      const call = callFor(words);
      if (call) {
        const [name, args] = call;
        const id = `call_${requests.length}`;
        const made = { name, arguments: JSON.stringify(args) };
        send({ tool_calls: [{ index: 0, id, type: "function", function: made }] });
        end("tool_calls");
      } else {
        send({ content: `You said: ${words || "(a result)"}` });
        end("stop");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, requests };
}

function callFor(words: string): [string, object] | undefined {
  if (words.includes("command")) return ["shell", { command: "echo begun; sleep 60" }];
  if (words.includes("write")) return ["write_file", { path: "a.txt", content: "hello\n" }];
  return undefined;
}
