/** Commands of one session: run to their end, or in the background; with the session's own network. */

import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import {
  type Command,
  type CommandEnd,
  type Process,
  type Sandbox,
  ToolProblem,
} from "../core/ports.ts";
import { Backlog } from "./backlog.ts";
import type { Fence, Job } from "./fence.ts";
import { requestHttp } from "./http-request.ts";
import { KeptOutput } from "./kept-output.ts";
import type { CommandLimits } from "./limits.ts";
import { findProtectedPaths } from "./protected-paths.ts";
import { checkHosts, type Grant, type HostProxy, openProxy } from "./proxy.ts";
import { startCommand } from "./running-command.ts";

export type Commands = Pick<
  Sandbox,
  "run" | "start" | "process" | "processes" | "http" | "listening" | "close"
>;

export interface CommandsOptions {
  out: string;
  limits: CommandLimits;
  /** Where full outputs go; it exists. */
  spoolDir: string;
  /** Absolute paths below `out` that commands may not change, besides `.git` and `.skillet`. */
  protect: readonly string[];
  /** Hosts that every command may reach, from now on; the list may grow. */
  hosts: readonly string[];
}

/** MAX_ARG_STRLEN of Linux, less what the shell needs. */
const maxCommandBytes = 128 * 1024 - 1;

export function openCommands(fence: Fence, options: CommandsOptions): Commands {
  const { out, limits, spoolDir } = options;
  const processes = new Map<string, Process>();
  const running = new Set<() => void>();
  let proxy: Promise<HostProxy> | null = null;

  function keep(): KeptOutput {
    const { keptBytes, spoolBytes } = limits;
    return new KeptOutput({
      keptBytes,
      spoolBytes,
      spoolPath: join(spoolDir, `${randomUUID()}.log`),
    });
  }

  function jobOf({ command, cwd = ".", env = {} }: Command): Job {
    if (command.includes("\0")) throw new ToolProblem("The command holds a NUL character.");
    if (Buffer.byteLength(command) > maxCommandBytes)
      throw new ToolProblem("The command is too long. Write it to a file and run that.");
    const folder = resolve(out, cwd);
    if (cwd.includes("\0") || (folder !== out && !folder.startsWith(`${out}/`)))
      throw new ToolProblem(`Commands run inside the output directory only, not in ${cwd}.`);
    return { command, cwd: folder, env, protect: findProtectedPaths(out, options.protect) };
  }

  /** The way out for one command; null: it needs none, or nothing keeps it in. */
  async function grantFor({ hosts = [] }: Command): Promise<Grant | null> {
    const all = [...new Set([...options.hosts, ...hosts])];
    checkHosts(all);
    const { listen } = fence;
    if (all.length === 0 || listen === null) return null;
    proxy ??= listen().then(openProxy);
    return (await proxy).grant(all);
  }

  async function* run(command: Command, signal: AbortSignal): AsyncGenerator<string, CommandEnd> {
    signal.throwIfAborted();
    const job = jobOf(command);
    await fence.ready();
    const grant = await grantFor(command);
    signal.throwIfAborted();
    const backlog = new Backlog();
    const child = await startCommand(fence.launch(granted(job, grant)), {
      kept: keep(),
      timeoutMs: command.timeoutMs ?? limits.timeoutMs,
      onOutput: (chunk) => backlog.add(chunk),
    });
    running.add(child.kill);
    signal.addEventListener("abort", child.kill, { once: true });
    if (signal.aborted) child.kill();
    const over = () => backlog.end();
    child.ended.then(over, over);
    try {
      yield* backlog.texts();
      const end = await child.ended;
      signal.throwIfAborted();
      return noting(end, job, grant);
    } finally {
      signal.removeEventListener("abort", child.kill);
      running.delete(child.kill);
      child.kill();
      fence.sweep();
      // Whoever stops listening early must not find it still at work.
      await child.ended.catch(() => {});
      grant?.release();
    }
  }

  async function start(command: Command): Promise<Process> {
    const job = jobOf(command);
    await fence.ready();
    const id = `p${processes.size + 1}`;
    const { keptBytes } = limits;
    const fresh = () => new KeptOutput({ keptBytes, spoolBytes: 0, spoolPath: "" });
    let unread = fresh();
    const grant = await grantFor(command);
    const child = await startCommand(fence.launch(granted(job, grant)), {
      kept: keep(),
      onOutput: (chunk) => unread.add(chunk),
      ...(command.timeoutMs === undefined ? {} : { timeoutMs: command.timeoutMs }),
    });
    running.add(child.kill);
    let end: CommandEnd | null = null;
    const ended = child.ended.then((value) => {
      running.delete(child.kill);
      end = noting(value, job, grant);
      grant?.release();
      return end;
    });
    ended.catch(() => {});
    await child.started;
    const process: Process = {
      id,
      command: command.command,
      output() {
        const { output } = unread.get();
        unread = fresh();
        return output;
      },
      ended: () => end,
      async stop() {
        child.kill();
        const value = await ended;
        return value;
      },
    };
    processes.set(id, process);
    return process;
  }

  function noting(end: CommandEnd, job: Job, grant: Grant | null): CommandEnd {
    const blockedHosts = grant?.blocked() ?? [];
    return { ...end, ...notesOn(job), ...(blockedHosts.length > 0 ? { blockedHosts } : {}) };
  }

  /** A repository that a command made is closed to the commands after it; better said than found out. */
  function notesOn(job: Job): { notes?: string[] } {
    const before = new Set(job.protect);
    const made = findProtectedPaths(out, options.protect).filter((path) => !before.has(path));
    if (made.length === 0 || !fence.confined) return {};
    const names = made.map((path) => path.slice(out.length + 1)).join(", ");
    const note = `The command made ${names}; commands after it can read but not change that.`;
    return { notes: [note] };
  }

  return {
    run,
    start,
    process: (id) => processes.get(id),
    processes: () => [...processes.values()],
    http: (request, signal) =>
      requestHttp(request, (port, either) => fence.connect(port, either), signal),
    async listening(port) {
      await fence.ready();
      return fence.listeningPorts().has(port);
    },
    async close() {
      for (const kill of running) kill();
      fence.sweep();
      (await proxy?.catch(() => null))?.close();
      await fence.close();
    },
  };
}

function granted(job: Job, grant: Grant | null): Job {
  return grant ? { ...job, env: { ...job.env, ...grant.environment } } : job;
}
