import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { historyOf } from "../../src/core/folds.ts";
import { openLog } from "../../src/session/log.ts";
import { readLog } from "../../src/session/read.ts";
import { repeats } from "../../src/session/repeats.ts";
import { session, turn } from "../support/facts.ts";
import { heapOf } from "../support/heap.ts";
import { temporaryFolder } from "../support/temporary.ts";

test("records say the same after their repeats are shared", () => {
  const path = join(temporaryFolder(), "s.jsonl");
  const log = openLog(path, { now: () => 0 });
  for (const fact of [session, ...turn(), ...turn("二"), ...turn()]) log.append(fact);
  log.close();
  const lines = readFileSync(path, "utf8").trimEnd().split("\n");
  const share = repeats();
  for (const line of lines) {
    const record = JSON.parse(line);
    share(record);
    expect(record).toStrictEqual(JSON.parse(line));
    expect(Object.keys(record)).toEqual(Object.keys(JSON.parse(line)));
  }
  const { entries } = readLog(path);
  expect(entries).toStrictEqual(lines.map((line) => JSON.parse(line)));
});

test("a long text that a log holds in several records takes the heap of one, however many come between", () => {
  const path = join(temporaryFolder(), "s.jsonl");
  const steps = 500;
  let seq = 0;
  const line = (fact: object) =>
    `${JSON.stringify({ seq: ++seq, at: new Date(seq * 1000).toISOString(), ...fact })}\n`;
  for (let step = 0; step < steps; step++) {
    const content = `${step} `.repeat(500);
    const call = { id: `call_${step}`, name: "write_file", arguments: { path: "a.txt", content } };
    const message = { role: "assistant", content: "", toolCalls: [call] };
    const lines = [
      line(step === 0 ? session : { type: "decision", kind: "act", calls: [call], rejected: [] }),
      line({ type: "message", message }),
      line({
        type: "tool_start",
        ...{ callId: call.id, name: call.name },
        arguments: call.arguments,
      }),
    ];
    appendFileSync(path, lines.join(""));
  }
  const bytes = readFileSync(path).length;
  const taken = heapOf(() => {
    const { entries } = readLog(path);
    expect(entries.length).toBe(3 * steps);
    return [entries, historyOf(entries)];
  });
  // Three times the text on disk, once in memory.
  expect(taken / bytes).toBeLessThan(0.6);
});
