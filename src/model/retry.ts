/** Whether a failed call is tried again, and how long until then. */

import type { ModelError } from "../core/errors.ts";
import type { Delta } from "../core/events.ts";
import type { Clock } from "../core/ports.ts";

/** Requests for one call of the model, the first included. */
const maxAttempts = 3;
/** Longer than this nobody waits: the server's wish is reported and the call ends. */
export const longestWaitMs = 60_000;
const firstPauseMs = 1_000;
/** A machine that slept through the wait is noticed this soon. */
const sliceMs = 10_000;

/** ms until the next attempt; null: it would not help. `random` gives 0 to 1. */
export function pauseBefore(
  attempt: number,
  error: ModelError,
  random: () => number,
): number | null {
  if (!error.retryable || attempt > maxAttempts) return null;
  // A reply that broke off once may break off for a reason; once more is enough.
  if (error.kind === "stream_truncated" || error.kind === "empty_response") {
    return attempt > 2 ? null : Math.round(firstPauseMs * 0.2 * (1 + random()));
  }
  const { retryAfterMs = 0 } = error.fields;
  // 0, or a time that has passed, is said by servers that do not know: asked at once they refuse again.
  if (retryAfterMs > 0) return retryAfterMs > longestWaitMs ? null : retryAfterMs;
  const doubled = firstPauseMs * 2 ** (attempt - 2);
  return Math.round(doubled * (0.5 + random()));
}

/** Waits and says so, once: what failed, how long, which attempt comes. Counting down is up to whoever shows it. */
export async function* waiting(
  pauseMs: number,
  attempt: number,
  error: ModelError,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<Delta, void> {
  if (pauseMs <= 0) return;
  const until = clock.now() + pauseMs;
  yield {
    type: "notice",
    text: `${sentence(error.message)} Trying again in ${seconds(pauseMs)} (attempt ${attempt} of ${maxAttempts}).`,
    waitMs: pauseMs,
  };
  for (let left = until - clock.now(); left > 0; left = until - clock.now())
    await clock.sleep(Math.min(left, sliceMs), signal);
}

/** Endpoints end their messages as they like; the next sentence has to begin as one. */
function sentence(message: string): string {
  return /[.!?。！？]$/.test(message) ? message : `${message}.`;
}

function seconds(ms: number): string {
  return ms < 950 ? "a moment" : `${Math.ceil(ms / 1000)} s`;
}
