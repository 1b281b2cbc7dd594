/** A question that a line answers. */

import type { Console } from "../core/ports.ts";

/** What was typed before the question stands there is no answer to it. null: Esc, Ctrl-C, Ctrl-D or an aborted signal. */
export async function askLine(
  prompt: string,
  { console, signal }: { console: Console; signal: AbortSignal },
): Promise<string | null> {
  await console.flush?.();
  try {
    return await console.line(prompt, { signal });
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
    return null;
  }
}
