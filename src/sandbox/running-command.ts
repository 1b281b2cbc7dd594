/** One started command: its output as it comes, its end, and the way to kill all of it. */

import { closeSync, readdirSync, readFileSync } from "node:fs";
import { exitCodes, UserError } from "../core/errors.ts";
import { type CommandEnd, ToolProblem } from "../core/ports.ts";
import { ByteCleaner } from "./byte-cleaner.ts";
import type { Launch } from "./fence.ts";
import type { KeptOutput } from "./kept-output.ts";
import { stopwatch } from "./stopwatch.ts";

export interface RunningCommand {
  /** Resolves when the fence stands and the command begins; rejects when it never does. */
  started: Promise<void>;
  /** Resolves when the command has ended and all of it is gone. */
  ended: Promise<CommandEnd>;
  kill(): void;
  /** Ends it as one whose time is up; nothing once it has ended. */
  expire(): void;
  /** Once its time is up: as much again. */
  goOn(): void;
  /** Its processes, as this machine numbers them; empty once it has ended, and where there is no /proc. */
  pids(): number[];
  /** Its time stands still until the returned function is called (once for each). */
  hold(): () => void;
}

export interface RunOptions {
  kept: KeptOutput;
  /** Missing: as long as the session. */
  timeoutMs?: number;
  /** Its time is up: it runs on until somebody says what becomes of it. Missing: it is ended. */
  timeUp?(): void;
  /** Its output, as it comes and as it is. Missing: nobody looks on. */
  onOutput?(chunk: Buffer): void;
  /** Its output as it is kept: cleaned for a model, and therefore perhaps later. */
  onKept?(chunk: Buffer): void;
}

/** How long output may still come after the end, when something that fled the command holds the pipe open. */
const drainMs = 300;

/** How long a fence may take to stand before what there is of it is killed. */
const neverStandsMs = 5000;

/** Starts it in a session and process group of its own, so that a signal reaches all of it. */
export async function startCommand(launch: Launch, options: RunOptions): Promise<RunningCommand> {
  const { execa } = await import("execa");
  const startedAt = performance.now();
  let timedOut = false;
  let hasEnded = false;
  let fenceWords = "";
  const subprocess = execa(launch.file, launch.args, {
    // Its types name descriptors up to 9; it passes on any.
    stdio: ["ignore", "pipe", "pipe", ...launch.descriptors.map((descriptor) => descriptor as 3)],
    env: launch.env,
    cwd: launch.cwd,
    extendEnv: false,
    detached: true,
    // The end is the exit, not the last holder of a pipe; and failing is a command's right.
    buffer: false,
    reject: false,
  });
  for (const descriptor of launch.descriptors) closeSync(descriptor);
  // Its promise also waits for the pipes; the child below it tells of the exit alone.
  subprocess.catch(() => {});
  const child = subprocess.nodeChildProcess;
  let standing = false;
  let wanted = false;
  let impatient: NodeJS.Timeout | undefined;
  const killNow = () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    if (launch.waits && standing && killBelow(child.pid)) return;
    killTree(child.pid);
  };
  // A fence that is still being put up ties its parts to each other one by one, and what is killed too early would
  // leave a part behind. It runs nothing before it stands, so the kill can wait for that.
  const kill = () => {
    if (standing) return killNow();
    wanted = true;
    impatient ??= setTimeout(killNow, neverStandsMs);
  };
  const expire = () => {
    if (hasEnded) return;
    timedOut = true;
    kill();
  };
  const time = stopwatch(options.timeoutMs, options.timeUp ?? expire);

  const { stdout, stderr } = subprocess;
  // They are sockets: a program that asks there what stdin does not answer (vim does) would wait for ever.
  for (const output of [child.stdout, child.stderr] as (Writable | null)[]) output?.end?.();
  const cleaner = new ByteCleaner();
  const keep = (chunk: Buffer) => {
    if (chunk.length === 0) return;
    options.kept.add(chunk);
    options.onKept?.(chunk);
  };
  stdout?.on("data", (chunk: Buffer) => {
    keep(cleaner.push(chunk));
    options.onOutput?.(chunk);
  });
  // The launcher's first line tells that the fence stands; until then it is the fence that speaks here.
  stderr?.on("data", (chunk: Buffer) => {
    if (fenceWords.length < 4000) fenceWords += chunk.toString("utf8");
    // Not only at the start: the loader may complain first about a variable that the call has set.
    standing = /(^|\n)\n/.test(fenceWords);
    if (standing && wanted) killNow();
  });

  const started = new Promise<void>((resolve, reject) => {
    stderr?.on("data", () => standing && resolve());
    child.once("error", reject);
    child.once("exit", () => setImmediate(() => ended.then(() => resolve(), reject)));
  });
  started.catch(() => {});
  const ended = new Promise<CommandEnd>((resolve, reject) => {
    child.once("error", reject);
    child.once("exit", (exitCode, signal) => {
      hasEnded = true;
      time.end();
      clearTimeout(impatient);
      const gone = launch.gone?.() ?? Promise.resolve();
      void Promise.all([gone, drained(child.pid, stdout, stderr)]).then(() => {
        keep(cleaner.end());
        options.kept.close();
        if (!standing && !timedOut && signal === null) {
          return reject(fenceProblem(fenceWords));
        }
        const killed = timedOut || signal !== null;
        resolve({
          exitCode: killed ? null : exitCode,
          ...(killed ? { signal: signal ?? "SIGKILL" } : {}),
          timedOut,
          durationMs: performance.now() - startedAt,
          ...options.kept.get(),
        });
      }, reject);
    });
  });
  // Both are waited for by somebody else, perhaps later than they fail.
  ended.catch(() => {});
  const pids = () =>
    child.pid !== undefined && child.exitCode === null && child.signalCode === null
      ? [child.pid, ...descendantsOf(child.pid)]
      : [];
  return { started, ended, kill, expire, goOn: time.again, pids, hold: time.hold };
}

