/** A model server for the benchmarks: answers a list of turns in the wire format and notes when requests came and answers ended. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface BenchTurn {
  text?: string;
  calls?: { name: string; arguments: Record<string, unknown> }[];
}

export interface Times {
  /** ms on performance.now(), arrival of each request. */
  arrivals: number[];
  /** ms, the last byte of each answer given to the kernel. */
  ends: number[];
  /** Bytes of each request's body. */
  bytes: number[];
  bodies: string[];
}

/** `keepBodies`: every request body is kept, not only the first. */
export async function benchServer(turns: readonly BenchTurn[], keepBodies = false) {
  let times: Times = { arrivals: [], ends: [], bytes: [], bodies: [] };
  const server = createServer((request, response) => {
    const arrived = performance.now();
    const pieces: Buffer[] = [];
    request.on("data", (piece) => pieces.push(piece));
    request.on("end", () => {
      const step = times.arrivals.length;
      const body = Buffer.concat(pieces);
      times.arrivals.push(arrived);
      times.bytes.push(body.length);
      if (keepBodies || step === 0) times.bodies.push(body.toString("utf8"));
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(answer(turns[step] ?? { text: "Done." }, step), () =>
        times.ends.push(performance.now()),
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    /** The times since the last call. */
    take(): Times {
      const taken = times;
      times = { arrivals: [], ends: [], bytes: [], bodies: [] };
      return taken;
    },
    close: () => server.close(),
  };
}

/** A whole reply as the body of a stream; `step` makes the ids of its calls. */
export function answer(turn: BenchTurn, step: number): string {
  const chunk = (delta: object, finish: string | null = null) =>
    `data: ${JSON.stringify({ id: "bench", object: "chat.completion.chunk", model: "bench", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
  const parts = [chunk({ role: "assistant", content: turn.text ?? "" })];
  for (const [index, call] of (turn.calls ?? []).entries()) {
    const made = { name: call.name, arguments: JSON.stringify(call.arguments) };
    parts.push(
      chunk({
        tool_calls: [{ index, id: `call_${step}_${index}`, type: "function", function: made }],
      }),
    );
  }
  parts.push(chunk({}, turn.calls ? "tool_calls" : "stop"));
  parts.push(
    `data: ${JSON.stringify({ choices: [], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } })}\n\n`,
  );
  return `${parts.join("")}data: [DONE]\n\n`;
}
