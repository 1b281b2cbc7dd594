/**
 * A model that goes on from what the conversation shows, as a real one would after a break, and that refuses a history as
 * the strictest endpoints do: every call has exactly one result, right behind it and in order, and every id is used once.
 */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import { answer, type BenchTurn } from "../../bench/loopback-server.ts";

export interface WireMessage {
  role: string;
  content?: unknown;
  tool_calls?: { id: string }[];
  tool_call_id?: string;
}

export interface StrictServer {
  baseUrl: string;
  /** Conversations that were accepted, in order. */
  accepted: WireMessage[][];
  /** Why others were not; empty: all were. */
  refused: string[];
}

/**
 * The turn that is played is the one after those that the conversation holds; behind the last one it says "Done.".
 * `onRequest`: called with the number of the request, from 1; the answer waits for it.
 */
export async function strictServer(
  turns: readonly BenchTurn[],
  onRequest: (nth: number) => unknown = () => {},
): Promise<StrictServer> {
  const accepted: WireMessage[][] = [];
  const refused: string[] = [];
  let requests = 0;
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    const { messages } = JSON.parse(Buffer.concat(pieces).toString("utf8"));
    requests += 1;
    await onRequest(requests);
    const problem = problemOf(messages);
    if (problem) {
      refused.push(problem);
      response.writeHead(400, { "content-type": "application/json" });
      response.end(JSON.stringify({ error: { message: problem } }));
      return;
    }
    accepted.push(messages);
    const step = messages.filter(({ tool_calls }: WireMessage) => tool_calls).length;
    response.writeHead(200, { "content-type": "text/event-stream" });
    // In two packets with time between them, so that what breaks off can break off in the middle of an answer.
    const body = answer(turns[step] ?? { text: "Done." }, step);
    response.write(body.slice(0, body.length / 2));
    setTimeout(() => response.end(body.slice(body.length / 2)), 5);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/v1`, accepted, refused };
}

/** What is wrong with a history; undefined: nothing. */
function problemOf(messages: readonly WireMessage[]): string | undefined {
  const used = new Set<string>();
  let waiting: string[] = [];
  for (const [index, { role, content, tool_calls = [], tool_call_id }] of messages.entries()) {
    const at = `message ${index} (${role})`;
    if (role === "tool") {
      if (tool_call_id !== waiting.shift()) return `${at} answers ${tool_call_id} out of order`;
      if (typeof content !== "string" || content === "") return `${at} says nothing`;
      continue;
    }
    if (waiting.length > 0) return `${at} comes before an answer to ${waiting.join(", ")}`;
    for (const { id } of tool_calls) {
      if (used.has(id)) return `${at} uses ${id} again`;
      used.add(id);
    }
    waiting = tool_calls.map(({ id }) => id);
  }
  return waiting.length > 0 ? `${waiting.join(", ")} has no answer` : undefined;
}
