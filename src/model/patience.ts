/** Clocks on one reply: until it begins, and between its pieces. Comments of a stream do not count as pieces. */

import { type About, modelError } from "./errors.ts";

export interface Patience {
  /** Aborted with a ModelError when the endpoint took too long. */
  signal: AbortSignal;
  /** A piece came. */
  progress(): void;
  end(): void;
}

export function patience(firstMs: number, idleMs: number, about: About): Patience {
  const stop = new AbortController();
  let idle: NodeJS.Timeout | undefined;
  const first = setTimeout(() => {
    stop.abort(
      modelError("timeout", `The endpoint did not begin to answer in ${firstMs / 1000} s.`, about),
    );
  }, firstMs);

  function tooQuiet(): void {
    const message = `The reply stopped for ${idleMs / 1000} s.`;
    stop.abort(modelError("timeout", message, about, { retryable: true }));
  }

  return {
    signal: stop.signal,
    progress() {
      if (idle) {
        idle.refresh();
        return;
      }
      clearTimeout(first);
      idle = setTimeout(tooQuiet, idleMs);
    },
    end() {
      clearTimeout(first);
      clearTimeout(idle);
    },
  };
}
