/** What a write replaces, or a command removes, is kept, and noted in the log, before the call that does it starts. */

import { messageOf } from "./errors.ts";
import type { Event } from "./events.ts";
import { type Environment, ToolProblem } from "./ports.ts";
import type { Effect, ToolResult } from "./types.ts";

/** A result: it could not be kept, so nothing may be written. */
export async function* keepBefore(
  effect: Effect,
  { keep }: Environment,
): AsyncGenerator<Event, ToolResult | undefined> {
  const changes = effect.kind === "write" || (effect.kind === "exec" && effect.removes);
  if (!changes || !keep) return undefined;
  try {
    const fact = await keep(effect);
    if (fact) yield fact;
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem)) throw thrown;
    return { content: messageOf(thrown), isError: true };
  }
}
