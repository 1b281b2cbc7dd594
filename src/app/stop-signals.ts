/** Signals: INT asks what runs to stop and keeps the session, a second one leaves soon; the others end the program in order. */

import { ticks } from "./clock.ts";
import { leaveNow } from "./leave.ts";

const codes = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 } as const;
/** So long what runs may take to end in order, in ms; then the process leaves without it. */
const patience = 1500;
/** The same, for a user who says it twice. Not nothing: two in one breath are one wish (Ctrl-C below `npm run` comes as two). */
const shortPatience = 500;

export interface Stop {
  /** Aborted by the first signal; a new one after `reset`. */
  readonly signal: AbortSignal;
  /** The exit code of the signal that came; undefined: none. */
  exitCode(): number | undefined;
  /** The same, where it ends the program and not only what runs. */
  leaving(): number | undefined;
  /** ms since the last INT; infinite: there was none. */
  sinceInterrupt(): number;
  /** Stops the turn from within (a key, a limit). */
  stop(): void;
  /** Whether something runs that INT stops: without it, INT ends the program as the others do. Default: true. */
  busy: boolean;
  /** For the next turn of a conversation. */
  reset(): void;
  /** Takes the handlers away again; not where a signal ends the program, which another one must not end otherwise. */
  release(): void;
}

/**
 * `onLeaving` runs before the process leaves without an orderly end: terminal and children first. `isSecond`: an INT that comes
 * now follows one that was a key (it left a question).
 */
export function stopSignals(
  onLeaving: () => void = () => {},
  isSecond: () => boolean = () => false,
): Stop {
  let controller = new AbortController();
  let code: number | undefined;
  let leaving: number | undefined;
  let interruptedAt = Number.NEGATIVE_INFINITY;
  /** Each signal that ends the program says how long it waits; the first of them says the code. */
  const leaveWithin = (exitCode: number, ms: number) => {
    leaving ??= exitCode;
    code = leaving;
    const leave = () => {
      onLeaving();
      leaveNow(leaving ?? exitCode);
    };
    setTimeout(leave, ms).unref();
  };
  const handlers = Object.entries(codes).map(([name, exitCode]) => {
    const handler = () => {
      const interrupt = name === "SIGINT";
      if (interrupt && (code !== undefined || isSecond())) leaveWithin(exitCode, shortPatience);
      else if (!interrupt || !stop.busy) leaveWithin(exitCode, patience);
      else code = exitCode;
      if (interrupt) interruptedAt = ticks();
      controller.abort(new Error(`stopped by ${name}`));
    };
    process.on(name as keyof typeof codes, handler);
    return [name, handler] as const;
  });
  const stop: Stop = {
    busy: true,
    get signal() {
      return controller.signal;
    },
    exitCode: () => code,
    leaving: () => leaving,
    sinceInterrupt: () => ticks() - interruptedAt,
    stop: () => controller.abort(new Error("stopped by the user")),
    reset() {
      if (leaving !== undefined) return;
      if (controller.signal.aborted) controller = new AbortController();
      code = undefined;
    },
    release() {
      if (leaving !== undefined) return;
      for (const [name, handler] of handlers) process.off(name, handler);
    },
  };
  return stop;
}
