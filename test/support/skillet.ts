/** Runs the real command line as a process, against a scripted endpoint on loopback. */

import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BenchTurn, benchServer } from "../../bench/loopback-server.ts";

/** Made by bundled-cli.ts before the tests; the sources where that did not run. */
const cli = process.env.SKILLET_TEST_CLI ?? new URL("../../src/cli.ts", import.meta.url).pathname;

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
  stdin?: string;
  /** Leave the endpoint's flags out. */
  noEndpoint?: boolean;
}

export function newHome(): string {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "skillet-home-")));
  mkdirSync(join(home, "work"));
  return home;
}

export async function skillet(args: readonly string[], options: RunOptions = {}): Promise<Run> {
  const home = options.home ?? newHome();
  const cwd = join(home, "work");
  const server = await benchServer(options.script ?? [], true);
  const endpoint = options.noEndpoint ? [] : ["--base-url", server.baseUrl, "-m", "scripted"];
  const env = { PATH: process.env.PATH ?? "", HOME: home, LANG: "C.UTF-8", ...options.env };
  const child = spawn(process.execPath, [cli, ...args, ...endpoint], {
    cwd,
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
  child.stdin.end(options.stdin ?? "");
  const code = await new Promise<number | null>((resolve) => child.on("close", resolve));
  server.close();
  const requests = server.take().bodies.map((body) => JSON.parse(body));
  return { code, ...texts, requests, home, cwd };
}
