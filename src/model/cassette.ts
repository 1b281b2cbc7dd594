/** Recorded model traffic as a file: one JSON object on each line, the first says what it is, each further one is an exchange. */

import { readFileSync } from "node:fs";
import { exitCodes, type ModelErrorKind, messageOf, UserError } from "../core/errors.ts";
import type { JsonObject } from "../core/types.ts";

/** Raised when older cassettes can no longer be read. */
export const cassetteVersion = 1;

export interface CassetteHead {
  cassette: number;
  provider: string;
  baseUrl: string;
  model: string;
}

/** One request and what came of it, as it stood on the network. Headers of requests are never kept: they hold the key. */
export interface Exchange {
  request: { method: string; path: string; body: unknown };
  reply?: RecordedReply;
  /** Instead of a reply: there was none. */
  failure?: { kind: ModelErrorKind; message: string; retryable: boolean };
}

export interface RecordedReply {
  status: number;
  /** Lower-case names; only those that a reader of the reply looks at. */
  headers: Record<string, string>;
  /** As the network cut them: ms since the request was sent, and the bytes as text, or as base64 where they are no UTF-8. */
  chunks: { ms: number; text?: string; base64?: string }[];
  /** The code with which the connection broke off (ECONNRESET ...); missing: the reply came whole. */
  broken?: string;
}

/** Hides secrets: the same value with every one replaced. */
export type Clean = <Value>(value: Value) => Value;

/** Folders that are elsewhere on the next machine, and the words they are kept as. Longer paths first. */
export type Places = readonly (readonly [path: string, word: string])[];

/** Throws UserError: 42 when there is no such file, 52 when it is none of ours. */
export function readCassette(path: string): { head: CassetteHead; exchanges: Exchange[] } {
  let source: string;
  try {
    source = readFileSync(path, "utf8");
  } catch (cause) {
    throw new UserError(`Cannot read the cassette ${path}: ${messageOf(cause)}`, { cause });
  }
  const [head, ...exchanges] = source
    .split("\n")
    .map((text, index) => ({ text, line: index + 1 }))
    .filter(({ text }) => text.trim() !== "")
    .map(({ text, line }) => parsed(text, `${path}:${line}`));
  if (!isHead(head)) {
    throw damaged(`${path} is no cassette.`, "Record one with --record FILE.");
  }
  if (head.cassette !== cassetteVersion) {
    throw damaged(
      `${path} is a cassette of version ${head.cassette}; this Skillet reads version ${cassetteVersion}.`,
      "Record it anew.",
    );
  }
  for (const [index, exchange] of exchanges.entries()) {
    if (isExchange(exchange)) continue;
    throw damaged(`${path}: exchange ${index + 1} is damaged.`, "Record it anew.");
  }
  return { head, exchanges: exchanges as unknown as Exchange[] };
}

/** Paths of this machine become words, so that the same work elsewhere asks the same. */
export function placed(text: string, places: Places): string {
  return places.reduce((done, [path, word]) => done.replaceAll(path, word), text);
}

/** The way back. */
export function replaced(text: string, places: Places): string {
  return places.reduce((done, [path, word]) => done.replaceAll(word, path), text);
}

function parsed(text: string, at: string): JsonObject {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as JsonObject;
  } catch {
    // Told below: what stands there is no object either way.
  }
  throw damaged(`${at} is not a line of a cassette.`, "Record it anew.");
}

function isHead(value: unknown): value is CassetteHead {
  const { cassette, baseUrl, model, provider } = (value ?? {}) as JsonObject;
  return (
    typeof cassette === "number" &&
    [baseUrl, model, provider].every((field) => typeof field === "string")
  );
}

function isExchange({ request, reply, failure }: JsonObject): boolean {
  const chunks = (reply as JsonObject | undefined)?.chunks;
  return isObject(request) && (isObject(failure) || (isObject(reply) && Array.isArray(chunks)));
}

function isObject(value: unknown): boolean {
  return typeof value === "object" && value !== null;
}

function damaged(message: string, hint: string): UserError {
  return new UserError(message, { hint, exitCode: exitCodes.badConfiguration });
}
