/** What an undo would do, looked up on the disk; nothing is changed here. */

import { type Checkpoint, checkpointsOf, lastToRedo, lastToUndo } from "../../core/checkpoints.ts";
import { messageOf, UserError } from "../../core/errors.ts";
import type { Entry, Fact } from "../../core/events.ts";
import { ToolProblem } from "../../core/ports.ts";
import { planUndo, type Standing, type UndoPlan } from "../../core/undo-plan.ts";
import type { FileStates } from "../../sandbox/file-states.ts";
import type { KeptContents } from "../../session/checkpoints.ts";

/** Whose changes are taken back, and where. */
export interface UndoScene {
  entries: readonly Entry[];
  states: FileStates;
  kept: KeptContents;
  /** Puts a fact into the log; it is on disk when this returns. */
  record(fact: Fact): void;
}

/** Empty `wanted`: the last one that can be. null: there is none. Throws UserError for an id that does not exist. */
export async function planFor(
  what: "undo" | "redo",
  wanted: string,
  scene: Omit<UndoScene, "record">,
): Promise<UndoPlan | null> {
  const all = checkpointsOf(scene.entries);
  const chosen = wanted === "" ? last(what, all) : named(what, wanted, all);
  if (!chosen) return null;
  const now = new Map<string, Standing>();
  for (const { path } of chosen.files) now.set(path, await standing(path, scene.states));
  return planUndo(chosen, all, now, scene.kept.has);
}

function last(what: "undo" | "redo", all: readonly Checkpoint[]): Checkpoint | undefined {
  return what === "undo" ? lastToUndo(all) : lastToRedo(all);
}

/** To redo a turn's checkpoint is to undo what took it back. */
function named(what: "undo" | "redo", wanted: string, all: readonly Checkpoint[]): Checkpoint {
  const one = all.find(({ id }) => id === wanted.toLowerCase());
  if (!one) {
    throw new UserError(`There is no checkpoint "${wanted}".`, { hint: known(all) });
  }
  if (what === "undo" || one.undoes !== null) return one;
  const undo = all.find(({ id }) => id === one.undoneBy);
  if (undo) return undo;
  throw new UserError(`${one.id} has not been undone, so there is nothing to redo.`, {
    hint: known(all),
  });
}

function known(all: readonly Checkpoint[]): string {
  if (all.length === 0) return "No file has been changed in this session.";
  const ids = all.slice(-8).map(({ id }) => id);
  return `There ${all.length === 1 ? "is" : "are"} ${all.length > ids.length ? "... " : ""}${ids.join(", ")}.`;
}

async function standing(path: string, states: FileStates): Promise<Standing> {
  try {
    return { hash: (await states.look(path))?.sha256 ?? null };
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem)) throw thrown;
    return { problem: messageOf(thrown) };
  }
}
