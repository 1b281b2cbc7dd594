import type { Process, Sandbox } from "../core/sandbox-port.ts";

/** What goes on in the background. */
export function runningIn(sandbox: Pick<Sandbox, "processes">): Process[] {
  return sandbox.processes().filter((process) => process.ended() === null);
}
