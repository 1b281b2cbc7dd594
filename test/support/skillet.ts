/** Runs the real command line as a process, against a scripted endpoint on loopback. */

import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchTurn, benchServer } from "../../bench/loopback-server.ts";

/** Made by bundled-cli.ts before the tests; the sources where that did not run. */
export const cli =
  process.env.SKILLET_TEST_CLI ?? new URL("../../src/cli.ts", import.meta.url).pathname;

export interface Run {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Bodies of the requests that the endpoint got, in order. */
  requests: {
    messages: { role: string; content: string | null }[];
    tools?: { function: { name: string; parameters: object } }[];
  }[];
  home: string;
  cwd: string;
}

export interface RunOptions {
  script?: readonly BenchTurn[];
  /** Default: a new home with an empty work folder. */
  home?: string;
  env?: Record<string, string>;
  stdin?: string | Uint8Array;
  /** Its writing end stays open: it never ends. */
  stdinOpen?: boolean;
  /** Leave the endpoint's flags out. */
  noEndpoint?: boolean;
}

export function newHome(): string {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "skillet-home-")));
  mkdirSync(join(home, "work"));
  return home;
}

export interface Started {
  child: ChildProcess;
  /** What it said, and how it ended; null and a signal: killed. */
  ended: Promise<{
    code: number | null;
    signal: NodeJS.Signals | null;
    stdout: string;
    stderr: string;
  }>;
}

export interface StartOptions {
  /** Its folder `work` is where it runs. */
  home: string;
  /** Missing: the endpoint's flags are left out. */
  baseUrl?: string;
  env?: Record<string, string>;
  stdin?: string | Uint8Array;
  /** Its writing end stays open: it never ends. Default: false. */
  stdinOpen?: boolean;
  /** Words before it (strace and the like). */
  behind?: readonly string[];
}

/** Starts the command line and does not wait for it. */
export function startSkillet(args: readonly string[], options: StartOptions): Started {
  const { home, baseUrl, behind = [] } = options;
  const endpoint = baseUrl === undefined ? [] : ["--base-url", baseUrl, "-m", "scripted"];
  const env = { PATH: process.env.PATH ?? "", HOME: home, LANG: "C.UTF-8", ...options.env };
  const [program = "", ...words] = [...behind, process.execPath, cli, ...args, ...endpoint];
  const child = spawn(program, words, {
    cwd: join(home, "work"),
    env,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const texts = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const) {
    child[name].setEncoding("utf8").on("data", (piece) => {
      texts[name] += piece;
    });
  }
  child.stdin.on("error", () => {});
  if (options.stdinOpen) child.stdin.write(options.stdin ?? "");
  else child.stdin.end(options.stdin ?? "");
  const ended = new Promise<Awaited<Started["ended"]>>((resolve) =>
    child.on("close", (code, signal) => resolve({ code, signal, ...texts })),
  );
  return { child, ended };
}

export async function skillet(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const home = options.home ?? newHome();
  const server = await benchServer(options.script ?? [], true);
  const { env = {}, stdin = "", stdinOpen = false } = options;
  const { ended } = startSkillet(args, {
    ...{ home, env, stdin, stdinOpen },
    ...(options.noEndpoint ? {} : { baseUrl: server.baseUrl }),
  });
  const { code, stdout, stderr } = await ended;
  server.close();
  const requests = server.take().bodies.map((body) => JSON.parse(body));
  return { code, stdout, stderr, requests, home, cwd: join(home, "work") };
}
