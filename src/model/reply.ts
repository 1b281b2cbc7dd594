/** One reply from its bytes: payloads assembled, shown as they come, and judged at the end. */

import type { ModelError } from "../core/errors.ts";
import type { Delta } from "../core/events.ts";
import { mostCharacters } from "../core/reply-bounds.ts";
import type { ToolSpec } from "../core/types.ts";
import { type Assembled, assembler } from "./assembler.ts";
import { type About, classifyFailure, modelError } from "./errors.ts";
import { payloads, tooLong } from "./payloads.ts";
import type { WireReply } from "./transport.ts";

/** What reads a reply besides its bytes. */
export interface ReadOptions {
  /** Told of everything that is more than a comment. */
  progress?: () => void;
  /** A payload of another API as chunks of a chat completion; missing: it is one. */
  translate?: (payload: unknown) => unknown[];
}

/** Reads no further than a reply may go: the connection ends there. Throws ModelError for what is no reply at all. */
export async function* readReply(
  wire: WireReply,
  tools: readonly ToolSpec[],
  about: About,
  { progress, translate = (payload) => [payload] }: ReadOptions = {},
): AsyncGenerator<Delta, Assembled> {
  const parts = assembler(tools);
  for await (const { chunks, done } of payloads(wire, about)) {
    progress?.();
    for (const chunk of chunks.flatMap(translate)) parts.add(chunk);
    if (done) parts.done();
    yield* parts.deltas();
    if (parts.full()) break;
    if (parts.characters() > mostCharacters)
      throw tooLong("The reply is longer than 8 million characters.", about);
  }
  const assembled = parts.finish();
  yield* assembled.deltas;
  return assembled;
}

/** Why a reply must not be used, whatever stands in it; null: it may. */
export function faultOf({ reply, failure, finishRaw }: Assembled, about: About): ModelError | null {
  if (failure !== undefined) return classifyFailure(failure, about);
  if (reply.finish === "incomplete") {
    return modelError("stream_truncated", "The reply ended before it was complete.", about, {
      retryable: true,
    });
  }
  if (reply.finish === "content_filter") {
    return modelError("content_filter", "The endpoint's content filter ended the reply.", about);
  }
  if (reply.finish === "error") return classifyFailure({ message: finishRaw }, about);
  return null;
}

/** A reply that says nothing and calls nothing; thoughts are no answer. */
export function emptyFault({ reply }: Assembled, about: About): ModelError | null {
  if (reply.calls.length > 0 || reply.text.trim() !== "") return null;
  const cut = reply.finish === "length";
  const message = cut
    ? "The output limit was used up before the model said anything."
    : "The model gave no answer and no call.";
  const hint = "Raise the output limit, or lower --thinking: thoughts count as output.";
  return modelError("empty_response", message, about, {
    retryable: !cut,
    ...(cut ? { hint } : {}),
  });
}
