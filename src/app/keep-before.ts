/** Keeps, for one turn, what its writes replace and its commands remove: the content first, then the fact that names it. */

import { nextCheckpointId } from "../core/checkpoints.ts";
import { messageOf } from "../core/errors.ts";
import type { CheckpointFact, Entry } from "../core/events.ts";
import { type KeepBefore, type Kept, type TakenAway, ToolProblem } from "../core/ports.ts";
import { copiedOf, maxCopied, maxCopiedBytes, mayChangeFiles } from "../core/removals.ts";
import type { Effect, Removal } from "../core/types.ts";
import type { FileState, FileStates } from "../sandbox/file-states.ts";
import type { Glimpse } from "../sandbox/glimpse.ts";
import type { KeptContents } from "../session/checkpoints.ts";

/** `entries`: of the session, before the turn. */
export function keepBefore(
  entries: readonly Entry[],
  states: FileStates,
  kept: KeptContents,
): KeepBefore {
  const id = nextCheckpointId(entries);
  /** What the turn itself left at a path; nobody will want that back. */
  const own = new Map<string, string>();
  /** What commands left at a path: what it held before the first of them is kept, the states between them are not. */
  const byCommand = new Map<string, string>();

  /** Nothing here keeps a command from running: it may be what makes room on the disk. */
  async function removed(removes: readonly Removal[]): Promise<CheckpointFact | null> {
    const files: CheckpointFact["files"] = [];
    for (const path of new Set(copiedOf(removes).flatMap((one) => one.files))) {
      const state = await lookAt(path, states);
      if (!state) continue;
      if (!keeps(path, state)) break;
      files.push({ path, before: state.sha256, after: null, mode: state.mode });
    }
    return files.length > 0 ? { type: "checkpoint", id, files } : null;
  }

  /** False: there is no room for it. */
  function keeps(path: string, state: FileState): boolean {
    try {
      if (own.get(path) !== state.sha256) kept.keep(state.sha256, state.bytes);
    } catch {
      return false;
    }
    own.delete(path);
    return true;
  }

  async function aroundCommand(effect: Extract<Effect, { kind: "exec" }>): Promise<Kept> {
    const { command, commands = [], removes = [] } = effect;
    const fact = await removed(removes);
    if (![command, ...commands].some(mayChangeFiles)) return { fact };
    const before = states.glimpse(removes.some(({ watched }) => watched));
    if (!before) return { fact };
    const named = new Set(removes.flatMap(({ files }) => files));
    return { fact, after: async () => takenAway(before, named) };
  }

  /** `named`: by its words, and kept already as far as they are. */
  function takenAway(before: Glimpse, named: ReadonlySet<string>): TakenAway {
    const gone = states.gone(before).filter(({ path }) => !named.has(path));
    const bytes = gone.reduce((sum, { state }) => sum + (state?.bytes.length ?? 0), 0);
    const fits = gone.length <= maxCopied && bytes <= maxCopiedBytes;
    const files: CheckpointFact["files"] = [];
    const lost: string[] = [];
    for (const { path, state } of gone) {
      if (!fits || !state || !keeps(path, state)) lost.push(path);
      else files.push({ path, before: state.sha256, after: null, mode: state.mode });
    }
    const taken = files.map(({ path }) => path);
    files.push(...changed(before));
    const fact: CheckpointFact | null = files.length > 0 ? { type: "checkpoint", id, files } : null;
    return { fact, kept: taken, lost };
  }

  /** What its owner may want back as it was; what the turn itself had made of it is not kept. */
  function changed(before: Glimpse): CheckpointFact["files"] {
    const found = states.changed(before);
    const bytes = found.reduce((sum, { state }) => sum + state.bytes.length, 0);
    if (found.length > maxCopied || bytes > maxCopiedBytes) return [];
    return found.flatMap(({ path, state, now }): CheckpointFact["files"] => {
      const isKept = byCommand.get(path) === state.sha256 || keeps(path, state);
      if (!isKept) return [];
      byCommand.set(path, now);
      return [{ path, before: state.sha256, after: now, byCommand: true }];
    });
  }

  return async (effect) => {
    if (effect.kind === "exec") return aroundCommand(effect);
    const { path: wanted, after: text } = effect;
    const { path, before, after, folders } = await states.planned(wanted, text);
    if (before?.sha256 === after) return { fact: null };
    if (before && own.get(path) !== before.sha256) {
      try {
        kept.keep(before.sha256, before.bytes);
      } catch (cause) {
        throw new ToolProblem(
          `${path} was not written: what it holds could not be kept for undo (${messageOf(cause)}). Nothing was changed; tell the user.`,
          { cause },
        );
      }
    }
    own.set(path, after);
    const fact: CheckpointFact = {
      ...{ type: "checkpoint", id, files: [{ path, before: before?.sha256 ?? null, after }] },
      ...(folders.length > 0 ? { folders } : {}),
    };
    return { fact };
  };
}

/** null: it is gone, or no plain file that an undo could bring back. */
async function lookAt(path: string, states: FileStates): Promise<FileState | null> {
  try {
    return await states.look(path);
  } catch (thrown) {
    if (thrown instanceof ToolProblem) return null;
    throw thrown;
  }
}
