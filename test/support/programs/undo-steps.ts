/** A turn that changes files, its undo, or its redo, on a session's log and an output directory. For tests that kill it. */

import { keepBefore } from "../../../src/app/keep-before.ts";
import { carryOut, chosenFiles } from "../../../src/app/undo/carry-out.ts";
import { planFor, type UndoScene } from "../../../src/app/undo/plan.ts";
import type { Fact } from "../../../src/core/events.ts";
import { openFiles } from "../../../src/sandbox/files.ts";
import { openKept } from "../../../src/session/checkpoints.ts";
import { createSession, listSessions, resumeSession } from "../../../src/session/store.ts";
import { session } from "../facts.ts";

const [what = "", state = "", out = ""] = process.argv.slice(2);
/** In the order in which they are written. */
const writes: [path: string, text: string][] = [
  ["a.txt", "one\n"],
  ["deep/er/b.txt", "new\n"],
  ["a.txt", "two\n"],
  ["c.txt", "other\n"],
];

const [earlier] = listSessions(state);
const options = { now: Date.now };
const opened = earlier
  ? resumeSession(earlier, options)
  : createSession(state, { ...session, id: "killed", out }, options);
const files = openFiles({ out });
const scene: UndoScene = {
  ...{ entries: opened.entries, states: files.states, kept: openKept(state, "killed") },
  record(fact: Fact) {
    opened.entries.push(opened.log.append(fact));
    opened.log.settle(fact);
  },
};
if (what === "turn") {
  scene.record({ type: "turn_start", prompt: "change it" });
  const keep = keepBefore(scene.entries, files.states, scene.kept);
  for (const [index, [path, text]] of writes.entries()) {
    const effect = { kind: "write", path, change: "update", bytes: text.length } as const;
    const { fact } = await keep({ ...effect, before: null, after: text });
    if (fact) scene.record(fact);
    const callId = `call_${index}`;
    scene.record({ type: "tool_start", callId, name: "write_file", arguments: { path } });
    await files.writeFile(path, text);
    const result = { callId, content: "", durationMs: 0, isError: false, effect };
    scene.record({ type: "tool_result", ...result });
  }
} else {
  const plan = await planFor(what === "redo" ? "redo" : "undo", "", scene);
  if (plan) await carryOut(plan, chosenFiles(plan, new Set()), scene);
}
opened.close();
files.close();
console.log("done");
