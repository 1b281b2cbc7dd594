/** Commands of one session: run to their end, or in the background; with the session's own network. */

import { randomUUID } from "node:crypto";
import { join, resolve } from "node:path";
import {
  type Command,
  type CommandEnd,
  type HostQuestion,
  type Process,
  type Sandbox,
  type TimeQuestion,
  ToolProblem,
} from "../core/ports.ts";
import { backgroundProcess, UnreadOutput } from "./background.ts";
import { Backlog } from "./backlog.ts";
import { openDiskWatch } from "./disk-watch.ts";
import type { Fence, Job } from "./fence.ts";
import { type AskHost, checkHosts, type Grant, type Upstream } from "./host-grants.ts";
import { requestHttp } from "./http-request.ts";
import { KeptOutput } from "./kept-output.ts";
import type { CommandLimits } from "./limits.ts";
import { type HostProxy, openProxy } from "./proxy.ts";
import { Questions } from "./questions.ts";
import { removesOnly } from "./removes-only.ts";
import type { Repositories } from "./repositories.ts";
import { type RunningCommand, startCommand } from "./running-command.ts";

export type Commands = Pick<
  Sandbox,
  "run" | "start" | "process" | "processes" | "http" | "listening" | "close"
> & {
  /** Ports of the session's network that something of the session listens on, lowest first. Without a fence none is told: they are the machine's. */
  openPorts(): Promise<number[]>;
};

export interface CommandsOptions {
  out: string;
  limits: CommandLimits;
  /** Where full outputs go; it exists. */
  spoolDir: string;
  /** Says what commands may not change, and what is to be known after one. */
  repositories: Repositories;
  /** For what nobody waits for any more: a line that the user should see. */
  notice: (line: string) => void;
  /** Hosts that every command may reach, from now on; the list may grow. */
  hosts: readonly string[];
  /** Whether a host must not be reached, whatever was granted. */
  denied: (host: string) => boolean;
  /** The proxy that leads to a host from this machine; undefined: there is none on the way. */
  upstream: Upstream;
}

type Running = AsyncGenerator<string | HostQuestion | TimeQuestion, CommandEnd>;

/** A command that was started, with what was taken for it. */
interface Begun {
  child: RunningCommand;
  disked: { end(value: CommandEnd): CommandEnd; release(): void };
  grant: Grant | null;
}

/** MAX_ARG_STRLEN of Linux, less what the shell needs. */
const maxCommandBytes = 128 * 1024 - 1;

