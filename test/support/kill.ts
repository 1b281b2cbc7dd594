/** Runs a program and kills it -9 at some point, or lets a system call of it fail: what it said until then is given back. */

import { spawn, spawnSync } from "node:child_process";

export interface Ended {
  /** Lines it wrote to stdout before it ended. */
  said: string[];
  stderr: string;
  /** null: killed. */
  code: number | null;
  signal: NodeJS.Signals | null;
}

export interface KillOptions {
  /** Kill when it has said this many lines, and `delayMs` later. Missing: it is not killed. */
  afterLines?: number;
  /** Default 0. */
  delayMs?: number;
}

/** Runs `node PROGRAM ARGS`. */
export async function runAndKill(
  program: string,
  args: readonly string[],
  { afterLines, delayMs = 0 }: KillOptions = {},
): Promise<Ended> {
  const child = spawn(process.execPath, [program, ...args], { stdio: ["ignore", "pipe", "pipe"] });
  let out = "";
  let stderr = "";
  let due = false;
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
    if (afterLines === undefined || due || out.split("\n").length - 1 < afterLines) return;
    due = true;
    setTimeout(() => child.kill("SIGKILL"), delayMs);
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
  });
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) =>
    child.once("close", (...end) => resolve(end)),
  );
  // A last line that was not written whole was not said.
  return { said: out.split("\n").slice(0, -1), stderr, code, signal };
}

export const straceWorks = spawnSync("strace", ["-qq", "-o", "/dev/null", "true"]).status === 0;

export interface Fault {
  /** As strace takes it: `write:error=ENOSPC:when=3`. */
  inject: string;
  /** Only calls on it count. Missing: all of them. */
  path?: string;
  /** Where the trace goes. Default: nowhere. */
  trace?: string;
  /** Calls that are traced besides the one with the fault. */
  also?: string;
}

export function runWithFault(
  program: string,
  args: readonly string[],
  { inject, path, trace = "/dev/null", also }: Fault,
): Ended {
  const call = inject.slice(0, inject.indexOf(":"));
  const calls = also === undefined ? call : `${call},${also}`;
  const ended = spawnSync(
    "strace",
    [
      "-f",
      "-qq",
      "-o",
      trace,
      ...(path === undefined ? [] : ["-P", path]),
      "-e",
      `trace=${calls}`,
      "-e",
      `inject=${inject}`,
    ].concat(process.execPath, program, args),
    // io_uring would go past strace.
    { encoding: "utf8", env: { ...process.env, UV_USE_IO_URING: "0" } },
  );
  const { stdout, stderr, status: code, signal } = ended;
  return { said: stdout.split("\n").slice(0, -1), stderr, code, signal };
}
