/** The two properties of every log (DESIGN 6.3), through a real file: use them on whatever a test has played. */

import { join } from "node:path";
import { expect } from "vitest";
import type { Fact } from "../../src/core/events.ts";
import { grantsOf, historyOf } from "../../src/core/folds.ts";
import { receiptOf } from "../../src/core/receipt.ts";
import type { Message } from "../../src/core/types.ts";
import { logSink, openLog } from "../../src/session/log.ts";
import { readLog } from "../../src/session/read.ts";
import { type PlayOptions, play, type Said } from "./play.ts";
import { quickFolder } from "./temporary.ts";

const now = () => 0;

/** The log alone rebuilds the conversation, the grants and the receipt. */
export function expectLogRebuilds(facts: readonly Fact[], history: readonly Message[]): void {
  const path = join(quickFolder(), "s.jsonl");
  const log = openLog(path, { now });
  const live = facts.map((fact) => log.append(fact));
  log.close();
  const { entries, problems } = readLog(path);
  expect(problems).toEqual([]);
  expect(historyOf(entries)).toEqual(history);
  expect(grantsOf(entries)).toEqual(grantsOf(facts));
  expect(receiptOf(entries)).toEqual(receiptOf(live));
}

/** Stopping at any event leaves nothing done that the log, as it stands on the disk then, does not tell. */
export async function expectNothingUntold(
  script: readonly Said[],
  options: PlayOptions = {},
): Promise<void> {
  const whole = await play(script, options);
  for (let cut = 1; cut <= whole.events.length; cut++) {
    const path = join(quickFolder(), "s.jsonl");
    const log = openLog(path, { now });
    const sink = logSink(log);
    const files = new Map<string, string>();
    let taken = 0;
    const stopped = play(script, {
      ...options,
      files,
      sink(event) {
        if (++taken > cut) throw new Error("stopped");
        void sink(event);
      },
    });
    await stopped.catch(() => {});
    const told = readLog(path).entries.flatMap((entry) =>
      entry.type === "tool_start" && entry.name === "write_file"
        ? [String((entry.arguments as { path?: unknown }).path)]
        : [],
    );
    for (const path of files.keys())
      expect({ cut, told }).toEqual({ cut, told: expect.arrayContaining([path]) });
    log.close();
  }
}
