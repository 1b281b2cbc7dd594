/** The arguments for docker and podman: one container for a session's network, one for each command. Pure. */

import { exitCodes, UserError } from "../core/errors.ts";
import { foldersAbove } from "./folders-above.ts";
import { limitLines } from "./launcher.ts";
import type { CommandLimits } from "./limits.ts";

export type Engine = "docker" | "podman";

export interface SessionOptions {
  engine: Engine;
  image: string;
  /** Names the containers; letters, digits and hyphens. */
  session: string;
  /** Podman without root: who the user is outside is kept inside. */
  rootless: boolean;
  limits: CommandLimits;
  /** Skillet's own hard limits, which podman cannot raise without root; null: none, or not known. */
  hard: { openFiles: number | null; processes: number | null };
}

export interface CommandContainerOptions extends SessionOptions {
  out: string;
  cwd: string;
  /** Folder of the session with `tmp` and `home` in it, kept from command to command. */
  scratch: string;
  /** What exists only. */
  readable: readonly string[];
  /** Without links in them. */
  protect: readonly string[];
  environment: Readonly<Record<string, string>>;
  command: string;
  commandId: string;
  /** Of the user, so that files belong to him: `uid:gid`. */
  user: string;
}

export const containerHome = "/home/skillet";

/** Label of all containers; its value is the session's own. */
export const containerLabel = "skillet-session";

export const sessionName = (session: string) => `skillet-${session}`;

/** Ends with its stdin, and waits meanwhile for whatever ended: it is the first process of all commands. */
const holder = "exec 3<&0; (while read -r _ <&3; do :; done) & echo stands; wait $!";

/**
 * Holds the network (loopback and nothing else) and the process numbers of the session's commands: with its first process the
 * kernel ends every process of theirs. It runs as another user than commands do, so that they cannot touch it.
 */
export function sessionContainer(options: SessionOptions): string[] {
  const { engine, image, session, rootless } = options;
  return [
    ...["run", "--rm", "--interactive", "--name", sessionName(session)],
    ...["--network", "none", ...walls(options), "--user", "65534:65534"],
    ...(engine === "podman" && rootless ? ["--userns", "keep-id"] : []),
    ...[image, "/bin/sh", "-c", holder, sessionName(session)],
  ];
}

/** Killing the client does not end the container; its removal by name does. */
export function commandContainer(options: CommandContainerOptions): string[] {
  const { engine, image, out, scratch, readable, protect, environment, session, limits } = options;
  const joined = `container:${sessionName(session)}`;
  return [
    ...["run", "--rm", "--name", `${sessionName(session)}-${options.commandId}`],
    ...["--network", joined, "--pid", joined, ...walls(options), "--user", options.user],
    ...(engine === "podman" && options.rootless ? ["--userns", joined] : []),
    ...["--pids-limit", String(limits.processes), "--memory", String(limits.memoryBytes)],
    ...mount(join(scratch, "tmp"), "rw", "/tmp"),
    ...mount(join(scratch, "home"), "rw", containerHome),
    ...readable.flatMap((path) => mount(path, "ro")),
    ...mount(out, "rw"),
    // What a program still running could move away would lead the engine, which follows paths on the machine, elsewhere.
    ...foldersAbove(out, protect).flatMap((path) => mount(path, "rw")),
    ...protect.flatMap((path) => mount(path, "ro")),
    ...Object.entries({ ...noProxies, ...environment }).flatMap(([name, value]) => [
      "--env",
      `${name}=${value}`,
    ]),
    // Not --workdir: an engine would make the folder.
    ...["--workdir", "/", image, "/bin/sh", "-c", launcher(limits), "sh", options.command],
    options.cwd,
  ];
}

/** Removes a container with all that runs in it, at once. */
export function removal(engine: Engine, names: readonly string[]): string[] {
  // Podman would ask it first and wait for ten seconds.
  return ["rm", "--force", ...(engine === "podman" ? ["--ignore", "--time", "0"] : []), ...names];
}

function walls({ engine, session, limits, hard }: SessionOptions): string[] {
  const openFiles = Math.min(limits.openFiles, hard.openFiles ?? limits.openFiles);
  return [
    ...["--pull", "never", "--label", `${containerLabel}=${session}`, "--log-driver", "none"],
    ...["--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"],
    // SELinux would otherwise close the user's own folders, or have to write its labels on them.
    ...["--security-opt", "label=disable"],
    ...["--ulimit", "core=0:0", "--ulimit", `nofile=${openFiles}:${openFiles}`],
    ...(engine === "podman" && hard.processes !== null ? processLimit(hard.processes) : []),
    ...(engine === "podman" ? ["--http-proxy=false"] : []),
  ];
}

/** Of all that the user runs on this machine; podman's own default can be more than it may set. */
function processLimit(hard: number): string[] {
  // Runtimes were seen to be left with less than their caller had.
  const processes = Math.min(hard, 16_384);
  return ["--ulimit", `nproc=${processes}:${processes}`];
}

/** Docker's client adds the ones of its settings, with their passwords, where none are named. */
const noProxies: Readonly<Record<string, string>> = Object.fromEntries(
  ["HTTP_PROXY", "HTTPS_PROXY", "FTP_PROXY", "NO_PROXY", "ALL_PROXY"].flatMap((name) => [
    [name, ""],
    [name.toLowerCase(), ""],
  ]),
);

/** Inside: `$1` is the command, `$2` its folder. The empty line on stderr tells that the fence stands. */
function launcher(limits: CommandLimits): string {
  return [
    `cd "$2" 2>/dev/null || { echo "Can't chdir to $2: No such file or directory" >&2; exit 1; }`,
    "echo >&2; exec 2>&1",
    ...limitLines(limits),
    '[ -x /bin/bash ] && exec /bin/bash -c "$1"; exec /bin/sh -c "$1"',
  ].join("; ");
}

function mount(path: string, mode: "rw" | "ro", target = path): string[] {
  // Commas and quotes part the fields of --mount; not every engine knows a way to write one in a path.
  if (/[,"\u0000-\u001f\u007f]/.test(path + target)) {
    throw new UserError(
      `A path with a comma, a quote or a control character cannot be shown to a container: ${path}`,
      {
        hint: "Rename the folder, or use another --sandbox.",
        exitCode: exitCodes.noSandbox,
      },
    );
  }
  const readonly = mode === "ro" ? ",readonly" : "";
  return ["--mount", `type=bind,source=${path},target=${target}${readonly}`];
}

function join(folder: string, name: string): string {
  return `${folder}/${name}`;
}
