/** A question outside of a conversation, to the person at the terminal: on stderr, since stdout is for what was asked for. */

import type { Config } from "../../config/load.ts";
import type { Console } from "../../core/ports.ts";
import { terminalConsole } from "../../input/console.ts";
import { terminalOutput } from "../outputs.ts";
import { stopSignals } from "../stop-signals.ts";

export type Looks = Pick<Config, "color" | "plain" | "dumb">;

/** The terminal is given back however it ends. */
export async function atTerminal<Answer>(
  { color, plain, dumb }: Looks,
  ask: (context: { console: Console; signal: AbortSignal }) => Promise<Answer>,
): Promise<Answer> {
  const console = terminalConsole(process.stdin, terminalOutput("stderr"), { color, plain, dumb });
  const stop = stopSignals(() => console.close());
  try {
    return await ask({ console, signal: stop.signal });
  } finally {
    stop.release();
    console.close();
  }
}
