/** Checkpoints read back from the log: what each turn changed in files, and what was taken back since. */

import type { CheckpointFact, Fact } from "./events.ts";

/** sha256 of a file's content; null: no such file. */
export type FileHash = string | null;

export interface CheckpointFile {
  path: string;
  /** What an undo brings back: the state before the turn, or the one in which somebody else left it during the turn. */
  before: FileHash;
  /** As the turn left it. */
  after: FileHash;
  /** Every state in which only this checkpoint can have left it: `after`, and others where nobody knows whether a write took place. */
  own: FileHash[];
  /** maybe: Skillet was killed before it could tell. */
  changed: "yes" | "no" | "maybe";
  /** Permissions it had; missing: not known. */
  mode?: number;
  /** Only a command changed it, or somebody while it ran: nobody can tell which. Missing: the turn wrote or removed it. */
  byCommand?: true;
}

export interface Checkpoint {
  id: string;
  /** Of the turn; of an undo the last one before it. */
  prompt: string;
  files: CheckpointFile[];
  /** Folders it made, outermost first. */
  folders: string[];
  /** The checkpoint it takes back; null: it is a turn's. */
  undoes: string | null;
  /** False: an undo that was killed on its way. */
  ended: boolean;
  /** The later checkpoint that takes this one back; null: none, or that one was taken back itself. */
  undoneBy: string | null;
  /** Whether commands ran in its turn: what they changed is not known. */
  ranCommands: boolean;
}

interface Open extends Checkpoint {
  byPath: Map<string, CheckpointFile & { pending: boolean }>;
  /** What counts of them: those that the turn did not write as well. */
  byCommand: Map<string, CheckpointFile>;
}

const commandTools: ReadonlySet<string> = new Set(["shell", "verify"]);

/** In the order in which they came to be. */
export function checkpointsOf(facts: readonly Fact[]): Checkpoint[] {
  const found = new Map<string, Open>();
  let prompt = "";
  /** Those of the turn that is being read. */
  let turns: Open[] = [];
  let ranCommands = false;
  for (const fact of facts) {
    if (fact.type === "turn_start") {
      prompt = fact.prompt;
      turns = [];
      ranCommands = false;
    } else if (fact.type === "tool_start" && commandTools.has(fact.name)) {
      ranCommands = true;
      for (const turn of turns) turn.ranCommands = true;
    } else if (fact.type === "checkpoint") {
      const checkpoint = found.get(fact.id) ?? opened(fact, prompt);
      found.set(fact.id, checkpoint);
      if (fact.undoes === undefined) {
        if (!turns.includes(checkpoint)) turns.push(checkpoint);
        checkpoint.ranCommands ||= ranCommands;
      }
      take(fact, checkpoint);
    } else if (fact.type === "tool_result" && fact.effect?.kind === "write") {
      for (const turn of turns) answered(turn.byPath.get(fact.effect.path), fact.isError);
    } else if (fact.type === "tool_result" && fact.effect?.kind === "exec") {
      for (const turn of turns) ran(turn);
    }
  }
  return withUndone([...found.values()]);
}

function opened({ id, undoes }: CheckpointFact, prompt: string): Open {
  return {
    ...{ id, prompt, undoes: undoes ?? null, byPath: new Map(), byCommand: new Map() },
    ...{ files: [], folders: [] },
    ...{ ended: false, undoneBy: null, ranCommands: false },
  };
}

function take(fact: CheckpointFact, checkpoint: Open): void {
  for (const { path, before, after, mode, byCommand } of fact.files) {
    if (byCommand) {
      const earlier = checkpoint.byCommand.get(path);
      const first = earlier?.after === before ? earlier.before : before;
      const states = { before: first, after, own: [after] };
      checkpoint.byCommand.set(path, { path, ...states, changed: "yes", byCommand });
      continue;
    }
    const known = checkpoint.byPath.get(path);
    // What stands there now is not ours: somebody changed it meanwhile, and theirs is what is brought back.
    const ours = known?.own.includes(before) === true;
    checkpoint.byPath.set(path, {
      path,
      before: known && ours ? known.before : before,
      after,
      own: [...new Set([...(known && ours ? known.own : [before]), after])],
      changed: known && known.changed !== "no" ? known.changed : "maybe",
      pending: true,
      ...(mode === undefined ? {} : { mode }),
    });
  }
  for (const folder of fact.folders ?? []) {
    if (!checkpoint.folders.includes(folder)) checkpoint.folders.push(folder);
  }
  if (fact.left !== undefined) endUndo(checkpoint, fact.left);
}

