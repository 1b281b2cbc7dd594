/** Runs a turn and gives each event to every sink in order; the turn goes on when all have taken it. */

import type { Event } from "./events.ts";
import type { Sink } from "./ports.ts";

export async function drive<Result>(
  turn: AsyncGenerator<Event, Result>,
  sinks: readonly Sink[],
): Promise<Result> {
  try {
    for (;;) {
      const next = await turn.next();
      if (next.done) return next.value;
      for (const sink of sinks) {
        const taken = sink(next.value);
        if (taken) await taken;
      }
    }
  } finally {
    // Read by hand for the return value, so closing is ours too: a sink that threw must not leave the turn half open.
    await turn.return(undefined as Result);
  }
}
