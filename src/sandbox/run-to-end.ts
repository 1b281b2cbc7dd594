/** Runs a launch that says little and is waited for: trials of the fence. */

import { closeSync } from "node:fs";
import type { Launch } from "./fence.ts";

export interface Ended {
  /** null: killed by a signal, or never started. */
  code: number | null;
  /** What it wrote to its stderr, trimmed, at most 2,000 characters. */
  words: string;
}

export function runToEnd(launch: Launch): Promise<Ended> {
  const { spawn } = process.getBuiltinModule("node:child_process");
  const child = spawn(launch.file, launch.args, {
    stdio: ["ignore", "ignore", "pipe", ...launch.descriptors],
    env: launch.env,
    cwd: launch.cwd,
    detached: true,
  });
  for (const descriptor of launch.descriptors) closeSync(descriptor);
  let words = "";
  child.stderr?.on("data", (chunk) => {
    words = (words + chunk).slice(-2000);
  });
  return new Promise((resolve) => {
    child.once("error", (thrown) => resolve({ code: null, words: thrown.message }));
    child.once("close", (code) => resolve({ code, words: words.trim() }));
  });
}
