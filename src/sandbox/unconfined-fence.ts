/** `--sandbox none`: commands run plainly in the output directory, with the clean environment, killed as a group. */

import { existsSync, readFileSync } from "node:fs";
import type { Socket } from "node:net";
import { ToolProblem } from "../core/ports.ts";
import { cleanEnvironment } from "./clean-environment.ts";
import type { Fence, FenceOptions } from "./fence.ts";
import { makeLauncher } from "./launcher.ts";
import { listeningPorts } from "./listening-ports.ts";
import { commandMarks, marker, sweepMarked } from "./sweep-marked.ts";

/** `session` is any text that no other session has. */
export function unconfinedFence(options: FenceOptions, session: string): Fence {
  const { path, home, environment: extra, limits } = options;
  const launcher = makeLauncher({ ...limits, processes: Number.MAX_SAFE_INTEGER });
  const nextMark = commandMarks(session);
  return {
    label: "unconfined",
    confined: false,
    addReadable() {},
    async ready() {},
    launch(job) {
      const mark = nextMark();
      const [file = "/bin/sh", ...args] = launcher.words(job.command);
      const env = cleanEnvironment(
        { path, home, shell: launcher.shell, extra },
        { ...job.env, [marker]: mark },
      );
      const gone = async () => sweepMarked(mark);
      return { file, args, env, cwd: job.cwd, descriptors: [], gone };
    },
    connect,
    listen: null,
    listeningPorts: () =>
      listeningPorts(...["/proc/net/tcp", "/proc/net/tcp6"].filter(existsSync).map(textOf)),
    async close() {
      sweepMarked(session);
    },
  };
}

function textOf(path: string): string {
  return readFileSync(path, "latin1");
}

async function connect(port: number, signal: AbortSignal): Promise<Socket> {
  const net = process.getBuiltinModule("node:net");
  for (const host of ["127.0.0.1", "::1"]) {
    const socket = net.connect({ port, host, signal });
    const connected = await new Promise<boolean>((resolve) => {
      socket.once("connect", () => resolve(true));
      socket.once("error", () => resolve(false));
    });
    if (connected) return socket;
    signal.throwIfAborted();
  }
  throw new ToolProblem(`Nothing answers on port ${port}.`);
}
