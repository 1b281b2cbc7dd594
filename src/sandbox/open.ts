/** Opens the fence of one session: pinned files and jailed commands around one output directory. */

import { mkdirSync, realpathSync } from "node:fs";
import { exitCodes, UserError } from "../core/errors.ts";
import { type Sandbox, ToolProblem } from "../core/ports.ts";
import { type BackendName, fenceOf } from "./backends.ts";
import { certificatePaths } from "./certificates.ts";
import { openCommands } from "./commands.ts";
import type { ContainerChoice, Fence, Launch } from "./fence.ts";
import { fileHelper, helperCommand, helperEnvironment } from "./file-helper.ts";
import type { FileStates } from "./file-states.ts";
import { openFiles } from "./files.ts";
import { type Forwarded, forwardPort } from "./forward-port.ts";
import { helperDisk } from "./helper-disk.ts";
import { checkHosts, type Upstream } from "./host-grants.ts";
import { type CommandLimits, defaultLimits } from "./limits.ts";
import { canPin } from "./pinned-walk.ts";
import { mayBeOfRepository, openRepositories, unwatchedRepositories } from "./repositories.ts";

export interface SandboxOptions {
  /** The output directory, absolute; it must exist. */
  out: string;
  /** Default: auto, the strongest fence of this platform; never `none`, which has to be said. */
  backend?: BackendName;
  /** Folders that may be read besides (skills, --add-dir), absolute. Default: none. */
  readable?: readonly string[];
  /** Paths below `out` that nothing may change, besides `.git` and `.skillet`; absolute. Default: none. */
  protect?: readonly string[];
  /** The user's PATH, for the toolchains of commands. Empty: the system's folders. */
  path: string;
  home: string;
  /** Names and values that commands see besides the clean environment. Default: none; never put a key here unasked. */
  environment?: Readonly<Record<string, string>>;
  /** Default: `defaultLimits`, field by field. */
  limits?: Partial<CommandLimits>;
  /** Where the full text of long outputs is kept, absolute; made when missing, readable by read_file. */
  spoolDir: string;
  /** For files of the fence's own that are gone at once. */
  temporary: string;
  /** Hosts that every command may reach (--allow-host), exact or `*.example.org`. Default: none. */
  hosts?: readonly string[];
  /** Takes a line that the user should see and that belongs to no command any more. Default: nobody. */
  notice?: (line: string) => void;
  /** Whether a host must not be reached, whatever was granted. Default: none is denied. */
  denied?: (host: string) => boolean;
  /** For docker and podman. */
  container?: ContainerChoice;
  /** Who reaches files below held folders. Default: /proc; where there is none, a helper process behind the fence. */
  pinBy?: "proc" | "helper";
  /** The proxy that leads to a host from this machine. Default: there is none on the way. */
  upstream?: Upstream;
}

export interface OpenSandbox extends Sandbox {
  /** The files of the output directory, for undo. */
  states: FileStates;
  /** What the fence does not hold, one line, to be shown with the label; missing: nothing that was promised. */
  caveat?: string;
  /**
   * Starts the fence, once, and tries it: rejects with UserError (44) when it cannot work here. Commands wait for it by
   * themselves; calling it beside the first model call hides what it takes (about 15 ms), and tells early.
   */
  ready(): Promise<void>;
  /** Removes what a writer that was killed left half written; see Files. What cannot be looked through is left. */
  sweep(): void;
  /** Lets every command from now on reach these hosts. Throws ToolProblem for what is no host. */
  allowHosts(hosts: readonly string[]): void;
  /** Ports of the session's network that something of the session listens on, lowest first; without a fence none is told. */
  openPorts(): Promise<number[]>;
  /** Makes a port of the session's network reachable on the user's own loopback, until closed or the session ends. */
  forward(port: number): Promise<Forwarded>;
}

