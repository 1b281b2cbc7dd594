/** Keeps everything that passes through a transport in a cassette. */

import { closeSync, openSync, writeSync } from "node:fs";
import { ModelError, messageOf, UserError } from "../core/errors.ts";
import {
  type CassetteHead,
  type Clean,
  cassetteVersion,
  type Exchange,
  type Places,
  placed,
  type RecordedReply,
} from "./cassette.ts";
import type { Outgoing, Transport, WireReply } from "./transport.ts";
import { withoutSecrets } from "./wire-secrets.ts";

export interface Recorder {
  /** A transport that does the same and keeps what passed. */
  over(transport: Transport): Transport;
  close(): void;
}

export interface RecordOptions {
  clean: Clean;
  places: Places;
  /** ms; for the timing of chunks. */
  now(): number;
}

/** Told to whoever replays: the rest is about the connection, or the endpoint's own. */
const keptHeaders = ["content-type", "retry-after", "retry-after-ms"];

/** Begins the file, readable by the user alone. Throws UserError (42) when it is there already, or cannot be made. */
export function recordInto(
  path: string,
  head: Omit<CassetteHead, "cassette">,
  { clean, places, now }: RecordOptions,
): Recorder {
  const file = create(path);
  const write = (value: unknown) =>
    void writeSync(file, `${placed(JSON.stringify(clean(value)), places)}\n`);
  write({ cassette: cassetteVersion, ...head });
  let open = true;
  const keep = (exchange: Exchange) => {
    if (open) write(exchange);
  };

  return {
    over: (transport) => async (url, outgoing) => {
      const startedAt = now();
      const request = requestOf(url, outgoing);
      let reply: WireReply;
      try {
        reply = await transport(url, outgoing);
      } catch (thrown) {
        // What the user stopped is no traffic.
        if (thrown instanceof ModelError) {
          const { kind, message, retryable } = thrown;
          keep({ request, failure: { kind, message, retryable } });
        }
        throw thrown;
      }
      const passing = (kept: Kept) => keep({ request, reply: recorded(reply, kept, clean) });
      return { ...reply, body: kept(reply.body, () => now() - startedAt, passing) };
    },
    close() {
      open = false;
      closeSync(file);
    },
  };
}

function create(path: string): number {
  try {
    return openSync(path, "wx", 0o600);
  } catch (cause) {
    const there = (cause as NodeJS.ErrnoException).code === "EEXIST";
    throw new UserError(
      there ? `${path} is there already.` : `Cannot record into ${path}: ${messageOf(cause)}`,
      { hint: there ? "Name a new file for --record, or remove it first." : "", cause },
    );
  }
}

interface Kept {
  chunks: { ms: number; bytes: Uint8Array }[];
  broken?: string;
}

/** The same bytes; `end` is told once, when they are over or nobody wants more. */
async function* kept(
  body: AsyncIterable<Uint8Array>,
  elapsed: () => number,
  end: (kept: Kept) => void,
): AsyncGenerator<Uint8Array, void> {
  const kept: Kept = { chunks: [] };
  try {
    for await (const bytes of body) {
      kept.chunks.push({ ms: Math.round(elapsed()), bytes });
      yield bytes;
    }
  } catch (thrown) {
    kept.broken = codeOf(thrown);
    throw thrown;
  } finally {
    end(kept);
  }
}

/** A connection breaks off with a code of the system; anything else ends it as if it had been closed on us. */
function codeOf(thrown: unknown): string {
  const code = thrown instanceof Error && "code" in thrown ? thrown.code : undefined;
  return typeof code === "string" ? code : "ECONNRESET";
}

function recorded({ status, headers }: WireReply, kept: Kept, clean: Clean): RecordedReply {
  return {
    status,
    headers: Object.fromEntries(
      Object.entries(headers).filter(([name]) => keptHeaders.includes(name)),
    ),
    chunks: chunksOf(kept, clean),
    ...(kept.broken === undefined ? {} : { broken: kept.broken }),
  };
}

/** A secret may lie across two chunks: then they are kept as one, with the secret out. */
function chunksOf({ chunks }: Kept, clean: Clean): RecordedReply["chunks"] {
  const whole = Buffer.concat(chunks.map(({ bytes }) => bytes));
  // One byte that is no UTF-8 hides nothing: byte for byte a key reads the same.
  const encoding = utf8(whole) === null ? "latin1" : "utf8";
  const text = whole.toString(encoding);
  const safe = withoutSecrets(text, clean);
  if (safe === text) return chunks.map(({ ms, bytes }) => ({ ms, ...written(bytes) }));
  return [{ ms: chunks[0]?.ms ?? 0, ...written(Buffer.from(safe, encoding)) }];
}

function written(bytes: Uint8Array): { text: string } | { base64: string } {
  const text = utf8(bytes);
  return text === null ? { base64: Buffer.from(bytes).toString("base64") } : { text };
}

/** null: not UTF-8, for example because a character was cut. */
function utf8(bytes: Uint8Array): string | null {
  const text = Buffer.from(bytes).toString("utf8");
  return Buffer.from(text).equals(bytes) ? text : null;
}

export function requestOf(url: string, { method = "POST", body }: Outgoing): Exchange["request"] {
  return { method, path: new URL(url).pathname, body: bodyOf(body) };
}

function bodyOf(body: Outgoing["body"]): unknown {
  if (!body) return null;
  const text = typeof body === "string" ? body : Buffer.from(body).toString("utf8");
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
