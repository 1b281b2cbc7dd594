/** Carries an undo out: what stands there is kept first, then the log is told, then files change, then the log is told what came of it. */

import { type Checkpoint, checkpointsOf, nextCheckpointId } from "../../core/checkpoints.ts";
import { messageOf, UserError } from "../../core/errors.ts";
import type { CheckpointFact } from "../../core/events.ts";
import { ToolProblem } from "../../core/ports.ts";
import { doing, type PlannedFile, type UndoPlan } from "../../core/undo-plan.ts";
import type { UndoScene } from "./plan.ts";

export interface Undone {
  /** The undo's own checkpoint; null: there was nothing to do. */
  id: string | null;
  done: PlannedFile[];
  /** What did not work out after all, and why. */
  left: { path: string; why: string }[];
}

/** What is done without a question, and of the rest what was chosen. */
export function chosenFiles(plan: UndoPlan, restored: ReadonlySet<string>): PlannedFile[] {
  return plan.files.flatMap((file) => {
    if (file.action === "none" || file.action === "blocked") return [];
    if (file.action !== "changed") return [file];
    return restored.has(file.path) ? [{ ...file, action: doing(file) }] : [];
  });
}

/** `files`: of the plan. Throws UserError when what stands there could not be kept; then nothing was changed. */
export async function carryOut(
  plan: UndoPlan,
  files: readonly PlannedFile[],
  scene: UndoScene,
): Promise<Undone> {
  const all = checkpointsOf(scene.entries);
  /** One that was killed on its way is brought to its end. */
  const open = all.find(({ undoes, ended }) => undoes === plan.checkpoint.id && !ended);
  const ready: Ready[] = [];
  for (const file of files) ready.push(await kept(file, scene));
  const going = ready.filter(({ why }) => why === undefined);
  const left = ready.flatMap(({ file: { path }, why }) => (why === undefined ? [] : { path, why }));
  if (going.length === 0 && !open) return { id: null, done: [], left };

  const id = open?.id ?? nextCheckpointId(scene.entries);
  const fact = { type: "checkpoint", id, undoes: plan.checkpoint.id } as const;
  scene.record({ ...fact, ...announced(going) });
  const done: PlannedFile[] = [];
  for (const { file } of going) {
    const why = await change(file, scene);
    if (why === undefined) done.push(file);
    else left.push({ path: file.path, why });
  }
  const removed = plan.files.filter(({ path, to, action }) => {
    return to === null && (done.some((one) => one.path === path) || (open && action === "none"));
  });
  await removeFolders(removed, [plan.checkpoint, ...all.filter(({ undoneBy }) => undoneBy)], scene);
  const stay = plan.files.filter(({ path, action }) => {
    return action !== "none" && !done.some((one) => one.path === path);
  });
  scene.record({ ...fact, files: [], left: stay.map(({ path }) => path) });
  return { id, done, left };
}

function announced(going: readonly Ready[]): Pick<CheckpointFact, "files" | "folders"> {
  const folders = [...new Set(going.flatMap((one) => one.folders))];
  const files = going.map(({ file: { path, from: before, to: after }, mode }) => {
    return { path, before, after, ...(mode === undefined ? {} : { mode }) };
  });
  return { files, ...(folders.length > 0 ? { folders } : {}) };
}

interface Ready {
  file: PlannedFile;
  folders: string[];
  mode?: number;
  /** Missing: it can be done. */
  why?: string;
}

/** What an undo replaces is what a redo brings back. */
async function kept(file: PlannedFile, { states, kept }: UndoScene): Promise<Ready> {
  const nothing = { file, folders: [] };
  try {
    const now = await states.look(file.path);
    if ((now?.sha256 ?? null) !== file.from) return { ...nothing, why: meanwhile };
    if (now) keepOrThrow(() => kept.keep(now.sha256, now.bytes), file.path);
    const mode = now && file.to === null ? { mode: now.mode } : {};
    return { file, folders: now ? [] : await states.missingFolders(file.path), ...mode };
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem)) throw thrown;
    return { ...nothing, why: messageOf(thrown) };
  }
}

const meanwhile = "it was changed just now";

function keepOrThrow(keep: () => void, path: string): void {
  try {
    keep();
  } catch (cause) {
    throw new UserError(
      `What ${path} holds could not be kept: ${messageOf(cause)}. Nothing was changed.`,
      { hint: "Free some space, or mend the permissions of Skillet's state folder.", cause },
    );
  }
}

/** Why it did not work out; undefined: it did. */
async function change(
  { path, from, to, mode }: PlannedFile,
  scene: UndoScene,
): Promise<string | undefined> {
  const { states, kept } = scene;
  try {
    if (to !== null) {
      const bytes = kept.read(to);
      if (!bytes) return "its earlier content is damaged or no longer kept";
      await states.put(path, bytes, from, mode);
    } else if (from !== null) await states.remove(path, from);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem)) throw thrown;
    return messageOf(thrown);
  }
}

/** Those that the turn, or one that was taken back before, made for these files, and that hold nothing any more. */
async function removeFolders(
  removed: readonly PlannedFile[],
  makers: readonly Checkpoint[],
  { states }: UndoScene,
): Promise<void> {
  const made = new Set(makers.flatMap(({ folders }) => folders));
  const above = [...made].filter((folder) =>
    removed.some(({ path }) => path.startsWith(`${folder}/`)),
  );
  // The innermost first.
  for (const folder of above.sort((a, b) => b.length - a.length)) {
    try {
      await states.removeFolder(folder);
    } catch (thrown) {
      // It is no folder any more, or protected by now: it stays.
      if (!(thrown instanceof ToolProblem)) throw thrown;
    }
  }
}
