/** Time that runs out, and can be made to stand still. */

export interface Stopwatch {
  /** Stands still until every returned function was called. */
  hold(): () => void;
  /** As much again, from now, once it has run out. */
  again(): void;
  end(): void;
}

/** A timer of more than this (24 days) would fire at once. */
const longest = 2 ** 31 - 1;

/** `ms` undefined: it never runs out. */
export function stopwatch(ms: number | undefined, over: () => void): Stopwatch {
  const whole = Math.min(ms ?? 0, longest);
  let left = whole;
  let since = performance.now();
  let holds = 0;
  let ended = ms === undefined;
  let isUp = false;
  let timer: NodeJS.Timeout | undefined;
  const go = () => {
    if (ended || isUp) return;
    since = performance.now();
    timer = setTimeout(() => {
      isUp = true;
      over();
    }, left);
  };
  const stop = () => {
    clearTimeout(timer);
    left = Math.max(0, left - (performance.now() - since));
  };
  go();
  return {
    hold() {
      if (holds++ === 0) stop();
      let held = true;
      return () => {
        if (held && --holds === 0) go();
        held = false;
      };
    },
    again() {
      if (!isUp) return;
      isUp = false;
      left = whole;
      if (holds === 0) go();
    },
    end() {
      ended = true;
      clearTimeout(timer);
    },
  };
}
