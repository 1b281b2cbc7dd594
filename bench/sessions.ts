/**
 * What a long session costs: appending per step, listing, resuming, and the memory of it. Prints a table and exits.
 *   node --expose-gc bench/sessions.ts [records]      default 200,000
 */

import { mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Fact } from "../src/core/events.ts";
import { historyOf } from "../src/core/folds.ts";
import { createSession, latestSession, listSessions, resumeSession } from "../src/session/store.ts";

const records = Number(process.argv[2] ?? 200_000);
const { gc } = globalThis;
if (!gc) throw new Error("node --expose-gc bench/sessions.ts");
const state = mkdtempSync(join(tmpdir(), "skillet-bench-"));
const cwd = "/bench";
const now = () => Date.now();

function row(what: string, value: string, reach: string): void {
  console.log(`${what.padEnd(44)}${value.padStart(12)}   ${reach}`);
}

function timed<Result>(run: () => Result): [ms: number, result: Result] {
  const started = performance.now();
  const result = run();
  return [performance.now() - started, result];
}

function heap(): number {
  gc?.();
  return process.memoryUsage().heapUsed;
}

/** The facts of one step that reads a file. Its content stands in two of them, as in any session. */
function step(index: number, content: string): Fact[] {
  const call = { id: `call_${index}`, name: "read_file", arguments: { path: "a.txt" } };
  const effect = { kind: "read", path: "a.txt" } as const;
  return [
    {
      type: "model_request",
      step: index,
      attempt: 1,
      lane: "native",
      toolDelivery: "api_parameter",
      messages: index,
      tools: 10,
      bytes: 1000,
      estimatedTokens: 300,
    },
    { type: "message", message: { role: "assistant", content: "", toolCalls: [call] } },
    { type: "tool_start", callId: call.id, name: call.name, arguments: call.arguments },
    { type: "tool_result", callId: call.id, content, isError: false, durationMs: 1, effect },
    { type: "message", message: { role: "tool", toolCallId: call.id, name: call.name, content } },
  ];
}

try {
  const session = {
    type: "session",
    version: 1,
    id: "long",
    cwd,
    out: cwd,
    sandbox: "bwrap",
    model: "scripted model",
    baseUrl: "",
    harness: {},
  } as const;
  const opened = createSession(state, session, { now });
  const steps: number[] = [];
  for (let index = 0; index < 500; index++) {
    const [ms] = timed(() => {
      for (const fact of step(index, "x".repeat(4000))) {
        opened.log.append(fact);
        opened.log.settle(fact);
      }
    });
    steps.push(ms);
  }
  opened.close();
  steps.sort((a, b) => a - b);
  row("append and sync, per step: median", `${steps[250]?.toFixed(2)} ms`, "at most 1 ms");
  row("append and sync, per step: 95 of 100", `${steps[475]?.toFixed(2)} ms`, "");

  // The rest as text, in few writes: what is measured is reading. No two steps have the same words or time.
  const descriptor = openSync(opened.path, "a");
  for (let seq = 2502; seq <= records; ) {
    let lines = "";
    for (let i = 0; i < 2000 && seq <= records; i++) {
      const words = `All work and no play makes session ${seq} long. `.repeat(8);
      for (const fact of step(seq, words)) {
        const at = new Date(seq * 1000).toISOString();
        lines += `${JSON.stringify({ seq: seq++, at, ...fact })}\n`;
      }
    }
    writeSync(descriptor, lines);
  }
  const before = heap();
  const [listMs, [listed]] = timed(() => listSessions(state));
  row(
    `list, ${((listed?.bytes ?? 0) / 1e6).toFixed(0)} MB`,
    `${listMs.toFixed(1)} ms`,
    "at most 1 s",
  );
  const [resumeMs, resumed] = timed(() => resumeSession(latestSession(state, cwd), { now }));
  row(`resume, ${resumed.entries.length} records`, `${resumeMs.toFixed(0)} ms`, "at most 5 s");
  const [historyMs, history] = timed(() => historyOf(resumed.entries));
  row(`history, ${history.length} messages`, `${historyMs.toFixed(0)} ms`, "");
  row("resident memory", `${(process.memoryUsage.rss() / 1e6).toFixed(0)} MB`, "at most 500 MB");
  row("heap for session and history", `${((heap() - before) / 1e6).toFixed(0)} MB`, "");
  resumed.close();
} finally {
  rmSync(state, { recursive: true });
}