/** Costs no process; see `ready`. Throws UserError: 44 without the programs the fence needs, 42 without the folder. */
export function openSandbox(options: SandboxOptions): OpenSandbox {
  const out = folderOf(options.out);
  const { readable = [], protect = [], environment = {}, path, home, spoolDir } = options;
  const { notice = () => {} } = options;
  const limits = { ...defaultLimits, ...options.limits };
  const helped = (options.pinBy ?? (canPin() ? "proc" : "helper")) === "helper";
  const fence = fenceOf(options.backend ?? "auto", {
    ...{ out, path, home, environment, limits },
    // What the file tools read, a helper behind the fence has to see.
    readable: [...readable, ...certificatePaths(environment), ...(helped ? [spoolDir] : [])],
    temporary: options.temporary,
    ...(options.container ? { container: options.container } : {}),
  });
  const hosts = [...(options.hosts ?? [])];
  checkHosts(hosts);
  const letsThrough = !fence.confined || fence.listen !== null;
  if (!letsThrough && hosts.length > 0) throw nothingThrough(fence.label);
  const { denied = () => false, upstream = () => undefined } = options;
  const forwarded = new Set<Forwarded>();
  mkdirSync(spoolDir, { recursive: true, mode: 0o700 });
  const files = openFiles({
    out,
    readable: [...readable, spoolDir],
    protect: [...protect],
    ...(helped ? { disk: helperDisk(fileHelper(() => launchHelper(fence, out))) } : {}),
  });
  const repositories = helped
    ? unwatchedRepositories
    : openRepositories({
        ...{ out, more: protect, maxFolders: limits.folders, readOnly: files.readOnly },
      });
  const commands = openCommands(fence, {
    ...{ out, limits, spoolDir, repositories, notice, hosts, denied, upstream },
  });
  return {
    label: fence.label,
    confined: fence.confined,
    letsThrough,
    ...(fence.caveat ? { caveat: fence.caveat } : {}),
    out,
    readFile: files.readFile,
    peek: files.peek,
    async writeFile(path, text, writeOptions) {
      if (!fence.confined) return files.writeFile(path, text, writeOptions);
      repositories.begin();
      const written = await files.writeFile(path, text, writeOptions);
      const busy = commands.processes().some((process) => process.ended() === null);
      if (mayBeOfRepository(path)) for (const line of repositories.review(busy)) notice(line);
      return written;
    },
    states: files.states,
    listFiles: files.listFiles,
    untracked: files.untracked,
    uncommitted: files.uncommitted,
    searchFiles: files.searchFiles,
    ...commands,
    // A jail that holds a folder which was moved away would work there, where the user no longer expects anything to change.
    async *run(command, signal) {
      files.checkStanding();
      return yield* commands.run(command, signal);
    },
    async start(command) {
      files.checkStanding();
      return commands.start(command);
    },
    ready: fence.ready,
    sweep() {
      try {
        files.sweep();
      } catch (thrown) {
        if (!(thrown instanceof ToolProblem)) throw thrown;
      }
    },
    addReadable(folder) {
      files.addReadable(folder);
      fence.addReadable(folder);
    },
    allowHosts(more) {
      checkHosts(more);
      hosts.push(...more);
    },
    async forward(port) {
      const made = await forwardPort(port, fence.connect);
      forwarded.add(made);
      return made;
    },
    async close() {
      for (const one of forwarded) one.close();
      await commands.close();
      files.close();
    },
  };
}

async function launchHelper(fence: Fence, out: string): Promise<Launch> {
  await fence.ready();
  return fence.launch({ command: helperCommand, cwd: out, env: helperEnvironment, protect: [] });
}

function nothingThrough(label: string): UserError {
  return new UserError(
    `The fence ${label} lets commands reach no host, so --allow-host cannot be kept.`,
    {
      hint: "Use --sandbox bwrap (Linux), or leave --allow-host out.",
      exitCode: exitCodes.noSandbox,
    },
  );
}

function folderOf(out: string): string {
  try {
    return realpathSync(out);
  } catch (cause) {
    throw new UserError(`The output directory ${out} cannot be opened.`, { cause });
  }
}
