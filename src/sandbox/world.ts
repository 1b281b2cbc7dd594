/** The session's world: one process tree that holds its namespaces, started once, gone when Skillet is gone. */

import type { ChildProcess } from "node:child_process";
import { closeSync, openSync, readFileSync } from "node:fs";
import { exitCodes, UserError } from "../core/errors.ts";

/** The namespaces a jail enters; the descriptors pin them, so a reused process number can never lead elsewhere. */
const namespaces = ["user", "mnt", "net", "ipc", "uts", "pid"] as const;

const enterFlags: Record<(typeof namespaces)[number], string> = {
  user: "--user",
  mnt: "--mount",
  net: "--net",
  ipc: "--ipc",
  uts: "--uts",
  pid: "--pid",
};

export interface World {
  /** Arguments for nsenter that lead into it. Throws UserError (44) once it is gone. */
  entry(): string[];
  /** The text of a file of /proc as its first process sees it (net/tcp ...). */
  proc(name: string): string;
  /** Resolves when every process in it is gone. */
  close(): Promise<void>;
}

/**
 * Becomes bubblewrap, and leaves beside it a reader of the pipe from Skillet: where that ends, so does the whole group. It is
 * there before bubblewrap is. bubblewrap ties its parts to one another one by one, and does not look whether the other is still
 * there: of 300 that were killed while they started, 17 left a part running.
 */
const watched =
  'exec 4<&0; (exec 3>&-; read -r _ <&4; kill -9 0) >/dev/null 2>&1 & exec 4<&-; exec "$@"';

/**
 * So long, in ms, bubblewrap is given to hear that all in there are dead. It hears nothing while one of them is an orphan that
 * nobody waits for; where Skillet's own processes were killed by somebody else there may be such.
 */
const notToldMs = 2000;

/** Starts it; resolves when jails can enter. Throws UserError (44) with what bubblewrap said. */
export async function openWorld(bwrap: string, args: readonly string[]): Promise<World> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const child = spawn("/bin/sh", ["-c", watched, "sh", bwrap, ...args], {
    stdio: ["pipe", "pipe", "pipe", "pipe"],
    env: { PATH: "/usr/sbin:/usr/bin:/sbin:/bin" },
    cwd: "/",
    // A Ctrl-C in the terminal is for Skillet to handle, not for everything it started; and the group is to be its own.
    detached: true,
  });
  const [info, words] = await standing(child);
  if (info === null) {
    child.stdin?.destroy();
    throw new UserError(`The fence cannot start: ${words || "bubblewrap ended without a word"}`, {
      hint: hintFor(words),
      exitCode: exitCodes.noSandbox,
    });
  }
  const { "child-pid": pid } = JSON.parse(info) as { "child-pid": number };
  const handles = namespaces.map((name) => openSync(`/proc/${pid}/ns/${name}`, "r"));
  // While it holds nothing that Skillet waits for, it must not keep Skillet alive.
  child.unref();
  for (const stream of child.stdio) (stream as { unref?(): void } | null)?.unref?.();
  const gone = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const isGone = () => child.exitCode !== null || child.signalCode !== null;
  if (isGone()) throw ended();

  return {
    entry() {
      if (isGone()) throw ended();
      const doors = namespaces.map(
        (name, place) => `${enterFlags[name]}=/proc/${process.pid}/fd/${handles[place]}`,
      );
      return ["--preserve-credentials", ...doors];
    },
    proc(name) {
      if (isGone()) throw ended();
      return readFileSync(`/proc/${pid}/${name}`, "latin1");
    },
    async close() {
      for (const handle of handles.splice(0)) closeSync(handle);
      child.ref();
      // With the first process of a namespace every other one in it dies, before its parent is told.
      if (!isGone()) end(pid);
      const late = setTimeout(() => child.kill("SIGKILL"), notToldMs);
      await gone;
      clearTimeout(late);
      child.stdin?.destroy();
    },
  };
}

/** It may have been ended by somebody else meanwhile. */
function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "ESRCH") throw thrown;
  }
}

/** What it wrote about itself and the error text; null: it ended instead. */
function standing(child: ChildProcess): Promise<[string | null, string]> {
  return new Promise((resolve) => {
    let info = "";
    let words = "";
    let stands = false;
    const look = () => {
      if (stands && info.trimEnd().endsWith("}")) resolve([info, words]);
    };
    child.stdio[3]?.on("data", (chunk) => {
      info += chunk;
      look();
    });
    child.stderr?.on("data", (chunk) => {
      words = (words + chunk).slice(-2000);
    });
    child.stdout?.once("data", () => {
      stands = true;
      look();
    });
    child.once("error", (thrown) => resolve([null, thrown.message]));
    child.once("close", () => resolve([null, words.trim()]));
  });
}

function ended(): UserError {
  return new UserError("The fence has ended; no command can run any more.", {
    hint: "Start Skillet again with -c to continue this session.",
    exitCode: exitCodes.noSandbox,
  });
}

/** The usual reasons and their cures. Keep in step with docs/sandbox.md. */
export function hintFor(words: string): string {
  if (/ENOENT/.test(words)) return install;
  if (/create new namespace|uid map|Creating new namespace|loopback/i.test(words))
    return (
      "This system does not let users make namespaces. Debian: sysctl -w kernel.unprivileged_userns_clone=1; " +
      "Ubuntu 24.04 and later: use the packaged /usr/bin/bwrap with its AppArmor profile, or " +
      "sysctl -w kernel.apparmor_restrict_unprivileged_userns=0; in a container: run it with --privileged or use another --sandbox."
    );
  if (/mount proc/i.test(words))
    return "Inside this container /proc is masked: run the container with --security-opt systempaths=unconfined, or use another --sandbox.";
  if (/Unknown option/.test(words))
    return `This bubblewrap is too old (0.4 or later is needed). ${install}`;
  return "See docs/sandbox.md for what the fence needs; --sandbox none runs without one, every command asked.";
}

export const install =
  "Install it: apt install bubblewrap, dnf install bubblewrap, pacman -S bubblewrap, or apk add bubblewrap util-linux.";
