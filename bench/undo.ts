/**
 * What undo costs: added to a write by what is kept before it, and an undo of many files. Median us.
 * `node bench/undo.ts [rounds] [folder]`; reach: nothing that shows in 3 ms per step, one sync more at most.
 */

import {
  closeSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  rmSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { keepBefore } from "../src/app/keep-before.ts";
import { carryOut, chosenFiles } from "../src/app/undo/carry-out.ts";
import { planFor, type UndoScene } from "../src/app/undo/plan.ts";
import type { Entry, Fact } from "../src/core/events.ts";
import { openFiles } from "../src/sandbox/files.ts";
import { openKept } from "../src/session/checkpoints.ts";
import { openLog } from "../src/session/log.ts";
import { median, row } from "./measure.ts";

const rounds = Number(process.argv[2] ?? 1000);
const base = mkdtempSync(join(process.argv[3] ?? tmpdir(), "skillet-bench-"));
const out = join(base, "out");
const size = 4096;
/** What one sync of a new file costs here, at this moment. */
function syncBare(path: string, text: string): void {
  const descriptor = openSync(path, "w");
  writeSync(descriptor, text);
  fsyncSync(descriptor);
  closeSync(descriptor);
  rmSync(path);
}

const textOf = (round: number) => `${round} `.padEnd(size, "x");

/** What stands there is looked at before a command, and what is gone after it; nothing has changed since the last one. */
async function aroundCommands(): Promise<void> {
  console.log(row("us, median, around a command", "before", "after", "first look"));
  for (const count of [12, 100, 290]) {
    const here = join(base, `command-${count}`);
    for (let index = 0; index < count; index++) {
      const folder = join(here, `d${index % 10}`);
      mkdirSync(folder, { recursive: true });
      writeFileSync(join(folder, `f${index}.txt`), textOf(index));
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
    const files = openFiles({ out: here });
    const keep = keepBefore([], files.states, openKept(base, "around"));
    const times: number[][] = [[], []];
    let first = 0;
    for (let round = 0; round < 200; round++) {
      const started = performance.now();
      const { after } = await keep({ kind: "exec", command: "npm test", cwd: "." });
      const looked = performance.now();
      await after?.();
      const ended = performance.now();
      if (round === 0) first = (looked - started) * 1000;
      else
        for (const [index, time] of [looked - started, ended - looked].entries())
          times[index]?.push(time * 1000);
    }
    console.log(row(`${count} files`, ...times.map(median), first));
    files.close();
  }
}

try {
  mkdirSync(join(out, "a/b/c"), { recursive: true });
  const files = openFiles({ out });
  const kept = openKept(base, "bench");
  const log = openLog(join(base, "bench.jsonl"), { now: Date.now });
  const entries: Entry[] = [];
  const record = (fact: Fact) => {
    entries.push(log.append(fact));
    log.settle(fact);
  };
  const scene: UndoScene = { entries, states: files.states, kept, record };
  const write = (path: string) => ({
    ...({ kind: "write", path, change: "update", bytes: size, before: null } as const),
  });

  /** What is kept, the write itself, and the fact, each round by itself. */
  async function measure(name: string, pathOf: (round: number) => string) {
    const times: number[][] = [[], [], []];
    const bare: number[] = [];
    const keep = keepBefore(entries, files.states, kept);
    for (let round = 0; round < rounds; round++) {
      const effect = { ...write(pathOf(round)), after: textOf(round) };
      const started = performance.now();
      const { fact } = await keep(effect);
      const noted = performance.now();
      if (fact) entries.push(log.append(fact));
      const begun = performance.now();
      await files.writeFile(effect.path, effect.after, { exactLineEnds: true });
      const ended = performance.now();
      const result = { callId: "", content: "", durationMs: 0, isError: false, effect };
      if (fact) entries.push(log.append({ type: "tool_result", ...result }));
      const synced = performance.now();
      syncBare(join(base, "bare"), textOf(round));
      bare.push((performance.now() - synced) * 1000);
      for (const [index, time] of [noted - started, begun - noted, ended - begun].entries())
        times[index]?.push(time * 1000);
    }
    console.log(row(name, ...times.map(median), median(bare)));
  }

  console.log(row("us, median, 4 KB", "kept", "fact", "the write", "bare sync"));
  await measure("a new file", (round) => `a/b/c/new-${round}.txt`);
  for (let round = 0; round < rounds; round++)
    writeFileSync(join(out, `a/b/c/old-${round}.txt`), `old ${textOf(round)}`);
  await measure("an existing file, synced", (round) => `a/b/c/old-${round}.txt`);
  await measure("the same file again in a turn", () => "a/b/c/same.txt");

  await aroundCommands();

  const plan = await planFor("undo", "c2", scene);
  if (!plan) throw new Error("nothing to undo");
  const started = performance.now();
  const { done } = await carryOut(plan, chosenFiles(plan, new Set()), scene);
  const each = ((performance.now() - started) * 1000) / done.length;
  console.log(row(`undo of ${done.length} files, each`, each));
  log.close();
  files.close();
} finally {
  rmSync(base, { recursive: true, force: true });
}
