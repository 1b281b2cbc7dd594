#!/usr/bin/env node
/**
 * argv → command, exit code; the only catch-all. What answers at once does so before anything else is loaded; nothing is
 * imported up here but what the build takes into this very file, so that a Node that is too old gets as far as being told so.
 */

import { helpFile, settingsPlace } from "./app/help-file.ts";

const argv = process.argv.slice(2);
const [first] = argv;

/** Undefined when it is not there, or no file (the ready help exists in builds only). */
function textOf(path: string | URL): string | undefined {
  try {
    const { readFileSync, statSync } = process.getBuiltinModule("node:fs");
    return statSync(path).isFile() ? readFileSync(path, "utf8") : undefined;
  } catch {
    return undefined;
  }
}

/** `path` from this file's folder. */
function ownText(path: string): string | undefined {
  return textOf(new URL(path, import.meta.url));
}

/** Returns the exit code. A reader that has gone (`| head -1`) is a quiet end; process.stdout would end in a stack. */
function print(text: string): number {
  try {
    const bytes = Buffer.from(text);
    for (let done = 0; done < bytes.length; ) done += written(bytes.subarray(done));
    return 0;
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code === "EPIPE") return 0;
    complain(`skillet: The output could not be written: ${message}.\n`);
    return 1;
  }
}

/** How many bytes stdout took. Somebody who shares it may have made it one that does not wait: then we do. */
function written(bytes: Buffer): number {
  try {
    return process.getBuiltinModule("node:fs").writeSync(1, bytes);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== "EAGAIN") throw thrown;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 10);
    return 0;
  }
}

/** Where stderr is closed or full there is nobody to tell. */
function complain(text: string): void {
  try {
    process.getBuiltinModule("node:fs").writeSync(2, text);
  } catch {
    // The exit code still tells.
  }
}

async function main(): Promise<number> {
  if (argv.length === 1 && (first === "--version" || first === "-V")) {
    return print(`${JSON.parse(ownText("../package.json") ?? "{}").version}\n`);
  }
  if (argv.length === 1 && (first === "--help" || first === "-h")) {
    const file = helpFile(process.env, textOf(settingsPlace(process.env)) ?? "");
    const help = file === null ? undefined : ownText(`./${file}`);
    if (help !== undefined) return print(help);
  }
  const { enableCompileCache } = await import("./app/compile-cache.ts");
  enableCompileCache();
  const { launch } = await import("./app/launch.ts");
  return launch(argv);
}

/** The engines of package.json: type stripping and the newest majors of what we build on need it. */
function nodeIsTooOld(): boolean {
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major < 22 || (major === 22 && minor < 12);
}

/**
 * Ends when nothing is left to do, and not by process.exit: that can deadlock (see leave.ts). Whatever is still open after
 * `patience` ms is not waited for.
 */
function end(code: number): void {
  const patience = 250;
  process.exitCode = code;
  setTimeout(() => leave(code), patience).unref();
}

async function leave(code: number): Promise<void> {
  const { leaveNow } = await import("./app/leave.ts");
  leaveNow(code);
}

function internalError(thrown: unknown): string {
  const text = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return `skillet: internal error, please report it.\n${text}\n`;
}

/** What goes wrong where nobody waits for it comes here as well; the log is as it is after a kill, and is mended as then. */
function watch(): { done: () => void } {
  const unfinished = () => {
    complain(internalError("It ended before it was done: nothing was left to wait for."));
    process.exitCode = 1;
  };
  process.once("beforeExit", unfinished);
  process.once("uncaughtException", (thrown) => {
    // Last of all: by then the terminal is given back.
    process.once("exit", () => complain(internalError(thrown)));
    void leave(1);
  });
  return { done: () => process.off("beforeExit", unfinished) };
}

if (nodeIsTooOld()) {
  complain(
    `skillet needs Node 22.12 or newer; this is ${process.versions.node}. Install a newer one; in a checkout: npm run -s skillet -- ...\n`,
  );
  process.exitCode = 42;
} else {
  const { done } = watch();
  const finish = (code: number) => {
    done();
    end(code);
  };
  main().then(finish, (thrown: unknown) => {
    complain(internalError(thrown));
    finish(1);
  });
}
