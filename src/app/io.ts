/** The process's edges as values: what commands read and write, so that they can be run in a test. */

import { fstatSync } from "node:fs";
import type { Environment } from "../config/paths.ts";

export interface Io {
  argv: readonly string[];
  env: Environment;
  cwd: string;
  out(text: string): void;
  err(text: string): void;
  stdinIsTerminal: boolean;
  stdoutIsTerminal: boolean;
  stderrIsTerminal: boolean;
  /** Of the terminal on stderr or stdout; 100 without one. */
  columns(): number;
  /** The whole of stdin, as text. Throws UserError when it is no UTF-8. */
  readStdin(): Promise<string>;
}

/** Whether a descriptor is a terminal; asks node:tty only for character devices, to spare its loading elsewhere. */
function isTerminal(descriptor: number): boolean {
  try {
    if (!fstatSync(descriptor).isCharacterDevice()) return false;
  } catch {
    return false;
  }
  return process.getBuiltinModule("node:tty").isatty(descriptor);
}

export function processIo(argv: readonly string[]): Io {
  return {
    argv,
    env: process.env,
    cwd: process.cwd(),
    out: (text) => void process.stdout.write(text),
    err: (text) => void process.stderr.write(text),
    stdinIsTerminal: isTerminal(0),
    stdoutIsTerminal: isTerminal(1),
    stderrIsTerminal: isTerminal(2),
    columns: () => process.stderr.columns ?? process.stdout.columns ?? 100,
    async readStdin() {
      const pieces: Buffer[] = [];
      for await (const piece of process.stdin) pieces.push(piece as Buffer);
      return Buffer.concat(pieces).toString("utf8");
    },
  };
}
