/** What of the history is sent to the model. Pure. The prefix stays the same from step to step, so prompt caches hold. */

import type { Message } from "./types.ts";

/** Today the whole history, as it is; the context pipeline grows here. */
export function viewOf(history: readonly Message[]): readonly Message[] {
  return history;
}
