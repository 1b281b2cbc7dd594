/** A transport that answers from a cassette, without a network, and says what changed when it is asked something else. */

import { ModelError } from "../core/errors.ts";
import type { Clean, Exchange, Places, RecordedReply } from "./cassette.ts";
import { placed, replaced } from "./cassette.ts";
import { requestOf } from "./record.ts";
import { differences } from "./request-diff.ts";
import type { Transport, WireReply } from "./transport.ts";

/** Each exchange is played once, in the order it was recorded. */
export function replayOf(
  path: string,
  exchanges: readonly Exchange[],
  { clean, places }: { clean: Clean; places: Places },
): Transport {
  let next = 0;
  return async (url, outgoing) => {
    outgoing.signal?.throwIfAborted();
    const asked = JSON.parse(placed(JSON.stringify(clean(requestOf(url, outgoing))), places));
    const exchange = exchanges[next++];
    if (!exchange) {
      throw changed(
        `${path} holds ${exchanges.length} requests; this one comes after the last.`,
        "Record the longer session anew.",
      );
    }
    const told = differences(exchange.request, asked);
    if (told.length > 0) {
      throw changed(
        `Request ${next} is not the one in ${path}: ${told.join("; ")}.`,
        "Record it anew if the change is meant.",
      );
    }
    const { failure, reply } = exchange;
    if (failure || !reply) {
      const { kind = "unreachable", message = "No reply.", retryable = false } = failure ?? {};
      throw new ModelError(message, { kind, retryable });
    }
    return played(reply, places);
  };
}

/** Not retried: the next request would be another one still. */
function changed(message: string, hint: string): ModelError {
  return new ModelError(message, { kind: "bad_request", hint, detail: "cassette" });
}

/** Chunks as they were cut; nobody waits for them again. */
function played({ status, headers, chunks, broken }: RecordedReply, places: Places): WireReply {
  async function* body(): AsyncGenerator<Uint8Array, void> {
    for (const { text, base64 = "" } of chunks) {
      yield text === undefined
        ? Buffer.from(base64, "base64")
        : Buffer.from(replaced(text, places));
    }
    if (broken !== undefined) throw Object.assign(new Error(broken), { code: broken });
  }
  return { status, headers, body: body(), drain: () => Promise.resolve(), destroy() {} };
}
