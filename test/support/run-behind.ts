/** Runs a command behind a fence without the rest of the sandbox. */

import type { CommandEnd } from "../../src/core/ports.ts";
import type { Fence, Job } from "../../src/sandbox/fence.ts";
import { KeptOutput } from "../../src/sandbox/kept-output.ts";
import { startCommand } from "../../src/sandbox/running-command.ts";

export async function startBehind(
  fence: Fence,
  job: Pick<Job, "command" | "cwd"> & Partial<Job>,
  timeoutMs?: number,
) {
  await fence.ready();
  return startCommand(fence.launch({ env: {}, protect: [], ...job }), {
    kept: new KeptOutput({ keptBytes: 4096, spoolBytes: 0, session: { left: 0 }, spoolPath: "" }),
    onOutput() {},
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  });
}

export async function runBehind(...given: Parameters<typeof startBehind>): Promise<CommandEnd> {
  return (await startBehind(...given)).ended;
}