/** The write took place, or failed; of one that failed nobody knows how far it came, so both states stay possible. */
function answered(
  file: (CheckpointFile & { pending: boolean }) | undefined,
  isError: boolean,
): void {
  if (!file?.pending) return;
  file.pending = false;
  if (!isError) {
    file.own = [file.after];
    file.changed = "yes";
  } else if (file.changed === "maybe") file.changed = "no";
}

/** A command that was to remove files has ended: which of them are gone is seen where they stood. */
function ran(turn: Open): void {
  for (const file of turn.byPath.values()) {
    if (!file.pending || file.after !== null) continue;
    file.pending = false;
    file.changed = "yes";
  }
}

function endUndo(checkpoint: Open, left: readonly string[]): void {
  checkpoint.ended = true;
  for (const path of left) checkpoint.byPath.delete(path);
  for (const file of checkpoint.byPath.values()) {
    file.own = [file.after];
    file.changed = "yes";
  }
}

/** Later ones first: whether an undo holds depends on those after it. */
function withUndone(checkpoints: readonly Open[]): Checkpoint[] {
  const undone = new Map<string, string>();
  for (const { id, undoes, ended } of [...checkpoints].reverse()) {
    if (undoes !== null && ended && !undone.has(id) && !undone.has(undoes)) undone.set(undoes, id);
  }
  return checkpoints.map(({ byPath, byCommand, ended, ...rest }) => ({
    ...rest,
    ended: rest.undoes === null || ended,
    files: [
      ...[...byPath.values()].map(({ pending: _, ...file }) => file),
      ...[...byCommand.values()].filter(({ path }) => !byPath.has(path)),
    ],
    undoneBy: undone.get(rest.id) ?? null,
  }));
}

/** A number beyond it is nobody's count: it is stepped over, but not counted on from. */
const maxCounted = 999_999;

/** The id of the next one: never one that the log names already, whatever it holds. */
export function nextCheckpointId(facts: readonly Fact[]): string {
  const taken = new Set<string>();
  let last = 0;
  for (const fact of facts) {
    if (fact.type !== "checkpoint") continue;
    taken.add(fact.id);
    // One that is said to be taken back, though it never was, would be born so.
    if (fact.undoes !== undefined) taken.add(fact.undoes);
    const number = Number(/^c(\d+)$/.exec(fact.id)?.[1] ?? 0);
    if (number <= maxCounted) last = Math.max(last, number);
  }
  let next = last + 1;
  while (taken.has(`c${next}`)) next++;
  return `c${next}`;
}

/** What `undo` means without an id: the last turn that changed something and still stands; where only commands did, the last of those. */
export function lastToUndo(checkpoints: readonly Checkpoint[]): Checkpoint | undefined {
  /** Its redo was killed: a part of it may stand again. */
  const redoing = ({ undoneBy }: Checkpoint) =>
    undoneBy !== null && checkpoints.some(({ undoes, ended }) => undoes === undoneBy && !ended);
  const standing = checkpoints.filter(
    (one) => one.undoes === null && (one.undoneBy === null || redoing(one)) && did(one),
  );
  return standing.findLast(didItself) ?? standing.at(-1);
}

/** What `redo` means without an id: the last undo, unless the model changed something after it. */
export function lastToRedo(checkpoints: readonly Checkpoint[]): Checkpoint | undefined {
  const last = checkpoints.findLastIndex((one) => one.undoes === null && didItself(one));
  const turns = new Set(checkpoints.filter(({ undoes }) => undoes === null).map(({ id }) => id));
  return checkpoints
    .slice(last + 1)
    .findLast(({ undoes, undoneBy }) => undoes !== null && turns.has(undoes) && undoneBy === null);
}

/** Whether anything in it may have happened. */
export function did({ files }: Checkpoint): boolean {
  return files.some(({ changed, before, after }) => changed !== "no" && before !== after);
}

/** The same, without what changed while a command ran. */
function didItself({ files, ...rest }: Checkpoint): boolean {
  return did({ ...rest, files: files.filter(({ byCommand }) => !byCommand) });
}
