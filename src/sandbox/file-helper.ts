/** The process that works on files where there is no /proc: started behind the fence, asked one thing after the other. */

import type { ChildProcess } from "node:child_process";
import { closeSync } from "node:fs";
import { ToolProblem } from "../core/ports.ts";
import type { Launch } from "./fence.ts";
import { helperGreeting, helperProgram } from "./helper-program.ts";
import { marker } from "./sweep-marked.ts";

export interface FileHelper {
  /** The fields of its answer. Rejects with HelperRefusal for what it could not do, with ToolProblem when it is gone. */
  ask(fields: readonly (string | Buffer)[]): Promise<Buffer[]>;
  /** The next question goes to a new process, started with what counts by then. */
  renew(): void;
  close(): void;
}

/** `code` is an error of the system (ENOENT), or a word of the program's own; `about` what it is about. */
export class HelperRefusal extends Error {
  readonly code: string;
  readonly about: string;
  /** As errors of node:fs have it. */
  readonly syscall = "helper";
  constructor(code: string, about: string) {
    super(`${code} (${about})`);
    this.code = code;
    this.about = about;
  }
}

/** What the fence is asked to run. Its own mark is taken off: what outlives a command is ended by that, and this shall stay. */
export const helperCommand = `unset ${marker}; exec perl -e "$SKILLET_FILES"`;
export const helperEnvironment = { SKILLET_FILES: helperProgram };

interface Waiting {
  resolve(fields: Buffer[]): void;
  reject(why: Error): void;
}

interface Running {
  child: ChildProcess;
  waiting: Waiting[];
}

/** `launch` makes a start of `helperCommand`; called again when the process has ended. */
export function fileHelper(launch: () => Promise<Launch>): FileHelper {
  let running: Promise<Running> | null = null;
  let closed = false;
  const retire = (one: Promise<Running> | null) => {
    // What it was asked it still answers; then its input ends, and so does it.
    one?.then(({ child }) => child.stdin?.end()).catch(() => {});
  };

  return {
    async ask(fields) {
      if (closed) throw new ToolProblem("The session is closed; files are not reached any more.");
      running ??= start();
      const asked = running;
      const { child, waiting } = await asked.catch((thrown) => {
        if (running === asked) running = null;
        throw thrown;
      });
      // Its end is an answer as well, and may come after that of its pipes: until then it keeps Skillet from ending.
      child.ref();
      const [verdict, ...rest] = await new Promise<Buffer[]>((resolve, reject) => {
        waiting.push({ resolve, reject });
        child.stdin?.write(message(fields));
      }).finally(() => {
        if (waiting.length === 0) child.unref();
      });
      if (verdict?.toString() === "ok") return rest;
      throw new HelperRefusal(`${rest[0] ?? "EIO"}`, `${rest[1] ?? ""}`);
    },
    renew() {
      retire(running);
      running = null;
    },
    close() {
      closed = true;
      retire(running);
      running = null;
    },
  };

  async function start(): Promise<Running> {
    const { file, args, env, cwd, descriptors } = await launch();
    const { spawn } = process.getBuiltinModule("node:child_process");
    const child = spawn(file, args, {
      ...{ env, cwd, stdio: ["pipe", "pipe", "ignore", ...descriptors], detached: true },
    });
    for (const descriptor of descriptors) closeSync(descriptor);
    const waiting: Waiting[] = [];
    const started: Running = { child, waiting };
    const gone = () => {
      void running?.then((now) => {
        if (now === started) running = null;
      });
      for (const { reject } of waiting.splice(0))
        reject(
          new ToolProblem("The process that works on files ended; it is not known what was done."),
        );
    };
    child.once("error", gone);
    child.once("close", gone);
    // Whoever it was that ended, its end is told above.
    child.stdin?.on("error", () => {});
    readMessages(child, (fields) => waiting.shift()?.resolve(fields));
    child.unref();
    return started;
  }
}

function message(fields: readonly (string | Buffer)[]): Buffer {
  const pieces: Buffer[] = [number(0), number(fields.length)];
  for (const field of fields) {
    const bytes = typeof field === "string" ? Buffer.from(field) : field;
    pieces.push(number(bytes.length), bytes);
  }
  const whole = Buffer.concat(pieces);
  whole.writeUInt32BE(whole.length - 4, 0);
  return whole;
}

function number(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function readMessages({ stdout }: ChildProcess, take: (fields: Buffer[]) => void): void {
  let pieces: Buffer[] = [];
  let length = 0;
  let greeting: Buffer | null = Buffer.alloc(0);
  stdout?.on("data", (given: Buffer) => {
    let chunk = given;
    if (greeting !== null) {
      greeting = Buffer.concat([greeting, chunk]);
      const at = greeting.indexOf(helperGreeting);
      if (at < 0) return;
      chunk = greeting.subarray(at + helperGreeting.length);
      greeting = null;
    }
    pieces.push(chunk);
    length += chunk.length;
    for (;;) {
      const head = length < 4 ? null : joinedHead(pieces);
      if (head === null || length < 4 + head) return;
      const all = Buffer.concat(pieces);
      take(fieldsOf(all.subarray(4, 4 + head)));
      pieces = [all.subarray(4 + head)];
      length -= 4 + head;
    }
  });
}

/** The length that stands at the start. */
function joinedHead(pieces: Buffer[]): number {
  const first = pieces[0];
  if (first && first.length >= 4) return first.readUInt32BE(0);
  pieces.splice(0, pieces.length, Buffer.concat(pieces));
  return pieces[0]?.readUInt32BE(0) ?? 0;
}

function fieldsOf(text: Buffer): Buffer[] {
  const fields: Buffer[] = [];
  for (let at = 4; at < text.length; ) {
    const length = text.readUInt32BE(at);
    fields.push(text.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return fields;
}
