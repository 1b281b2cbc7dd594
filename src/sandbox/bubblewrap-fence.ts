/** The bubblewrap backend: the session's world, a jail in it for each command, and the full profile tried once. */

import { closeSync, openSync } from "node:fs";
import { exitCodes, UserError } from "../core/errors.ts";
import { cleanEnvironment } from "./clean-environment.ts";
import { type Door, openDoor } from "./door.ts";
import type { Fence, FenceOptions, Job, Launch } from "./fence.ts";
import { filterFile } from "./filter-file.ts";
import { findProgram } from "./find-program.ts";
import {
  type BubblewrapFeatures,
  jailArguments,
  jailHome,
  type WorldOptions,
  worldArguments,
} from "./jail-arguments.ts";
import { makeLauncher } from "./launcher.ts";
import { listeningPorts } from "./listening-ports.ts";
import { runToEnd } from "./run-to-end.ts";
import { findSystemFolders, isSystemPath } from "./system-folders.ts";
import { findToolchains, type Toolchains } from "./toolchains.ts";
import { hintFor, install, openWorld, type World } from "./world.ts";

/** Throws UserError (44) at once when a program is missing; everything else comes out of `ready`. */
export function bubblewrapFence(options: FenceOptions): Fence {
  const bwrap = options.programs?.bwrap ?? program("bwrap", options.path);
  const nsenter = options.programs?.nsenter ?? program("nsenter", options.path);
  /** What came after the world was started. */
  const late = new Set<string>();
  const launcher = makeLauncher(options.limits);

  const features: BubblewrapFeatures = { size: true, disableUserNamespaces: true };
  let opening: Promise<void> | null = null;
  let inside: Inside | null = null;
  let door: Promise<Door> | null = null;
  const stopping = new AbortController();

  async function start(): Promise<void> {
    const filter = filterFile(options.temporary, "loopback");
    const folders = findSystemFolders();
    const toolchains = findToolchains(options);
    const known = new Set<string>();
    for (;;) {
      for (const path of late) known.add(path);
      const world = await openWorldOlder(bwrap, {
        out: options.out,
        systemFolders: folders,
        readable: visible([...toolchains.readable, ...options.readable, ...known]),
        scratchBytes: options.limits.scratchBytes,
        processes: countsByNamespace() ? options.limits.sessionProcesses : null,
        features,
      });
      // What came while it was being put up is not in it.
      for (const path of known) late.delete(path);
      inside = { world, filter, toolchains };
      if (stopping.signal.aborted) return world.close();
      const problem = await probe();
      if (problem === null) return;
      await world.close();
      inside = null;
      if (!features.disableUserNamespaces || !/disable-userns/.test(problem)) {
        throw new UserError(`The fence cannot start: ${problem}`, {
          hint: hintFor(problem),
          exitCode: exitCodes.noSandbox,
        });
      }
      features.disableUserNamespaces = false;
    }
  }

  /** Without what jails see anyhow. */
  function visible(paths: readonly string[]): string[] {
    const { out } = options;
    const known = (path: string) =>
      isSystemPath(path) || path === out || path.startsWith(`${out}/`);
    return [...new Set(paths)].filter((path) => !known(path));
  }

  /** The full profile with a command that does nothing. null: it works. */
  async function probe(): Promise<string | null> {
    const { code, words } = await runToEnd(
      launch({ command: "true", cwd: options.out, env: {}, protect: [] }),
    );
    return code === 0 ? null : words || `the trial command ended with ${code}`;
  }

  function launch(
    job: Job,
    command = launcher.words(job.command),
    more: readonly string[] = [],
  ): Launch {
    if (inside === null) throw new Error("The fence is used before it is ready.");
    const { world, filter, toolchains } = inside;
    const { environment: extra } = options;
    const args = jailArguments({
      out: options.out,
      cwd: job.cwd,
      readable: visible([...late, ...more]),
      protect: job.protect,
      environment: cleanEnvironment(
        { path: toolchains.path, home: jailHome, shell: launcher.shell, extra },
        job.env,
      ),
      features,
      seccompDescriptor: 3,
      command,
    });
    return {
      file: nsenter,
      args: [...world.entry(), bwrap, ...args],
      env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
      cwd: "/",
      // Opened anew for each jail: bubblewrap reads it to its end.
      descriptors: [openSync(`/proc/self/fd/${filter}`, "r")],
      waits: true,
    };
  }

  async function enter(): Promise<Door> {
    await fence.ready();
    if (door !== null) return door;
    // One that was ended from outside is opened anew for the next who comes.
    const closed = () => {
      if (door === opened) door = null;
    };
    const opened = openDoor(
      (command, env) =>
        launch({ command: "", cwd: "/", env, protect: [] }, command, [process.execPath]),
      closed,
    );
    door = opened;
    opened.catch(closed);
    return opened;
  }

  const fence: Fence = {
    label: "bwrap",
    confined: true,
    addReadable: (path) => void late.add(path),
    ready() {
      opening ??= start();
      return opening;
    },
    launch: (job) => launch(job),
    connect: async (port, signal) => (await enter()).connect(port, signal),
    listen: async () => (await enter()).listen(),
    listeningPorts() {
      if (inside === null) return new Set();
      return listeningPorts(inside.world.proc("net/tcp"), inside.world.proc("net/tcp6"));
    },
    async close() {
      if (stopping.signal.aborted) return;
      stopping.abort(new Error("The fence was closed."));
      // First: the end of the world is the end of the trial command too, if one is still running.
      await inside?.world.close();
      // A start that failed has told so already to whoever waited for it.
      await opening?.catch(() => {});
      if (inside) closeSync(inside.filter);
    },
  };
  return fence;
}

interface Inside {
  world: World;
  /** Descriptor of the system call filter. */
  filter: number;
  toolchains: Toolchains;
}

async function openWorldOlder(bwrap: string, options: WorldOptions): Promise<World> {
  try {
    return await openWorld(bwrap, worldArguments(options));
  } catch (thrown) {
    const { features } = options;
    if (!features.size || !/Unknown option --size/.test(String(thrown))) throw thrown;
    features.size = false;
    return openWorld(bwrap, worldArguments(options));
  }
}

function program(name: string, path: string): string {
  const file = findProgram(name, path);
  if (file !== null) return file;
  throw new UserError(`The fence needs ${name}, which is not installed.`, {
    hint: install,
    exitCode: exitCodes.noSandbox,
  });
}

/** Since Linux 6.14 each namespace has a pid_max of its own. */
function countsByNamespace(): boolean {
  const [major = 0, minor = 0] = process
    .getBuiltinModule("node:os")
    .release()
    .split(".")
    .map(Number);
  return major > 6 || (major === 6 && minor >= 14);
}
