/**
 * What real traffic taught about an endpoint and model, kept between sessions. Nothing is ever asked only to learn:
 * some endpoints count every request of the day.
 */

import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { JsonObject } from "../core/types.ts";
import { type Learned, nothingLearned } from "./learn.ts";

/** After this, what was learned is learned anew: servers are updated. */
const keptMs = 7 * 24 * 3600 * 1000;

export interface Known {
  learned: Learned;
  /** ms since the epoch, of the last lesson. */
  at: number;
}

export interface CapabilityStore {
  /** undefined: nothing is known, or it is too old. */
  find(endpoint: string): Known | undefined;
  /** Every endpoint of which something is known, with its age. */
  list(): { endpoint: string; at: number; lessons: string[] }[];
  keep(endpoint: string, learned: Learned): void;
  forget(endpoint: string): void;
}

/** `folder` is the user's state. A file that cannot be read or written costs what was learned, never the session. */
export function capabilityStore(folder: string, now: () => number): CapabilityStore {
  const path = join(folder, "capabilities.json");

  function read(): Record<string, Known> {
    let value: unknown;
    try {
      // A pipe that nobody writes to would be waited for.
      if (!statSync(path).isFile()) return {};
      value = JSON.parse(readFileSync(path, "utf8"));
    } catch {
      // Not there, or damaged: nothing is known, and the next lesson writes it anew.
      return {};
    }
    if (typeof value !== "object" || value === null) return {};
    return Object.fromEntries(
      Object.entries(value).flatMap(([endpoint, entry]) => {
        const known = knownFrom(entry);
        return known && now() - known.at < keptMs ? [[endpoint, known]] : [];
      }),
    );
  }

  function write(all: Record<string, Known>): void {
    const told = Object.entries(all).map(([endpoint, { at, learned }]) => [
      endpoint,
      { at, ...written(learned) },
    ]);
    try {
      mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
      const making = `${path}.${process.pid}`;
      writeFileSync(making, `${JSON.stringify(Object.fromEntries(told), null, 2)}\n`, {
        mode: 0o600,
      });
      renameSync(making, path);
    } catch {
      // Learned again next time.
    }
  }

  return {
    find: (endpoint) => read()[endpoint],
    list: () =>
      Object.entries(read()).map(([endpoint, { at, learned }]) => ({
        endpoint,
        at,
        lessons: lessonsOf(learned),
      })),
    keep(endpoint, learned) {
      write({ ...read(), [endpoint]: { learned, at: now() } });
    },
    forget(endpoint) {
      write(Object.fromEntries(Object.entries(read()).filter(([name]) => name !== endpoint)));
    },
  };
}

/** For people, one line each; empty: nothing was learned. */
export function lessonsOf(learned: Learned): string[] {
  return [
    ...[...learned.dropped].sort().map((name) => `does not take ${name}`),
    ...[...learned.renamed].map(([from, to]) => `wants ${to} for ${from}`),
    ...(learned.echoAll ? ["wants thoughts back with every message"] : []),
    ...(learned.echoNone ? ["wants no thoughts back"] : []),
    ...(learned.shortIds ? ["wants call ids of nine characters"] : []),
    ...(learned.mergeUsers ? ["wants user messages in a row as one"] : []),
    ...(learned.streamOnly ? ["answers only as a stream"] : []),
    ...(learned.textTools ? ["takes no tools: they are told in the prompt"] : []),
    ...(learned.window ? [`has a window of ${learned.window} tokens`] : []),
  ];
}

function written(learned: Learned): JsonObject {
  return {
    ...learned,
    dropped: [...learned.dropped],
    renamed: Object.fromEntries(learned.renamed),
  };
}

function knownFrom(entry: unknown): Known | undefined {
  if (typeof entry !== "object" || entry === null) return undefined;
  const { at, dropped, renamed, ...rest } = entry as JsonObject;
  if (typeof at !== "number" || !Array.isArray(dropped)) return undefined;
  const learned = nothingLearned();
  for (const name of dropped) if (typeof name === "string") learned.dropped.add(name);
  for (const [from, to] of Object.entries((renamed ?? {}) as JsonObject)) {
    if (typeof to === "string") learned.renamed.set(from, to);
  }
  for (const name of switches) if (rest[name] === true) learned[name] = true;
  if (typeof rest.window === "number" && rest.window > 0) learned.window = rest.window;
  return { learned, at };
}

const switches = [
  "echoAll",
  "echoNone",
  "shortIds",
  "mergeUsers",
  "streamOnly",
  "textTools",
] as const satisfies readonly (keyof Learned)[];
