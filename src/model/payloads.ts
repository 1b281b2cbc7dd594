/** The JSON payloads of a reply, per network read: an event stream, or one body where a stream was asked for. */

import { type About, modelError } from "./errors.ts";
import { type SsePayload, sseReader } from "./sse.ts";
import type { WireReply } from "./transport.ts";

export interface Payloads {
  /** Parsed; something that is no object stands for what could not be parsed. */
  chunks: unknown[];
  /** The endpoint said that this is all. */
  done: boolean;
}

/** More than any model writes: an endpoint that goes on and on must not fill the memory. */
const mostBytes = 64 * 2 ** 20;
/** Of an error reply; the cause stands at its beginning. */
const mostErrorBytes = 256 * 2 ** 10;

/** Throws ModelError for what is no reply at all. A broken connection ends it, without `done`. */
export async function* payloads(wire: WireReply, about: About): AsyncGenerator<Payloads, void> {
  const sse = sseReader();
  let whole: Uint8Array[] | undefined;
  let began = false;
  let some = false;
  let finished = false;
  let bytes = 0;
  let head = "";
  try {
    for await (const read of untilBroken(wire.body)) {
      bytes += read.byteLength;
      if (bytes > mostBytes) {
        throw tooLong("The reply is longer than 64 MB.", about);
      }
      if (!began) {
        const first = firstCharacter(read);
        began = first !== "";
        if (first === "{" || first === "[" || first === "<") whole = [];
        if (began) head = Buffer.from(read.subarray(0, 400)).toString("utf8");
      }
      if (whole) {
        whole.push(read);
        continue;
      }
      const found = parsed(sse.push(read));
      if (found.chunks.length > 0 || found.done) {
        some = true;
        yield found;
      }
      if (found.done) {
        finished = true;
        return;
      }
    }
    if (whole) {
      yield { chunks: [bodyOf(Buffer.concat(whole).toString("utf8"), about)], done: true };
      finished = true;
      return;
    }
    const last = parsed(sse.end(), true);
    if (last.chunks.length > 0 || last.done) yield last;
    else if (!some) throw nothing(head, about);
  } finally {
    if (finished) await wire.drain();
    else wire.destroy();
  }
}

/** Not the endpoint broke it off: asking again would bring as much. */
export function tooLong(message: string, about: About): Error {
  const hint = "Ask for less at a time, or try another model.";
  return modelError("stream_error", message, about, { hint });
}

/** The text of an error reply, clipped. */
export async function wholeBody(wire: WireReply): Promise<string> {
  const pieces: Uint8Array[] = [];
  let bytes = 0;
  for await (const piece of untilBroken(wire.body)) {
    pieces.push(piece);
    bytes += piece.byteLength;
    if (bytes > mostErrorBytes) break;
  }
  if (bytes > mostErrorBytes) wire.destroy();
  else await wire.drain();
  return Buffer.concat(pieces).toString("utf8");
}

function parsed(found: readonly SsePayload[], atEnd = false): Payloads {
  const chunks: unknown[] = [];
  for (const { data, event } of found) {
    if (data.trim() === "[DONE]") return { chunks, done: true };
    let value: unknown;
    try {
      value = JSON.parse(data);
    } catch {
      // The last event may be cut with the connection.
      if (atEnd) continue;
      // A piece that cannot be read is a hole in the reply, and the hole may be inside a file.
      if (event !== "error" && data.startsWith("{")) {
        value = { error: { message: "A piece of the reply is not valid JSON." } };
        chunks.push(value);
        continue;
      }
      value = event === "error" ? { error: { message: data } } : data;
    }
    chunks.push(event === "error" || isFlatError(value) ? { error: errorOf(value) } : value);
  }
  return { chunks, done: false };
}

/** A body where a stream was asked for, or one that was asked for. */
function bodyOf(text: string, about: About): unknown {
  const trimmed = text.trim();
  if (trimmed.startsWith("<")) {
    const title = /<title[^>]*>([^<]*)/i.exec(trimmed)?.[1]?.trim() ?? "";
    throw modelError(
      "html_body",
      `The endpoint answered with a web page${title ? `: ${title}` : "."}`,
      about,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(trimmed);
  } catch {
    throw modelError("stream_truncated", "The reply ended before it was complete.", about, {
      retryable: true,
    });
  }
  const first: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof first !== "object" || first === null || "choices" in first) return first;
  if ("object" in first && first.object === "response") return first;
  return { error: errorOf(first) };
}

function errorOf(value: unknown): unknown {
  return typeof value === "object" && value !== null && "error" in value && value.error
    ? value.error
    : value;
}

/** `{"object":"error","message":...}` of vLLM and others. */
function isFlatError(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !("choices" in value) &&
    ("object" in value ? value.object === "error" : "message" in value || "detail" in value)
  );
}

function nothing(head: string, about: About): Error {
  const text = head.trim();
  if (text === "" || text.startsWith(":")) {
    return modelError("empty_response", "The endpoint sent an empty reply.", about, {
      retryable: true,
    });
  }
  return modelError("stream_error", `The endpoint sent no reply but: ${text}`, about);
}

/** The first character that is no white space; empty: there is none yet. */
function firstCharacter(read: Uint8Array): string {
  for (const byte of read) {
    const blank = byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
    // A byte-order mark.
    if (!blank && byte !== 0xef && byte !== 0xbb && byte !== 0xbf) return String.fromCharCode(byte);
  }
  return "";
}

/** A connection that breaks ends the bytes; what stands there is judged by what it says. */
async function* untilBroken(body: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* body;
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
    if (
      typeof code !== "string" ||
      !/^(E[A-Z]+|ERR_STREAM_PREMATURE_CLOSE|HPE_\w+|Z_\w+)$/.test(code)
    ) {
      throw thrown;
    }
  }
}
