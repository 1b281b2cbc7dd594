/** Starts a program, waits for it, and tells what it took; the statistics the benchmarks share. */

import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface Ran {
  /** performance.now() at exec. */
  started: number;
  ended: number;
  code: number | null;
  /** Peak resident memory of the process tree, sampled every 10 ms, in MB. */
  peakMB: number;
  processes: number;
}

export const cli = new URL("../dist/cli.js", import.meta.url).pathname;
export const bare = new URL("bare.mjs", import.meta.url).pathname;

/** A home of its own, kept over the runs of a benchmark: warm after the first. */
export function benchHome() {
  const home = mkdtempSync(join(tmpdir(), "skillet-bench-"));
  return { home, remove: () => rmSync(home, { recursive: true, force: true }) };
}

/** Runs this Node with `args` in a folder. */
export function run(args: readonly string[], options: { cwd: string; home: string }): Promise<Ran> {
  const env = { PATH: process.env.PATH, HOME: options.home, LANG: "C.UTF-8", OPENAI_API_KEY: "x" };
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (piece) => {
    errors += piece;
  });
  let peakMB = 0;
  let processes = 0;
  const sample = setInterval(() => {
    const tree = treeOf(child.pid ?? 0);
    processes = Math.max(processes, tree.length);
    peakMB = Math.max(peakMB, tree.reduce((sum, pid) => sum + residentOf(pid), 0) / 1e6);
  }, 10);
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("exit", (code) => {
      clearInterval(sample);
      if (code !== 0) process.stderr.write(`exit ${code}: ${errors}\n`);
      resolve({ started, ended: performance.now(), code, peakMB, processes });
    });
  });
}

function treeOf(root: number): number[] {
  const found: number[] = [];
  const open = [root];
  for (let pid = open.pop(); pid !== undefined; pid = open.pop()) {
    found.push(pid);
    try {
      for (const thread of readdirSync(`/proc/${pid}/task`)) {
        const children = readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").trim();
        if (children) open.push(...children.split(" ").map(Number));
      }
    } catch {
      // It ended while we looked.
    }
  }
  return found;
}

function residentOf(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, "utf8").split(" ")[1]) * 4096;
  } catch {
    return 0;
  }
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2
    ? (sorted[middle] ?? Number.NaN)
    : ((sorted[middle - 1] ?? Number.NaN) + (sorted[middle] ?? Number.NaN)) / 2;
}

/** A row of a table: a name, then numbers with one decimal, then words. */
export function row(name: string, ...cells: (number | string)[]): string {
  return [
    name.padEnd(26),
    ...cells.map((cell) => (typeof cell === "number" ? cell.toFixed(1) : cell).padStart(12)),
  ].join("");
}
