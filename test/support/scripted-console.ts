/** A console whose keys and lines are written down beforehand; keeps everything that was shown. */

import type { Console } from "../../src/core/ports.ts";

/** A key by its name, or a line typed (or, with null, left by Escape). */
export type Typed = string | { line: string | null };

export interface ScriptedConsole extends Console {
  /** Everything written, questions of lines included. */
  shown(): string;
  /** What lines started with, in order. */
  initials: string[];
  /** What was not used. */
  left(): Typed[];
}

/** Runs out with an error: a test that forgot a key must not hang. */
export function scriptedConsole(
  typed: readonly Typed[],
  options: { color?: boolean; columns?: number; rows?: number } = {},
): ScriptedConsole {
  const rest = [...typed];
  const initials: string[] = [];
  let shown = "";
  const next = (what: string): Typed => {
    const one = rest.shift();
    if (one === undefined)
      throw new Error(`The script has no ${what} left. Shown so far:\n${shown}`);
    return one;
  };
  return {
    columns: options.columns ?? 120,
    color: options.color ?? false,
    ...(options.rows === undefined ? {} : { rows: options.rows }),
    initials,
    shown: () => shown,
    left: () => rest,
    write(text) {
      shown += text;
    },
    async key(signal) {
      signal?.throwIfAborted();
      const one = next("key");
      if (typeof one !== "string") throw new Error("A line was scripted where a key is asked.");
      return one;
    },
    async line(prompt, { initial = "", signal } = {}) {
      signal?.throwIfAborted();
      initials.push(initial);
      const one = next("line");
      if (typeof one === "string")
        throw new Error(`A key was scripted where a line is asked: ${prompt}`);
      shown += `${prompt}${one.line ?? ""}\n`;
      return one.line;
    },
  };
}
