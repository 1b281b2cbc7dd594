/** Every process that this one starts, as Node tells it; never its environment. */

import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { errorMonitor } from "node:events";

/** What is told of a process when it is made; its arguments are there a moment later. */
interface Child {
  pid?: number;
  spawnargs?: readonly string[];
  once(event: string | symbol, listener: (...values: unknown[]) => void): unknown;
}

const channel = "child_process";
/** Longer ones are clipped: programs given on the command line. */
const longestArgument = 300;

/** Returns what ends it. */
export function watchSpawned(tell: (what: string, fields: object) => void): () => void {
  const seen = (message: unknown) => {
    const { process: child } = message as { process: Child };
    const startedAt = performance.now();
    child.once("spawn", () => {
      const args = (child.spawnargs ?? []).map((text) =>
        text.length > longestArgument ? `${text.slice(0, longestArgument)}…` : text,
      );
      tell("spawn", { pid: child.pid, args });
    });
    child.once("exit", (code, signal) => {
      const ms = Math.round(performance.now() - startedAt);
      tell("exit", { pid: child.pid, code, signal, ms });
    });
    // Only looked at: whoever started it still has to answer for it.
    child.once(errorMonitor, (error) => {
      tell("spawn failed", { args: child.spawnargs ?? [], error: String(error) });
    });
  };
  subscribe(channel, seen);
  return () => void unsubscribe(channel, seen);
}
