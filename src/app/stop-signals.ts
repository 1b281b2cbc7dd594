/** Signals: the first asks the turn to stop and keeps the session, the second leaves at once. */

const codes = { SIGHUP: 129, SIGINT: 130, SIGQUIT: 131, SIGTERM: 143 } as const;

export interface Stop {
  /** Aborted by the first signal; a new one after `reset`. */
  readonly signal: AbortSignal;
  /** The exit code of the signal that came; undefined: none. */
  exitCode(): number | undefined;
  /** Stops the turn from within (a key, a limit). */
  stop(): void;
  /** Whether a turn runs: without one, every signal leaves at once. Default: true. */
  busy: boolean;
  /** For the next turn of a conversation. */
  reset(): void;
  /** Takes the handlers away again. */
  release(): void;
}

/** `onSecond` runs before the process leaves at a second signal: terminal and children first. */
export function stopSignals(onSecond: () => void = () => {}): Stop {
  let controller = new AbortController();
  let code: number | undefined;
  const handlers = Object.entries(codes).map(([name, exitCode]) => {
    const handler = () => {
      if (controller.signal.aborted || !stop.busy) {
        onSecond();
        process.exit(exitCode);
      }
      code = exitCode;
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
    stop: () => controller.abort(new Error("stopped by the user")),
    reset() {
      if (controller.signal.aborted) controller = new AbortController();
      code = undefined;
    },
    release() {
      for (const [name, handler] of handlers) process.off(name, handler);
    },
  };
  return stop;
}
