/**
 * What a turn of a long conversation leaves in memory: all of it, and of that what the conversation keeps (the messages that are
 * sent again, the facts behind receipt and undo) and what is left besides. Each turn is one question and one answer: 7 facts.
 * Real log, scripted model, no network. Prints a table and exits.
 *   node --expose-gc bench/many-turns.ts [turns]      default 10,000
 */

import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { clock } from "../src/app/clock.ts";
import { Conversation } from "../src/app/conversation.ts";
import { unattendedApprover } from "../src/approval/unattended.ts";
import type { SessionFact } from "../src/core/events.ts";
import type { Agent, Model } from "../src/core/ports.ts";
import { WorkTime } from "../src/core/work-time.ts";
import { native } from "../src/lanes/native.ts";
import { memorySandbox } from "../src/sandbox/memory.ts";
import { createSession } from "../src/session/store.ts";
import { row } from "./measure.ts";

const turns = Number(process.argv[2] ?? 10_000);
const { gc } = globalThis;
if (!gc) throw new Error("node --expose-gc bench/many-turns.ts");

/** As a real one: each reply has a text and a usage of its own. */
let replies = 0;
async function* said({ step, lane }: Parameters<Model>[0]): ReturnType<Model> {
  const text = `All is well, ${++replies}.`;
  const usage = { inputTokens: 10 + replies, cachedTokens: replies, outputTokens: 5 };
  yield {
    type: "model_request",
    ...{ step, attempt: 1, lane, toolDelivery: "api_parameter" },
    ...{ messages: 2, tools: 0, bytes: 100, estimatedTokens: 30 },
  };
  yield { type: "text_delta", text };
  yield {
    type: "model_reply",
    ...{ step, attempt: 1, finishReason: "stop", usage, ttftMs: 1, durationMs: 1, anomalies: [] },
  };
  return { text, reasoning: "", finish: "stop", usage, anomalies: [], calls: [] };
}

const state = mkdtempSync(join(tmpdir(), "skillet-bench-"));
const session: SessionFact = {
  type: "session",
  ...{ version: 1, id: "many", cwd: state, out: state, sandbox: "bwrap" },
  ...{ model: "scripted model", baseUrl: "", harness: {} },
};
const stored = createSession(state, session, { now: Date.now });
const agent: Agent = {
  ...{ system: "", model: said, lanes: [native], tools: new Map(), limits: { maxSteps: 3 } },
  checkArguments: (_, args) => ({ ok: true, arguments: args as Record<string, unknown> }),
};
const conversation = new Conversation({
  ...{ session, entries: stored.entries, log: stored.log, clock, sandbox: memorySandbox() },
  agent: async () => agent,
  skills: { list: () => [], search: () => [], open: async () => undefined },
  policy: () => () => ({ decide: "ask", reason: "mode ask" }),
  approver: unattendedApprover(),
  ...{ sinks: [], entrySinks: [], claim: () => null, warmUp: () => {} },
  time: new WorkTime(null, clock, () => performance.now()),
});

/** Buffers outside the heap count as well. */
const memory = () => {
  gc();
  gc();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};
const descriptors = () => readdirSync("/proc/self/fd").length;
const signal = new AbortController().signal;
const turn = (nth: number) => conversation.turn(`Is all well? ${nth}`, signal);

try {
  for (let nth = 0; nth < 500; nth++) await turn(nth);
  const [before, opened] = [memory(), descriptors()];
  const kept = { entries: stored.entries.length, messages: conversation.history.length };
  for (let nth = 0; nth < turns; nth++) await turn(nth);
  const after = memory();
  const rss = process.memoryUsage().rss;
  // What the conversation keeps goes; what stays belongs to nobody.
  stored.entries.length = kept.entries;
  (conversation.history as unknown[]).length = kept.messages;
  const besides = memory();
  const kb = (bytes: number) => `${(bytes / turns / 1024).toFixed(2)} KB`;
  console.log(row(`${turns} turns`, "per turn", "reach"));
  console.log(row("memory", kb(after - before), "1 KB"));
  console.log(row("- kept by the conversation", kb(after - besides), ""));
  console.log(row("- left besides", kb(besides - before), ""));
  console.log(row("resident memory", `${(rss / 1e6).toFixed(0)} MB`, "400 MB"));
  console.log(row("descriptors more", String(descriptors() - opened), "0"));
} finally {
  conversation.close();
  stored.close();
  rmSync(state, { recursive: true });
}
