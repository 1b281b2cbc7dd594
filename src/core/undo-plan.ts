/** What taking a checkpoint back means for each of its files, as they stand now. Pure: others look, and others do it. */

import type { Checkpoint, CheckpointFile, FileHash } from "./checkpoints.ts";

/** What stands at a path now; `problem`: no plain file that could be changed, and why, one line. */
export type Standing = { hash: FileHash } | { problem: string };

export interface PlannedFile {
  path: string;
  /**
   * restore, remove, recreate: what is done to it. none: it is as it was already. changed: somebody else changed it since,
   * so it stays unless its owner says otherwise. blocked: it cannot be done.
   */
  action: "restore" | "remove" | "recreate" | "none" | "changed" | "blocked";
  /** As it stands now and as it would stand then. */
  from: FileHash;
  to: FileHash;
  /** Of changed and blocked, one line; missing: nothing to say. */
  why?: string;
  /** Permissions for a file that is made anew; missing: the usual ones. */
  mode?: number;
}

export interface UndoPlan {
  /** What is taken back. */
  checkpoint: Checkpoint;
  files: PlannedFile[];
}

const unknown: Standing = { problem: "nobody looked at it" };

/** `now`: by path. `isKept`: whether the content of that hash is still there. */
export function planUndo(
  checkpoint: Checkpoint,
  all: readonly Checkpoint[],
  now: ReadonlyMap<string, Standing>,
  isKept: (hash: string) => boolean,
): UndoPlan {
  const files = checkpoint.files
    .filter((file) => file.before !== file.after || file.changed === "maybe")
    .map((file) =>
      planFile(file, now.get(file.path) ?? unknown, isKept, () => laterThan(checkpoint, all)),
    );
  return { checkpoint, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

function planFile(
  file: CheckpointFile,
  now: Standing,
  isKept: (hash: string) => boolean,
  later: () => readonly Checkpoint[],
): PlannedFile {
  const { path, before: to, mode } = file;
  if ("problem" in now) return { path, action: "blocked", from: null, to, why: now.problem };
  const from = now.hash;
  const plan = { path, from, to, ...(mode === undefined ? {} : { mode }) };
  if (from === to) return { ...plan, action: "none" };
  if (to !== null && !isKept(to)) return { ...plan, action: "blocked", why: notKept };
  if (!file.own.includes(from)) {
    // An undo only brings back what was there before.
    const by = later().find(
      ({ files, undoes }) =>
        undoes === null && files.some((one) => one.path === path && one.own.includes(from)),
    );
    const since =
      from === null ? "removed since, by you or a command" : "changed since, by you or a command";
    const why = by ? `changed again by ${by.id}` : since;
    return { ...plan, action: "changed", why };
  }
  // It may be the user's own doing just as well, so it goes only where they say so.
  if (file.byCommand) return { ...plan, action: "changed", why: "changed while a command ran" };
  return { ...plan, action: doing(plan) };
}

export const notKept = "its earlier content is no longer kept";

/** Of a file that is not as it should be. */
export function doing({ from, to }: Pick<PlannedFile, "from" | "to">) {
  if (to === null) return "remove";
  return from === null ? "recreate" : "restore";
}

function laterThan({ id }: Checkpoint, all: readonly Checkpoint[]): readonly Checkpoint[] {
  return all.slice(all.findIndex((one) => one.id === id) + 1);
}
