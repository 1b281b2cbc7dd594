/** Undo over random turns: writes, failures, and somebody else who changes files between and during them. */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { keepBefore } from "../../src/app/keep-before.ts";
import { carryOut, chosenFiles } from "../../src/app/undo/carry-out.ts";
import { planFor, type UndoScene } from "../../src/app/undo/plan.ts";
import { checkpointsOf } from "../../src/core/checkpoints.ts";
import type { Entry, Fact } from "../../src/core/events.ts";
import type { KeepBefore } from "../../src/core/ports.ts";
import { writtenFiles } from "../../src/core/written-files.ts";
import { openFiles } from "../../src/sandbox/files.ts";
import { openKept } from "../../src/session/checkpoints.ts";
import { type Random, random } from "../support/random.ts";
import { quickFolder } from "../support/temporary.ts";

const paths = ["a.txt", "b.txt", "d/c.txt", "d/e/f.txt", "g/h.txt"];
const id = "20260102-030405-678abcd";

function world() {
  const [out, state] = [quickFolder(), quickFolder()];
  const files = openFiles({ out });
  onTestFinished(() => files.close());
  const entries: Entry[] = [];
  const record = (fact: Fact) => {
    entries.push({ seq: entries.length + 1, at: "", ...fact } as Entry);
  };
  const scene: UndoScene = { entries, states: files.states, kept: openKept(state, id), record };
  return { out, files, scene };
}

type World = ReturnType<typeof world>;

/** Every file with its content, and every folder. */
function treeOf(out: string): Record<string, string> {
  const found = readdirSync(out, { recursive: true, withFileTypes: true }).map((entry) => {
    const path = join(entry.parentPath, entry.name);
    return [path.slice(out.length + 1), entry.isFile() ? readFileSync(path, "utf8") : "/"];
  });
  return Object.fromEntries(found.sort());
}

async function modelWrites(one: World, keep: KeepBefore, rng: Random): Promise<void> {
  // Few different texts, so that states come again.
  const [path, text, fails] = [rng.pick(paths), `model ${rng.below(6)}`, rng.below(8) === 0];
  const effect = { kind: "write", path, change: "update", bytes: text.length } as const;
  const { fact } = await keep({ ...effect, before: null, after: text });
  if (fact) one.scene.record(fact);
  if (!fails) await one.files.writeFile(path, text, { exactLineEnds: true });
  const result = { callId: "x", content: "", durationMs: 0, isError: fails, effect };
  one.scene.record({ type: "tool_result", ...result });
}

function userChanges(out: string, rng: Random): string {
  const path = rng.pick(paths);
  const at = join(out, path);
  if (existsSync(at) && rng.below(3) === 0) rmSync(at);
  else {
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, `user ${rng.below(1000)}`);
  }
  return path;
}

/** Plays turns; returns the paths that the user changed. */
async function play(one: World, rng: Random, userAtWork: boolean): Promise<Set<string>> {
  const touched = new Set<string>();
  for (let turn = 0; turn < 1 + rng.below(5); turn++) {
    one.scene.record({ type: "turn_start", prompt: `turn ${turn}` });
    const keep = keepBefore(one.scene.entries, one.scene.states, one.scene.kept);
    for (let step = 0; step < rng.below(7); step++) {
      if (!userAtWork || rng.below(4) > 0) await modelWrites(one, keep, rng);
      else touched.add(userChanges(one.out, rng));
    }
  }
  return touched;
}

async function carry(what: "undo" | "redo", wanted: string, { scene }: World): Promise<boolean> {
  const plan = await planFor(what, wanted, scene);
  if (!plan) return false;
  const { left } = await carryOut(plan, chosenFiles(plan, new Set()), scene);
  expect(left).toEqual([]);
  return true;
}

/** The latest turn first, each by its id: the last one may have nothing that can be done. */
async function undoAll(one: World): Promise<void> {
  const turns = checkpointsOf(one.scene.entries).filter(
    ({ undoes, undoneBy }) => !undoes && !undoneBy,
  );
  for (const { id } of turns.reverse()) await carry("undo", id, one);
}

async function redoAll(one: World): Promise<void> {
  while (await carry("redo", "", one));
}

function begin(one: World, rng: Random): Record<string, string> {
  for (const path of paths.filter(() => rng.below(2) === 0)) {
    mkdirSync(dirname(join(one.out, path)), { recursive: true });
    writeFileSync(join(one.out, path), `old ${path}`);
  }
  return treeOf(one.out);
}

test("undoing everything is the state before, folders included, and redoing everything the state after", async () => {
  for (let seed = 1; seed <= 150; seed++) {
    const rng = random(seed);
    const one = world();
    const before = begin(one, rng);
    await play(one, rng, false);
    const after = treeOf(one.out);
    for (let round = 0; round < 2; round++) {
      await undoAll(one);
      expect({ seed, tree: treeOf(one.out) }).toEqual({ seed, tree: before });
      expect({ seed, written: writtenFiles(one.scene.entries) }).toEqual({ seed, written: [] });
      await redoAll(one);
      expect({ seed, tree: treeOf(one.out) }).toEqual({ seed, tree: after });
    }
  }
});

test("what the user has not changed is as before, and what the user left last is never gone", async () => {
  for (let seed = 1; seed <= 150; seed++) {
    const rng = random(seed);
    const one = world();
    const before = begin(one, rng);
    const touched = await play(one, rng, true);
    const after = treeOf(one.out);
    await undoAll(one);
    const now = treeOf(one.out);
    for (const path of paths) {
      const [then, here] = [before[path], now[path]];
      if (!touched.has(path)) expect({ seed, path, here }).toEqual({ seed, path, here: then });
      if (after[path]?.startsWith("user"))
        expect({ seed, path, here }).toEqual({ seed, path, here: after[path] });
    }
    await redoAll(one);
    expect({ seed, files: filesIn(treeOf(one.out)) }).toEqual({ seed, files: filesIn(after) });
  }
});

function filesIn(tree: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(tree).filter(([, content]) => content !== "/"));
}
