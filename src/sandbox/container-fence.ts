/** The backends docker and podman: a container for the session, and one in it for each command, from an image of the user's. */

import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { exitCodes, UserError } from "../core/errors.ts";
import { cleanEnvironment } from "./clean-environment.ts";
import {
  commandContainer,
  containerHome,
  type Engine,
  removal,
  type SessionOptions,
  sessionName,
} from "./container-arguments.ts";
import { connectInside } from "./container-door.ts";
import {
  checkEngine,
  checkImage,
  defaultImage,
  engineClient,
  refusal,
} from "./container-engine.ts";
import { type ContainerSession, openContainerSession } from "./container-session.ts";
import type { Fence, FenceOptions, Job, Launch } from "./fence.ts";
import { findProgram } from "./find-program.ts";
import { listeningPorts } from "./listening-ports.ts";
import { runToEnd } from "./run-to-end.ts";
import { type TemporaryFolder, temporaryFolder } from "./temporary-folder.ts";

/** What it does not do; shown wherever the label is. */
export const containerCaveat =
  "the image's programs instead of yours; commands cannot reach the internet, whatever hosts are allowed; commands of the session see each other's processes";

/** `session` is any text of letters, digits and hyphens that no other session has. Throws UserError (44) without the engine. */
export function containerFence(engine: Engine, options: FenceOptions, session: string): Fence {
  const program = options.programs?.[engine] ?? findProgram(engine, options.path);
  if (!program) {
    throw new UserError(`This fence needs ${engine}, which is not installed.`, {
      hint:
        engine === "podman"
          ? "Install it: apt install podman, dnf install podman, brew install podman."
          : "Install Docker, or use --sandbox podman.",
      exitCode: exitCodes.noSandbox,
    });
  }
  const { image = defaultImage, variables = {} } = options.container ?? {};
  checkImage(image);
  const client = engineClient(engine, program, variables);
  const late = new Set<string>();
  const stopping = new AbortController();
  let opening: Promise<void> | null = null;
  let inside: Inside | null = null;
  let folder: TemporaryFolder | null = null;
  let scratch: string | null = null;
  let last = 0;

  async function start(): Promise<void> {
    const rootless = await checkEngine(client, image);
    const { limits } = options;
    const choice = { engine, image, session, rootless, limits, hard: hardLimits() };
    folder = temporaryFolder("fence", options.temporary);
    scratch = realpathSync(folder.path);
    for (const name of ["tmp", "home"]) mkdirSync(join(scratch, name));
    if (stopping.signal.aborted) return;
    const held = await openContainerSession(client, choice);
    inside = { held, choice };
    const command = "[ -w . ] || exit 1; sleep 600 </dev/null >/dev/null 2>&1 &";
    const trial = launch({ command, cwd: options.out, env: {}, protect: [] });
    const { code, words } = await runToEnd(trial);
    await trial.gone?.();
    // An engine that cannot limit says so, and goes on without.
    const limited = !/discarded|ignored/i.test(words);
    if (code === 0 && limited && !(await held.survivors())) return;
    if (code === 0 && limited)
      throw refusal(
        engine,
        "what a command leaves behind outlives it: there is no cgroup to end it by",
      );
    const why = words || "the output directory cannot be written to in there";
    throw refusal(engine, code === null || words ? why : `${why} (the trial ended with ${code})`);
  }

  function launch(job: Job): Launch {
    if (inside === null || scratch === null)
      throw new Error("The fence is used before it is ready.");
    const { held, choice } = inside;
    held.check();
    const commandId = String(++last);
    // Its own programs are what an image is for: its PATH stays.
    const { PATH: _, ...environment } = cleanEnvironment(
      { path: "", home: containerHome, shell: "/bin/sh", extra: options.environment },
      job.env,
    );
    const readable = [...new Set([...options.readable, ...late])].filter(
      (path) => existsSync(path) && path !== options.out && !path.startsWith(`${options.out}/`),
    );
    for (const path of [options.out, ...readable]) makePlace(scratch, path);
    const args = commandContainer({
      ...choice,
      ...{ out: options.out, cwd: job.cwd, scratch, environment, commandId, user: userOf(choice) },
      readable,
      protect: job.protect.map((path) => real(path, options.out)),
      command: job.command,
    });
    return {
      ...{ file: program as string, args, env: client.env, cwd: "/", descriptors: [] },
      // With all that is in it.
      gone: () => end(`${sessionName(session)}-${commandId}`),
    };
  }

  async function end(name: string): Promise<void> {
    const { ok, words } = await client.ask(removal(engine, [name]));
    if (ok || /no such container|already in progress/i.test(words)) return;
    throw new UserError(`A command may still run: ${engine}: ${words}`, {
      hint: `Remove it: ${engine} rm --force ${name}`,
      exitCode: exitCodes.noSandbox,
    });
  }

  const fence: Fence = {
    label: engine,
    confined: true,
    caveat: containerCaveat,
    addReadable: (path) => void late.add(path),
    ready() {
      opening ??= start();
      return opening;
    },
    launch,
    async connect(port, signal) {
      await fence.ready();
      inside?.held.check();
      return connectInside(client, sessionName(session), port, signal);
    },
    listen: null,
    listeningPorts: () => listeningPorts(...(inside?.held.sockets() ?? [])),
    async close() {
      if (stopping.signal.aborted) return;
      stopping.abort(new Error("The fence was closed."));
      await opening?.catch(() => {}); // whoever waited for it was told
      try {
        await inside?.held.close();
      } finally {
        // An engine with root's rights may have made empty folders in there, for what it mounted, that only root can remove.
        folder?.remove();
        scratch = null;
      }
    },
  };
  return fence;
}

interface Inside {
  held: ContainerSession;
  choice: SessionOptions;
}

/** Where something is mounted below the session's own /tmp or HOME, the engine would make a place that is not the user's to remove. */
function makePlace(scratch: string, path: string): void {
  for (const [inside, name] of [
    ["/tmp", "tmp"],
    [containerHome, "home"],
  ] as const) {
    if (!path.startsWith(`${inside}/`)) continue;
    const place = join(scratch, name, path.slice(inside.length));
    if (existsSync(place)) continue;
    const folder = statSync(path, { throwIfNoEntry: false })?.isFile() !== true;
    mkdirSync(folder ? place : dirname(place), { recursive: true });
    if (!folder) writeFileSync(place, "");
  }
}

/** Engines follow links on the machine itself, where nothing keeps them below the output directory. */
function real(path: string, out: string): string {
  const found = realpathSync(path);
  if (found.startsWith(`${out}/`)) return found;
  throw new UserError(
    `${path} leads out of the output directory; a container cannot keep it from changes.`,
    {
      hint: "Replace the link by what it leads to, or use another --sandbox.",
      exitCode: exitCodes.noSandbox,
    },
  );
}

/** Docker without root calls its user root inside; everywhere else numbers are the same on both sides. */
function userOf({ engine, rootless }: SessionOptions): string {
  if (engine === "docker" && rootless) return "0:0";
  return `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`;
}

/** Of this very process. null: unlimited, or there is no /proc to tell. */
function hardLimits(): SessionOptions["hard"] {
  if (!existsSync("/proc/self/limits")) return { openFiles: null, processes: null };
  const text = readFileSync("/proc/self/limits", "latin1");
  const hard = (name: string) => {
    const [, limit] = new RegExp(`^${name}\\s+\\S+\\s+(\\d+)`, "m").exec(text) ?? [];
    return limit === undefined ? null : Number(limit);
  };
  return { openFiles: hard("Max open files"), processes: hard("Max processes") };
}