/** A descriptor that Node made for reading has a way back nonetheless. */
type Writable = { end?(): void };

type Readable = NodeJS.ReadableStream & { destroy(): void; readableEnded?: boolean };

/** Reads on until both pipes are at their end; what is left of the group after its leader goes with it. */
async function drained(pid: number | undefined, ...streams: (Readable | null)[]): Promise<void> {
  if (pid !== undefined) killGroup(pid);
  const open = streams.filter((stream) => stream !== null && !stream.readableEnded) as Readable[];
  const ends = open.map((stream) => new Promise((resolve) => stream.once("close", resolve)));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => {
    timer = setTimeout(resolve, drainMs);
  });
  await Promise.race([Promise.all(ends), late]);
  clearTimeout(timer);
  for (const stream of open) stream.destroy();
}

/** Rounds of stopping; one or two do, as what is stopped starts nothing. */
const maxStops = 50;

/**
 * The group, and whatever stands below it: a part of the fence that is not tied to its parent yet would outlive it. All of it is
 * stopped first, for the child of one that is killed at once would be found below it no more.
 */
function killTree(pid: number): void {
  const stopped = new Set<number>();
  for (let round = 0; round < maxStops; round++) {
    const fresh = [pid, ...descendantsOf(pid)].filter((one) => !stopped.has(one));
    if (fresh.length === 0) break;
    for (const one of fresh) {
      stopped.add(one);
      send(one, "SIGSTOP");
    }
  }
  killGroup(pid);
  for (const one of stopped) send(one, "SIGKILL");
}

/** The fence that it waits for, from the outside in: whatever is in it ends with that. False: there is none. */
function killBelow(pid: number): boolean {
  const below = descendantsOf(pid);
  for (const one of below) send(one, "SIGKILL");
  return below.length > 0;
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    // Gone already, or (landlock) of another user; the group's end is its end as well.
    if (code !== "ESRCH" && code !== "EPERM") throw thrown;
  }
}

/** As the machine's own /proc numbers them, in namespaces of their own or not. Empty where there is no /proc. */
function descendantsOf(pid: number): number[] {
  const found: number[] = [];
  for (const open = [pid]; open.length > 0; ) {
    const parent = open.pop();
    for (const child of childrenOf(parent ?? 0)) {
      found.push(child);
      open.push(child);
    }
  }
  return found;
}

function childrenOf(pid: number): number[] {
  try {
    return readdirSync(`/proc/${pid}/task`).flatMap((thread) => {
      const list = readFileSync(`/proc/${pid}/task/${thread}/children`, "latin1").trim();
      return list === "" ? [] : list.split(" ").map(Number);
    });
  } catch {
    return [];
  }
}

function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "ESRCH") throw thrown;
  }
}

/** The command never began: a folder that is not there is the model's to mend, the rest is not. */
function fenceProblem(words: string): Error {
  const folder = /Can't chdir to (.*): (.*)/.exec(words);
  if (folder) return new ToolProblem(`The command cannot start in ${folder[1]}: ${folder[2]}.`);
  return new UserError(
    `The fence could not start the command: ${words.trim() || "no reason given"}`,
    {
      exitCode: exitCodes.noSandbox,
      hint: "Nothing ran. `skillet doctor` checks the fence.",
    },
  );
}
