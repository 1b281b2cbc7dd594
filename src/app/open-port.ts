/** `--open PORT`: as soon as the app listens in the sandbox, it can be looked at from the user's own browser. */

import type { Sink } from "../core/ports.ts";
import type { OpenSandbox } from "../sandbox/open.ts";

/** A reader of events that looks after each call whether one of the ports is there. Each is opened once, and told. */
export function openPorts(
  ports: readonly number[],
  sandbox: Pick<OpenSandbox, "listening" | "forward">,
  notice: (line: string) => void,
): Sink {
  const waiting = new Set(ports);
  return async (event) => {
    if (event.type !== "tool_result" || waiting.size === 0) return;
    for (const port of waiting) {
      if (!(await sandbox.listening(port))) continue;
      waiting.delete(port);
      const forwarded = await sandbox.forward(port);
      notice(openLine(forwarded.port));
    }
  };
}

export function openLine(port: number): string {
  return `Open http://127.0.0.1:${port} in your browser; the app stays inside the sandbox, and the door closes with the session.`;
}
