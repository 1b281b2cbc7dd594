/** Keeps, for one turn, what its writes replace: the content first, then the fact that names it. */

import { nextCheckpointId } from "../core/checkpoints.ts";
import { messageOf } from "../core/errors.ts";
import type { Entry } from "../core/events.ts";
import { type KeepBefore, ToolProblem } from "../core/ports.ts";
import type { FileStates } from "../sandbox/file-states.ts";
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
  return async ({ path: wanted, after: text }) => {
    const { path, before, after, folders } = await states.planned(wanted, text);
    if (before?.sha256 === after) return null;
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
    return {
      type: "checkpoint",
      id,
      files: [{ path, before: before?.sha256 ?? null, after }],
      ...(folders.length > 0 ? { folders } : {}),
    };
  };
}
