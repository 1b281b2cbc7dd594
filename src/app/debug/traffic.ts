/** What passes between the model and its network: sizes, members, headers and times; texts are in the facts. */

import { messageOf } from "../../core/errors.ts";
import type { Outgoing, Transport } from "../../model/transport.ts";

/** Of a reply, what tells about limits and lets a provider find the request. */
const headerNames =
  /^(?:content-type|retry-after.*|x-ratelimit-.*|x-request-id|request-id|cf-ray|server|date)$/;

export function watchedTransport(
  transport: Transport,
  tell: (what: string, fields: object) => void,
): Transport {
  let count = 0;
  return async (url, outgoing) => {
    const nth = ++count;
    const startedAt = performance.now();
    const ms = () => Math.round(performance.now() - startedAt);
    tell("request", { nth, method: outgoing.method ?? "POST", url, ...membersOf(outgoing) });
    try {
      const reply = await transport(url, outgoing);
      const headers = Object.entries(reply.headers).filter(([name]) => headerNames.test(name));
      tell("reply", { nth, status: reply.status, ms: ms(), headers: Object.fromEntries(headers) });
      const ended = (fields: object) => tell("reply ended", { nth, ms: ms(), ...fields });
      return { ...reply, body: counted(reply.body, ms, ended) };
    } catch (thrown) {
      tell("request failed", { nth, ms: ms(), error: messageOf(thrown) });
      throw thrown;
    }
  };
}

/** The request without what is long: how many messages and tools, and the names and values of everything else. */
function membersOf({ body }: Outgoing): object {
  if (!body) return { bytes: 0 };
  const text = typeof body === "string" ? body : Buffer.from(body).toString("utf8");
  const bytes = Buffer.byteLength(text);
  try {
    const { messages, input, tools, instructions: _, ...members } = JSON.parse(text);
    const count = (list: unknown) => (Array.isArray(list) ? list.length : 0);
    return { bytes, messages: count(messages ?? input), tools: count(tools), members };
  } catch {
    return { bytes };
  }
}

async function* counted(
  body: AsyncIterable<Uint8Array>,
  ms: () => number,
  ended: (fields: object) => void,
): AsyncGenerator<Uint8Array, void> {
  let bytes = 0;
  let pieces = 0;
  let firstMs: number | null = null;
  let broken: string | undefined;
  try {
    for await (const piece of body) {
      firstMs ??= ms();
      bytes += piece.length;
      pieces += 1;
      yield piece;
    }
  } catch (thrown) {
    broken = messageOf(thrown);
    throw thrown;
  } finally {
    ended({ bytes, pieces, firstMs, ...(broken === undefined ? {} : { broken }) });
  }
}