export function openCommands(fence: Fence, options: CommandsOptions): Commands {
  const { out, limits, spoolDir, repositories, notice } = options;
  const processes = new Map<string, Process>();
  const running = new Set<() => void>();
  /** Commands from before they are looked at until after what they did was. */
  let active = 0;
  let proxy: Promise<HostProxy> | null = null;
  /** Of Skillet's own on the session's network. */
  const ownPorts = new Set<number>();
  const disk = openDiskWatch({ out, limits });
  const session = { left: limits.sessionSpoolBytes };

  function keep(): KeptOutput {
    const { keptBytes, spoolBytes } = limits;
    return new KeptOutput({
      keptBytes,
      spoolBytes,
      session,
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
    const removes = removesOnly(command) && Object.keys(env).length === 0;
    const protect = fence.confined ? repositories.protect({ quiet: active === 0, removes }) : [];
    return { command, cwd: folder, env, protect };
  }

  /** The way out for one command, which also tells what it would have liked to reach; null: the fence has no network of its own. */
  async function grantFor({ hosts = [] }: Command, ask?: AskHost): Promise<Grant | null> {
    const all = [...new Set([...options.hosts, ...hosts])];
    checkHosts(all);
    const { listen } = fence;
    if (listen === null) return null;
    const { denied, upstream } = options;
    proxy ??= listen().then((on) => {
      ownPorts.add(on.port);
      return openProxy({ ...on, denied, upstream });
    });
    try {
      return (await proxy).grant(all, ask);
    } catch (thrown) {
      // Without a way out nothing gets out: who asked for none can do without.
      if (all.length > 0) throw thrown;
      return null;
    }
  }

  async function* run(command: Command, signal: AbortSignal): Running {
    signal.throwIfAborted();
    const job = jobOf(command);
    let left = false;
    active++;
    try {
      await fence.ready();
      const end = yield* runJob(command, job, signal);
      left = end.runsOn !== undefined;
      return end;
    } finally {
      if (!left) active--;
    }
  }

  async function* runJob(command: Command, job: Job, signal: AbortSignal): Running {
    const backlog = new Backlog();
    const questions = new Questions(backlog);
    const ask: AskHost = (host) => questions.host(host);
    const grant = await grantFor(command, command.asksHosts ? ask : undefined);
    signal.throwIfAborted();
    const kept = keep();
    const startedAt = performance.now();
    const timeoutMs = command.timeoutMs ?? limits.timeoutMs;
    const timeUp = () => questions.timeUp(timeoutMs, () => kept.get().output);
    let unread: UnreadOutput | null = null;
    const child = await startCommand(fence.launch(granted(job, grant)), {
      kept,
      timeoutMs,
      onOutput: (chunk) => backlog.add(chunk),
      onKept: (chunk) => unread?.add(chunk),
      ...(command.asksTime ? { timeUp } : {}),
    });
    questions.about(child);
    running.add(child.kill);
    const disked = watchDisk(child);
    signal.addEventListener("abort", child.kill, { once: true });
    if (signal.aborted) child.kill();
    let left = false;
    let told = false;
    try {
      yield* backlog.items();
      signal.throwIfAborted();
      if (questions.keeps) {
        unread = new UnreadOutput(limits.keptBytes);
        const durationMs = performance.now() - startedAt;
        const { id } = leaveRunning(command.command, unread, { child, disked, grant });
        left = true;
        return { exitCode: null, timedOut: false, durationMs, ...kept.get(), runsOn: id };
      }
      const end = await child.ended;
      signal.throwIfAborted();
      told = true;
      return noting(disked.end(end), grant);
    } finally {
      signal.removeEventListener("abort", child.kill);
      if (!left) {
        disked.release();
        running.delete(child.kill);
        child.kill();
        // Whoever stops listening early must not find it still at work.
        await child.ended.catch(() => {});
        grant?.release();
        if (!told) reviewAlone();
      }
    }
  }

  /** `end` adds to the end of a command that it was the disk's, until it is released. */
  function watchDisk({ pids, kill }: RunningCommand) {
    let stopped: string | undefined;
    const release = disk.watch({
      pids,
      stop(why) {
        stopped ??= why;
        kill();
      },
    });
    const end = (value: CommandEnd): CommandEnd =>
      stopped !== undefined && value.exitCode === null ? { ...value, stopped } : value;
    return { end, release };
  }

  /** What there is to say goes to the user, for nobody waits for the command's end. */
  function reviewAlone(): void {
    if (fence.confined) for (const line of repositories.review(active > 1)) notice(line);
  }

  async function start(command: Command): Promise<Process> {
    const job = jobOf(command);
    active++;
    try {
      await fence.ready();
      return await startJob(command, job);
    } catch (thrown) {
      active--;
      throw thrown;
    }
  }

  async function startJob(command: Command, job: Job): Promise<Process> {
    const unread = new UnreadOutput(limits.keptBytes);
    const grant = await grantFor(command);
    const child = await startCommand(fence.launch(granted(job, grant)), {
      kept: keep(),
      onKept: (chunk) => unread.add(chunk),
      ...(command.timeoutMs === undefined ? {} : { timeoutMs: command.timeoutMs }),
    });
    running.add(child.kill);
    const disked = watchDisk(child);
    child.started.catch(() => {
      running.delete(child.kill);
      disked.release();
      grant?.release();
    });
    await child.started;
    return leaveRunning(command.command, unread, { child, disked, grant });
  }

  /** From now on nobody waits for it: its end is told to whoever looks, and what the fence has to say about it to the user. */
  function leaveRunning(command: string, unread: UnreadOutput, begun: Begun): Process {
    const { child, disked, grant } = begun;
    const id = `p${processes.size + 1}`;
    const ended = child.ended
      .finally(() => {
        running.delete(child.kill);
        disked.release();
      })
      .then((value) => {
        const end = noting(disked.end(value), grant);
        active--;
        if (end.stopped !== undefined) notice(`${id} was stopped by the fence: ${end.stopped}`);
        // The model may never ask how it ended.
        for (const line of end.notes ?? []) notice(line);
        return end;
      })
      .finally(() => grant?.release());
    const process = backgroundProcess({ id, command }, unread, { ended, kill: child.kill });
    processes.set(id, process);
    for (const line of fence.confined ? repositories.background() : []) notice(line);
    return process;
  }

  function noting(end: CommandEnd, grant: Grant | null): CommandEnd {
    const blockedHosts = grant?.blocked() ?? [];
    const notes = fence.confined ? repositories.review(active > 1) : [];
    return {
      ...end,
      ...(notes.length > 0 ? { notes } : {}),
      ...(blockedHosts.length > 0 ? { blockedHosts } : {}),
    };
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
    async openPorts() {
      if (!fence.confined) return [];
      await fence.ready();
      const ports = [...fence.listeningPorts()].filter((port) => !ownPorts.has(port));
      return ports.sort((one, other) => one - other);
    },
    async close() {
      for (const kill of running) kill();
      (await proxy?.catch(() => null))?.close();
      await fence.close();
      for (const line of fence.confined ? repositories.close() : []) notice(line);
    },
  };
}

function granted(job: Job, grant: Grant | null): Job {
  return grant ? { ...job, env: { ...job.env, ...grant.environment } } : job;
}
