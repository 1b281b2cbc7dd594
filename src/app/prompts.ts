/** Where the next prompt comes from: the command line, what was typed while a turn ran, or the user now. */

import { display } from "../core/display.ts";
import type { TerminalConsole } from "../input/console.ts";
import type { Line } from "../input/line.ts";
import { asTyped } from "./slash/words.ts";
import type { Stop } from "./stop-signals.ts";

/** So long after a Ctrl-C that stopped a turn, or left one of its questions, the next one leaves, in ms. */
export const secondInterruptMs = 2000;

export class Prompts {
  readonly #console: TerminalConsole;
  readonly #stop: Stop;
  /** What waits, and how it is shown. */
  #queue: { text: string; shown: string }[];
  #draft: Line | undefined;

  /** `first` may be empty. */
  constructor(console: TerminalConsole, stop: Stop, first: string) {
    this.#console = console;
    this.#stop = stop;
    this.#queue = first === "" ? [] : [{ text: first, shown: first }];
  }

  /** A number: the user leaves, with this exit code. */
  async next(): Promise<string | number> {
    const waiting = this.#queue.shift();
    if (waiting) {
      this.#console.write(`> ${display(waiting.shown)}\n`);
      return asTyped(waiting.text);
    }
    const draft = this.#draft;
    this.#draft = undefined;
    const prompted = await this.#console.prompt({
      ...(draft ? { draft } : {}),
      armedMs:
        secondInterruptMs - Math.min(this.#stop.sinceInterrupt(), this.#console.sinceInterrupt()),
      signal: this.#stop.signal,
    });
    if ("text" in prompted) return asTyped(prompted.text);
    return prompted.left === "interrupt" ? 130 : 0;
  }

  /** Something runs that Ctrl-C and Escape stop; what is typed meanwhile is sent afterwards, or given back if it was stopped. */
  async during<End>(
    work: (signal: AbortSignal) => Promise<End>,
    wasStopped: (end: End) => boolean = () => false,
  ): Promise<End> {
    const stop = this.#stop;
    stop.reset();
    stop.busy = true;
    const typing = this.#console.typing(() => stop.stop(), this.#draft);
    this.#draft = undefined;
    let stopped = true;
    try {
      const end = await work(stop.signal);
      stopped = stop.signal.aborted || wasStopped(end);
      return end;
    } finally {
      stop.busy = false;
      const { queued, draft } = typing.end(stopped);
      this.#queue.push(...queued.map(({ text, cells }) => ({ text, shown: shownOf(cells) })));
      this.#draft = draft;
      stop.reset();
    }
  }
}

function shownOf(cells: Line["cells"]): string {
  return cells.map((cell) => (typeof cell === "string" ? cell : cell.label)).join("");
}
