/**
 * Skillet's own way into the session's network: one small process in there, itself jailed, opens sockets and hands them
 * out. A socket stays in the network it was made in, so what Skillet then says through it is said inside.
 */

import { closeSync } from "node:fs";
import type { Server, Socket } from "node:net";
import { exitCodes, UserError } from "../core/errors.ts";
import { ToolProblem } from "../core/ports.ts";
import type { Launch } from "./fence.ts";

export interface Door {
  connect(port: number, signal: AbortSignal): Promise<Socket>;
  /** A server on loopback in there, on a port of its own choice, whose connections arrive out here. */
  listen(): Promise<{ server: Server; port: number }>;
}

interface Answer {
  id: number;
  port?: number;
  problem?: string;
}

/**
 * Runs under Node inside the jail. Paused sockets, so that what a server says first is still there when it is handed on. It ends
 * by a signal: process.exit can deadlock (see app/leave.ts), and there is nothing to put in order.
 */
const keeper = `
const net = require("node:net");
process.on("disconnect", () => process.kill(process.pid, "SIGKILL"));
const attempt = (port, hosts, done) => {
  const socket = net.connect({ port, host: hosts[0] });
  socket.pause();
  socket.once("connect", () => done(socket));
  socket.once("error", (error) => hosts.length > 1 ? attempt(port, hosts.slice(1), done) : done(null, error.code));
};
process.on("message", ({ id, port }) => {
  if (port === 0) {
    const server = net.createServer().listen(0, "127.0.0.1", () =>
      process.send({ id, port: server.address().port }, server, () => server.close()));
    return;
  }
  attempt(port, ["127.0.0.1", "::1"], (socket, problem) => {
    if (socket) process.send({ id }, socket);
    else process.send({ id, problem });
  });
});
process.send({ id: 0 });
`;

/**
 * `jailed` makes the launch for a command line and the variables it has to see. `closed` is called once it leads nowhere any
 * more. Rejects with UserError (44) when it cannot start.
 */
export async function openDoor(
  jailed: (command: string[], env: Record<string, string>) => Launch,
  closed: () => void = () => {},
): Promise<Door> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const launch = jailed([process.execPath, "--eval", keeper], {
    NODE_CHANNEL_FD: "4",
    NODE_CHANNEL_SERIALIZATION_MODE: "json",
  });
  const child = spawn(launch.file, launch.args, {
    stdio: ["ignore", "ignore", "pipe", ...launch.descriptors, "ipc"],
    env: launch.env,
    cwd: launch.cwd,
    detached: true,
  });
  for (const descriptor of launch.descriptors) closeSync(descriptor);
  let words = "";
  child.stderr?.on("data", (chunk) => {
    words = (words + chunk).slice(-2000);
  });

  const waiting = new Map<number, (answer: Answer, handle?: Socket | Server) => void>();
  let last = 0;
  const gone = () => `the door closed ${words.trim()}`.trim();
  const end = () => {
    closed();
    for (const [id, take] of waiting) take({ id, problem: gone() });
    waiting.clear();
  };
  // Each word that does not reach it any more is an error.
  child.on("error", end);
  child.once("close", end);
  child.on("message", (message, handle) => {
    const answer = message as Answer;
    const take = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (take) take(answer, handle as Socket | Server);
    else (handle as Socket | undefined)?.destroy();
  });
  /** Only while an answer is due does the door keep Skillet from ending; its own end is an answer as well, and comes last. */
  const isDue = (due: boolean) => {
    for (const handle of [child, child.channel, child.stderr as unknown as typeof child | null]) {
      if (due) handle?.ref();
      else handle?.unref();
    }
  };

  const ask = async (id: number, port?: number): Promise<Answer & { handle?: Socket | Server }> => {
    if (port !== undefined && !child.connected) return { id, problem: gone() };
    const answer = new Promise<Answer & { handle?: Socket | Server }>((resolve) => {
      waiting.set(id, (given, handle) => resolve({ ...given, ...(handle ? { handle } : {}) }));
    });
    isDue(true);
    if (port !== undefined) child.send({ id, port });
    const given = await answer;
    if (waiting.size === 0) isDue(false);
    return given;
  };

  const { problem } = await ask(0);
  if (problem) throw shut(problem);
  return {
    async connect(port, signal) {
      signal.throwIfAborted();
      const { handle, problem } = await ask(++last, port);
      const socket = handle as Socket | undefined;
      if (signal.aborted) socket?.destroy();
      signal.throwIfAborted();
      if (!socket) throw new ToolProblem(`Nothing answers on port ${port} (${problem}).`);
      return socket;
    },
    async listen() {
      const { handle, port, problem } = await ask(++last, 0);
      if (!handle || port === undefined) throw shut(problem ?? "it offers no port");
      const server = handle as Server;
      server.unref();
      return { server, port };
    },
  };
}

function shut(problem: string): UserError {
  return new UserError(`The session's network cannot be entered: ${problem}`, {
    exitCode: exitCodes.noSandbox,
    hint: "See what is missing: skillet doctor",
  });
}
