/** The way into a container's network: the engine runs something in there that passes on what comes and goes. */

import type { Socket } from "node:net";
import { ToolProblem } from "../core/ports.ts";
import { type EngineClient, engineMs } from "./container-engine.ts";

/** Says one empty line once it is connected. bash knows sockets, and must not take one on its stdin for a login; busybox and others have nc. `$1` is the port. */
const passer = [
  "exec 4<&0",
  `if [ -x /bin/bash ]; then exec /bin/bash --norc -c 'for host in 127.0.0.1 ::1; do if (exec 3<>/dev/tcp/$host/$1) 2>/dev/null; then exec 3<>/dev/tcp/$host/$1; echo; cat <&4 >&3 & cat <&3; kill $!; exit; fi; done; exit 7' bash "$1"; fi`,
  "command -v nc >/dev/null || exit 9",
  'echo; exec nc 127.0.0.1 "$1"',
].join("\n");

const noWay = 9;

/** A socket of which the other end is at `port` in the container `name`. Rejects with ToolProblem when nothing answers there. */
export function connectInside(
  { program, env, engine }: EngineClient,
  name: string,
  port: number,
  signal: AbortSignal,
): Promise<Socket> {
  signal.throwIfAborted();
  const { spawn } = process.getBuiltinModule("node:child_process");
  const args = ["exec", "--interactive", name, "/bin/sh", "-c", passer, "sh", String(port)];
  // One socket for both ways, so that what is handed on is one.
  const child = spawn("/bin/sh", ["-c", 'exec "$@" <&3 >&3 3>&-', "sh", program, ...args], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
    ...{ env, cwd: "/", detached: true },
  });
  const socket = child.stdio[3] as Socket;
  const kill = () => void child.kill("SIGKILL");
  socket.on("error", kill);
  socket.once("close", kill);
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => fail(`${engine} did not let anyone in in time`), engineMs);
    const abort = () => fail("");
    signal.addEventListener("abort", abort, { once: true });
    const settle = () => {
      clearTimeout(late);
      signal.removeEventListener("abort", abort);
      socket.removeListener("readable", connected);
    };
    function fail(reason: string): void {
      settle();
      socket.destroy();
      reject(signal.aborted ? signal.reason : new ToolProblem(reason));
    }
    function connected(): void {
      if (socket.read(1) === null) return;
      settle();
      resolve(socket);
    }
    socket.on("readable", connected);
    child.once("error", (thrown) => fail(thrown.message));
    child.once("exit", (code) =>
      fail(
        code === noWay
          ? `Nothing can be reached in there: the image has neither bash nor nc.`
          : `Nothing answers on port ${port}.`,
      ),
    );
  });
}
