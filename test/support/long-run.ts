/** A run of the real command line with effects that can be counted, and what has to hold of it however it was broken off. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { BenchTurn } from "../../bench/loopback-server.ts";
import type { Entry } from "../../src/core/events.ts";
import { readLog } from "../../src/session/read.ts";
import { newHome, type Started, startSkillet } from "./skillet.ts";
import { type StrictServer, strictServer } from "./strict-server.ts";

const shell = (command: string) => ({ name: "shell", arguments: { command } });
const write = (path: string, content: string) => ({
  name: "write_file",
  arguments: { path, content },
});

/** Files, commands, and both in one reply. A command leaves its number in a file, each time that it runs. */
export function stepsOf(count: number): BenchTurn[] {
  return Array.from({ length: count }, (_, step) => {
    const file = write(`f${step}.txt`, textOf(step));
    const command = shell(`echo ${step} >> effects.txt`);
    const calls = step % 3 === 0 ? [file] : step % 3 === 1 ? [command] : [file, command];
    return { text: `Step ${step}: 作業します。`, calls };
  });
}

export const twelveSteps = stepsOf(12);

/** Long enough to be written in more than one piece somewhere. */
function textOf(step: number): string {
  return `file ${step} 掲示板\n`.repeat(400);
}

export interface BrokenRun {
  home: string;
  out: string;
  server: StrictServer;
  /** Starts it, or goes on with it. */
  start(
    args: readonly string[],
    more?: { behind?: string[]; env?: Record<string, string> },
  ): Started;
  /** The log of its one session; undefined: there is none yet. */
  log(): string | undefined;
  /** Resolves when the server gets its nth request from now on (0: at once), or when `ended` does. */
  nthRequest(nth: number, ended: Promise<unknown>): Promise<void>;
  /** The log as it stood when each request came. */
  seen: Buffer[];
}

/** `onRequest`: as of the server, after the log was looked at. */
export async function brokenRun(
  turns: readonly BenchTurn[] = twelveSteps,
  onRequest: (nth: number) => unknown = () => {},
): Promise<BrokenRun> {
  const home = newHome();
  const out = join(home, "work/sandbox");
  const seen: Buffer[] = [];
  const waiting = new Set<() => void>();
  // What stands on the disk when a request comes is acknowledged: the model acts on it.
  const server = await strictServer(turns, (nth) => {
    const path = log();
    if (path !== undefined) seen.push(readFileSync(path));
    for (const tell of waiting) tell();
    return onRequest(nth);
  });
  function log(): string | undefined {
    return logsIn(home).sort().at(-1);
  }
  return {
    ...{ home, out, server, seen, log },
    async nthRequest(nth, ended) {
      let left = nth;
      if (left === 0) return;
      const reached = new Promise<void>((resolve) => {
        waiting.add(() => {
          left -= 1;
          if (left === 0) resolve();
        });
      });
      await Promise.race([reached, ended]);
      waiting.clear();
    },
    start: (args, more = {}) =>
      startSkillet([...args, "--approval-mode", "yolo"], {
        ...{ home, baseUrl: server.baseUrl },
        ...more,
      }),
  };
}

export function logsIn(home: string): string[] {
  const sessions = join(home, ".local/state/skillet/sessions");
  if (!existsSync(sessions)) return [];
  return readdirSync(sessions, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".jsonl"))
    .map((path) => join(sessions, path));
}

/** Nothing that was acknowledged is lost, nothing was done twice, and every call has its one answer. */
export function expectWhole(run: BrokenRun): Entry[] {
  expect(run.server.refused).toEqual([]);
  const path = run.log() ?? "";
  const bytes = readFileSync(path);
  for (const before of run.seen) {
    const whole = before.subarray(0, before.lastIndexOf(0x0a) + 1);
    expect(bytes.subarray(0, whole.length).equals(whole)).toBe(true);
  }
  const { entries, problems } = readLog(path);
  expect(problems).toEqual([]);
  expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  expectAnsweredOnce(entries);
  expectEffectsOnce(run.out, entries);
  return entries;
}

function expectAnsweredOnce(entries: readonly Entry[]): void {
  const asked = entries.flatMap((entry) =>
    entry.type === "message" && entry.message.role === "assistant"
      ? (entry.message.toolCalls ?? []).map(({ id }) => id)
      : [],
  );
  const results = entries.flatMap((entry) => (entry.type === "tool_result" ? [entry.callId] : []));
  const answers = entries.flatMap((entry) =>
    entry.type === "message" && entry.message.role === "tool" ? [entry.message.toolCallId] : [],
  );
  expect(results).toEqual(asked);
  expect(answers).toEqual(asked);
}

/** What was done is told, what is told as done was done, and nothing was done twice or by half. */
function expectEffectsOnce(out: string, entries: readonly Entry[]): void {
  const started = new Map<string, string>();
  const done = new Set<string>();
  for (const entry of entries) {
    if (entry.type === "tool_start") started.set(entry.callId, effectOf(entry.arguments));
    if (entry.type === "tool_result" && !entry.isError) done.add(started.get(entry.callId) ?? "");
  }
  const effects = existsSync(join(out, "effects.txt"))
    ? readFileSync(join(out, "effects.txt"), "utf8").split("\n").slice(0, -1)
    : [];
  expect(effects).toEqual([...new Set(effects)]);
  const files = readdirSync(out).filter((name) => /^f\d+\.txt$/.test(name));
  for (const name of files) {
    const step = Number(/\d+/.exec(name)?.[0]);
    expect(readFileSync(join(out, name), "utf8")).toBe(textOf(step));
  }
  const there = new Set([...effects, ...files]);
  expect([...started.values()]).toEqual(expect.arrayContaining([...there]));
  expect([...there]).toEqual(expect.arrayContaining([...done]));
}

function effectOf(args: unknown): string {
  const { path, command } = args as { path?: string; command?: string };
  return path ?? /echo (\d+)/.exec(command ?? "")?.[1] ?? "";
}
