/** What a write replaces, or a command removes, is kept, and noted in the log: before the call that does it, or as soon as it is seen. */

import { messageOf } from "./errors.ts";
import type { Event } from "./events.ts";
import { type Environment, type Kept, type TakenAway, ToolProblem } from "./ports.ts";
import type { Effect, ToolResult } from "./types.ts";

/** `unkept`: it could not be kept, so nothing may be written. */
export async function* keepBefore(
  effect: Effect,
  { keep }: Environment,
): AsyncGenerator<Event, Kept & { unkept?: ToolResult }> {
  const nothing = { fact: null };
  if (!keep || (effect.kind !== "write" && effect.kind !== "exec")) return nothing;
  try {
    const kept = await keep(effect);
    if (kept.fact) yield kept.fact;
    return kept;
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem)) throw thrown;
    return { ...nothing, unkept: { content: messageOf(thrown), isError: true } };
  }
}

/** When the command has ended; returns what is to be told. Whatever goes wrong here, its result stands. */
export async function* keepAfter({ after }: Kept): AsyncGenerator<Event, string[]> {
  if (!after) return [];
  let taken: TakenAway;
  try {
    taken = await after();
  } catch (thrown) {
    const message = messageOf(thrown);
    // The output directory itself is gone or moved: told where it is missed.
    if (!(thrown instanceof ToolProblem))
      yield { type: "error", where: "checkpoints", kind: "internal", message };
    return [];
  }
  if (taken.fact) yield taken.fact;
  return wordsFor(taken);
}

/** So many paths are named; the rest is counted. */
const named = 5;

function wordsFor({ kept, lost }: TakenAway): string[] {
  return [
    ...(kept.length > 0 ? [`Taken away: ${listed(kept)}. A copy is kept for undo.`] : []),
    ...(lost.length > 0 ? [`Taken away, and no copy is kept: ${listed(lost)}.`] : []),
  ];
}

function listed(paths: readonly string[]): string {
  const more = paths.length - named;
  return [...paths.slice(0, named), ...(more > 0 ? [`+${more}`] : [])].join(", ");
}
