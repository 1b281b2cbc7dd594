/** A server on loopback that answers each request as it is told, byte for byte, and notes what it was asked. */

import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { onTestFinished } from "vitest";
import type { JsonObject } from "../../src/core/types.ts";

export interface WireAnswer {
  /** Default: 200. */
  status?: number;
  headers?: Record<string, string>;
  /** Written one after the other, a turn of the event loop between. */
  packets?: (string | Uint8Array)[];
  /** What happens after the last packet; default: end. */
  closing?: "end" | "reset" | "hang";
}

export interface WireRequest {
  path: string;
  headers: IncomingHttpHeaders;
  body: JsonObject;
  text: string;
}

export interface WireServer {
  baseUrl: string;
  requests: WireRequest[];
  /** Connections made so far. */
  connections: number;
  /** Answers from now on; the last one stays. */
  answers: WireAnswer[];
  /** Resolves when a client has closed a connection before its answer was complete. */
  hungUp: Promise<void>;
  closeIdle(): void;
}

export async function wireServer(...answers: WireAnswer[]): Promise<WireServer> {
  const { promise: hungUp, resolve: hang } = withResolvers();
  const sockets = new Set<Socket>();
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const text = Buffer.concat(pieces).toString("utf8");
    state.requests.push({
      path: request.url ?? "",
      headers: request.headers,
      body: text === "" ? {} : JSON.parse(text),
      text,
    });
    const answer = (state.answers.length > 1 ? state.answers.shift() : state.answers[0]) ?? {};
    response.on("close", () => {
      if (!response.writableFinished) hang();
    });
    response.writeHead(
      answer.status ?? 200,
      answer.headers ?? { "content-type": "text/event-stream" },
    );
    response.flushHeaders();
    for (const packet of answer.packets ?? []) {
      response.write(packet);
      await new Promise((resolve) => setImmediate(resolve));
    }
    if (answer.closing === "reset") setTimeout(() => request.socket.destroy(), 5);
    else if (answer.closing !== "hang") response.end();
  });
  server.on("connection", (socket) => {
    state.connections += 1;
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const state: WireServer = {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests: [],
    connections: 0,
    answers,
    hungUp,
    closeIdle: () => server.closeIdleConnections(),
  };
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return state;
}

/** A stream that says something and ends well. */
export function said(text: string, more: JsonObject = {}): WireAnswer {
  return { packets: [chunk({ content: text, ...more }), chunk({}, "stop"), "data: [DONE]\n\n"] };
}

export function chunk(delta: JsonObject, finish: string | null = null): string {
  return `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
}

export function json(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): WireAnswer {
  return {
    status,
    headers: { "content-type": "application/json", ...headers },
    packets: [typeof body === "string" ? body : JSON.stringify(body)],
  };
}

function withResolvers(): { promise: Promise<void>; resolve: () => void } {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
