/**
 * Skillet's own way into the session's network: one small process in there, itself jailed, opens sockets and hands them
 * out. A socket stays in the network it was made in, so what Skillet then says through it is said inside.
 */

import { closeSync } from "node:fs";
import type { Socket } from "node:net";
import { ToolProblem } from "../core/ports.ts";
import type { Launch } from "./fence.ts";

export interface Door {
  connect(port: number, signal: AbortSignal): Promise<Socket>;
}

interface Answer {
  id: number;
  problem?: string;
}

/** Runs under Node inside the jail. Paused sockets, so that what a server says first is still there when it is handed on. */
const keeper = `
const net = require("node:net");
process.on("disconnect", () => process.exit());
const attempt = (port, hosts, done) => {
  const socket = net.connect({ port, host: hosts[0] });
  socket.pause();
  socket.once("connect", () => done(socket));
  socket.once("error", (error) => hosts.length > 1 ? attempt(port, hosts.slice(1), done) : done(null, error.code));
};
process.on("message", ({ id, port }) => {
  attempt(port, ["127.0.0.1", "::1"], (socket, problem) => {
    if (socket) process.send({ id }, socket);
    else process.send({ id, problem });
  });
});
process.send({ id: 0 });
`;

/** `jailed` makes the launch for a command line and the variables it has to see. Rejects when it cannot start. */
export async function openDoor(
  jailed: (command: string[], env: Record<string, string>) => Launch,
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

  const waiting = new Map<number, (answer: Answer, socket?: Socket) => void>();
  let last = 0;
  const end = () => {
    for (const [id, take] of waiting) take({ id, problem: `the door closed ${words.trim()}` });
    waiting.clear();
  };
  child.once("error", end);
  child.once("close", end);
  child.on("message", (message, handle) => {
    const answer = message as Answer;
    const take = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (take) take(answer, handle as Socket);
    else (handle as Socket | undefined)?.destroy();
  });
  child.unref();
  (child.stderr as { unref?(): void } | null)?.unref?.();

  const answerTo = (id: number) =>
    new Promise<{ problem?: string; socket?: Socket }>((resolve) => {
      waiting.set(id, ({ problem }, socket) =>
        resolve({ ...(problem ? { problem } : {}), ...(socket ? { socket } : {}) }),
      );
    });

  const started = await answerTo(0);
  if (started.problem)
    throw new Error(`The session's network cannot be entered: ${started.problem}`);
  child.channel?.unref();
  return {
    async connect(port, signal) {
      signal.throwIfAborted();
      const id = ++last;
      child.channel?.ref();
      const answer = answerTo(id);
      child.send({ id, port });
      const { socket, problem } = await answer;
      if (waiting.size === 0) child.channel?.unref();
      if (signal.aborted) socket?.destroy();
      signal.throwIfAborted();
      if (!socket) throw new ToolProblem(`Nothing answers on port ${port} (${problem}).`);
      return socket;
    },
  };
}
