/** Undo and redo inside a conversation. */

import { relative } from "node:path";
import { phrase } from "../../core/messages/phrase.ts";
import type { SlashContext } from "../slash/slash.ts";
import { askUndo } from "./ask.ts";
import { carryOut, chosenFiles } from "./carry-out.ts";
import { type Names, nothingLine, undoneLines } from "./lines.ts";
import { planFor } from "./plan.ts";

const nothingTo = {
  undo: "Nothing to undo. /checkpoints lists what there is.",
  redo: "Nothing to redo. /checkpoints lists what there is.",
} as const;

/** Shown first, asked once, then done. `wanted`: a checkpoint; empty: the last one. */
export async function takeBack(
  what: "undo" | "redo",
  wanted: string,
  { session, config, write, console, signal }: SlashContext,
): Promise<void> {
  const { conversation, sandbox, kept, out } = session;
  const scene = {
    entries: conversation.entries,
    states: sandbox.states,
    kept,
    record: conversation.record.bind(conversation),
  };
  const names: Names = {
    out: relative(config.cwd, out) || ".",
    back: (id) => (what === "undo" ? "/redo" : `/undo ${id}`),
  };
  const plan = await planFor(what, wanted, scene);
  const nothing = plan ? nothingLine(plan) : phrase(nothingTo[what]);
  if (!plan || nothing !== null) {
    write(`${nothing}\n`);
    return;
  }
  const restored = await askUndo(plan, names, { console, signal });
  if (!restored) {
    write(`${phrase("Nothing was changed.")}\n`);
    return;
  }
  const taken = session.claim();
  if (taken) throw taken;
  const undone = await carryOut(plan, chosenFiles(plan, restored), scene);
  write(`${undoneLines(plan, undone, names).join("\n")}\n`);
}
