/** A model server that floods: each reply goes on and on, as fast as it is read, until the client has had enough. */

import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { onTestFinished } from "vitest";
import type { JsonObject } from "../../src/core/types.ts";
import { chunk } from "./wire-server.ts";

export interface Flood {
  baseUrl: string;
  /** Messages of each request so far. */
  requests: { role: string; content: string; tool_calls?: unknown[] }[][];
  /** Pieces of the latest reply that were written so far. */
  written(): number;
}

/** `delta`: the delta of each piece, by its place. `floods`: so many replies do; then it says "Done.". Default: all of them. */
export async function floodServer(
  delta: (at: number) => JsonObject,
  floods = Number.POSITIVE_INFINITY,
): Promise<Flood> {
  const requests: Flood["requests"] = [];
  let at = 0;
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece);
    requests.push(JSON.parse(Buffer.concat(pieces).toString("utf8")).messages);
    response.writeHead(200, { "content-type": "text/event-stream" });
    if (requests.length > floods) {
      response.end(`${chunk({ content: "Done." })}${chunk({}, "stop")}data: [DONE]\n\n`);
      return;
    }
    const closed = once(response, "close");
    for (at = 0; !response.destroyed; at++)
      if (!response.write(chunk(delta(at)))) await Promise.race([once(response, "drain"), closed]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { baseUrl: `http://127.0.0.1:${port}/v1`, requests, written: () => at };
}
