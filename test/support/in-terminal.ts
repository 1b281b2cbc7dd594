/** The command line as a person has it: in a terminal, with keys, signals, a size, and job control. */

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { onTestFinished } from "vitest";
import { VirtualTerminal } from "./virtual-terminal.ts";

const driver = new URL("programs/in-terminal.py", import.meta.url).pathname;
const cli = process.env.SKILLET_TEST_CLI ?? new URL("../../src/cli.ts", import.meta.url).pathname;
/** A machine with much to do; a test that waits longer has failed. */
const patience = 20_000;

type Told =
  | { pid: number }
  | { out: string }
  | { stopped: true; same: boolean }
  | { exit: number; same: boolean };

export interface Ended {
  /** Negative: the signal that ended it. */
  exit: number;
  /** The terminal's settings are what they were before, or it is gone. */
  same: boolean;
}

export class InTerminal {
  /** Everything it wrote. */
  written = "";
  /** What a person sees. */
  readonly screen = new VirtualTerminal(80, 24);
  pid = 0;
  readonly ended: Promise<Ended>;
  stopped: { same: boolean } | null = null;
  readonly #orders: NodeJS.WritableStream;
  /** What was seen already is not looked at again. */
  #seen = 0;
  #changed = () => {};

  /** `program`: what runs instead of the command line, a shell for example. */
  constructor(
    args: readonly string[],
    options: { cwd: string; env: Record<string, string>; program?: string },
  ) {
    const { cwd, env, program } = options;
    const command = [...(program ? [program] : [process.execPath, cli]), ...args];
    const child = spawn("python3", [driver, ...command], {
      cwd,
      env,
      stdio: ["pipe", "pipe", "inherit"],
    });
    child.stdin.on("error", () => {});
    this.#orders = child.stdin;
    onTestFinished(() => {
      child.stdin.end();
    });
    this.ended = new Promise((resolve) => {
      createInterface({ input: child.stdout }).on("line", (line) => {
        const told = JSON.parse(line) as Told;
        if ("out" in told) {
          this.written += told.out;
          this.screen.write(told.out);
        } else if ("stopped" in told) this.stopped = told;
        else if ("pid" in told) this.pid = told.pid;
        else resolve(told);
        this.#changed();
      });
    });
  }

  /** Keys, as they are typed; each argument comes by itself. */
  async type(...keys: string[]): Promise<void> {
    for (const key of keys) {
      this.press(key);
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }

  press(send: string): void {
    this.#order({ send });
  }

  signal(name: string): void {
    this.#order({ signal: name });
  }

  resize(columns: number, rows: number): void {
    this.screen.columns = columns;
    this.#order({ size: [columns, rows] });
  }

  /** As the shell's command of that name. */
  foreground(): void {
    this.stopped = null;
    this.#order({ fg: true });
  }

  hangUp(): void {
    this.#order({ hangup: true });
  }

  /** As a connection that hangs: it takes nothing of what is written any more. Keys still come through. */
  deafen(): void {
    this.#order({ deaf: true });
  }

  /** It is gone, and no signal tells so. */
  close(): void {
    this.#order({ close: true });
  }

  /** Waits until this is written, behind what was seen before. */
  async see(text: string): Promise<void> {
    const find = () => plain(this.written).indexOf(text, this.#seen);
    await this.until(() => find() >= 0, `"${text}"`);
    this.#seen = find() + text.length;
  }

  /** Waits until this stands on the screen. */
  shows(text: string): Promise<void> {
    return this.until(() => this.screen.text.includes(text), JSON.stringify(text));
  }

  /** Waits until nothing stands below the prompt but what was typed for it. */
  atPrompt(): Promise<void> {
    return this.until(() => /(^|\n)>[^\n]*(\n( {2}[^\n]*)?)*$/.test(this.screen.text), "prompt");
  }

  async until(isTrue: () => boolean, what: string): Promise<void> {
    const late = Date.now() + patience;
    while (!isTrue()) {
      if (Date.now() > late) throw new Error(`No ${what} on the screen:\n${this.screen.text}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, 200);
        this.#changed = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
  }

  #order(order: object): void {
    this.#orders.write(`${JSON.stringify(order)}\n`);
  }
}

function plain(text: string): string {
  return text.replace(/\x1b\[[0-9;?]*[A-Za-z]/g, "");
}
