/** The process's edges as values: what commands read and write, so that they can be run in a test. */

import { fstatSync } from "node:fs";
import type { Environment } from "../config/paths.ts";
import { workingFolder } from "../config/real-folder.ts";
import { onStdoutClosed, outputs } from "./outputs.ts";

/** none: /dev/null, or nothing at all. */
export type StdinKind = "terminal" | "pipe" | "file" | "folder" | "none";

export interface Io {
  argv: readonly string[];
  env: Environment;
  /** Reading it throws UserError (42) where that folder is gone. */
  cwd: string;
  out(text: string): void;
  err(text: string): void;
  /** Calls back when the reader of stdout has gone (`| head -1`); what is written from then on is dropped. */
  onClosed(callback: () => void): void;
  /** undefined: nothing waits for its reader. Else it resolves when all is taken. Rejects as `out` throws. */
  drained(): Promise<void> | undefined;
  stdinIsTerminal: boolean;
  stdinKind: StdinKind;
  /** Begins to read nothing before somebody listens. */
  stdin(): NodeJS.ReadableStream;
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

/** Progress and troubles that cannot be written (a full disk, a closed descriptor) stop nothing: there is no better place to tell. */
function unheard(write: (text: string) => void): (text: string) => void {
  return (text) => {
    try {
      write(text);
    } catch {
      // The exit code still tells.
    }
  };
}

function stdinKind(): StdinKind {
  try {
    const stat = fstatSync(0);
    if (stat.isDirectory()) return "folder";
    if (stat.isFile()) return "file";
    if (stat.isCharacterDevice()) return isTerminal(0) ? "terminal" : "none";
    return "pipe";
  } catch {
    return "none";
  }
}

export function processIo(argv: readonly string[]): Io {
  // Not process.stdout: setting it up costs 2 ms, and its errors come when nobody waits for them.
  const { stdout: out, stderr: err } = outputs;
  const stdoutIsTerminal = isTerminal(1);
  const stderrIsTerminal = isTerminal(2);
  return {
    argv,
    env: process.env,
    get cwd() {
      return workingFolder();
    },
    out: out.write,
    err: unheard(err.write),
    onClosed: onStdoutClosed,
    drained() {
      const told = err.drained()?.catch(() => {});
      const both = [out.drained(), told].filter((one) => one !== undefined);
      return both.length > 0 ? Promise.all(both).then(() => {}) : undefined;
    },
    stdinIsTerminal: isTerminal(0),
    stdinKind: stdinKind(),
    stdin: () => process.stdin,
    stdoutIsTerminal,
    stderrIsTerminal,
    // Only terminals are asked: a pipe that Node sets up no longer waits, and whoever shares it fails to write to it.
    columns: () =>
      (stderrIsTerminal ? process.stderr.columns : undefined) ??
      (stdoutIsTerminal ? process.stdout.columns : undefined) ??
      100,
    async readStdin() {
      const pieces: Buffer[] = [];
      for await (const piece of process.stdin) pieces.push(piece as Buffer);
      return Buffer.concat(pieces).toString("utf8");
    },
  };
}
