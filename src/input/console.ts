/** The terminal: single keys and lines, read raw, so that nothing typed or pasted before a question can answer it. */

import { PassThrough } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import type { Console } from "../core/ports.ts";
import { type Input, keyReader, singleKey } from "./keys.ts";

/** So long an escape may be the beginning of a longer key, in ms; slow lines deliver those in pieces. */
const escapeWait = 30;
/** Stands for a line end inside a line that is being edited. */
const lineEndSign = "\u2424";

export interface ConsoleInput extends NodeJS.ReadableStream {
  /** Of terminals only. */
  setRawMode?(raw: boolean): unknown;
  ref?(): unknown;
  unref?(): unknown;
}

export interface ConsoleOutput extends NodeJS.WritableStream {
  columns?: number;
  rows?: number;
}

export interface TerminalConsole extends Console {
  flush(): Promise<void>;
  /** Lends the terminal to another program (an editor), in the state it was found in. */
  lend<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Gives the terminal back as it was found. The console reads nothing after it. */
  close(): void;
}

/** A paste as the editor can hold it: line ends as signs, other controls as blanks. */
function onOneLine(paste: string): string {
  return paste.replace(/\r\n?|\n/g, lineEndSign).replace(/[\0-\x1f\x7f-\x9f]/g, " ");
}

/** Who gets what is typed. */
type Taker = (burst: Input[]) => void;

/**
 * Reads from now on; what arrives while nobody asks is thrown away, except Ctrl-C, which is sent to this process as the
 * signal it is. The terminal is given back on `close` and whenever the process exits.
 */
export function terminalConsole(
  input: ConsoleInput,
  output: ConsoleOutput,
  options: { color: boolean; plain?: boolean },
): TerminalConsole {
  const decoder = new StringDecoder("utf8");
  const keys = keyReader();
  const histories = new Map<string, string[]>();
  let taker: Taker | null = null;
  let timer: NodeJS.Timeout | null = null;
  let ended = false;
  /** False while the terminal is lent, and after the end. */
  let reading = false;
  let endTaker: (() => void) | null = null;

  const give = (burst: Input[]) => {
    if (burst.length === 0) return;
    if (taker) taker(burst);
    else burst.forEach(passSignal);
  };
  const onData = (data: Buffer | string) => {
    if (timer) clearTimeout(timer);
    timer = null;
    give(keys.push(typeof data === "string" ? data : decoder.write(data)));
    if (keys.waiting()) timer = setTimeout(() => give(keys.settle()), escapeWait);
  };
  const onEnd = () => {
    ended = true;
    endTaker?.();
  };
  const open = () => {
    reading = true;
    input.setRawMode?.(true);
    output.write("\x1b[?2004h");
    input.on("data", onData);
    input.on("end", onEnd);
    input.resume();
    input.unref?.();
  };
  const restore = () => {
    input.setRawMode?.(false);
    output.write("\x1b[?2004l");
  };
  const release = () => {
    reading = false;
    if (timer) clearTimeout(timer);
    input.off("data", onData);
    input.off("end", onEnd);
    input.pause();
    restore();
  };
  // Back from a stop (Ctrl-Z), the shell has set the terminal to its own liking.
  const onContinue = () => {
    if (reading) input.setRawMode?.(true);
  };
  const onExit = () => {
    if (reading) restore();
  };
  open();
  process.on("exit", onExit);
  process.on("SIGCONT", onContinue);

  function passSignal(one: Input): void {
    if (!("key" in one)) return;
    if (one.key === "ctrl-c") process.kill(process.pid, "SIGINT");
    else if (one.key === "ctrl-\\") process.kill(process.pid, "SIGQUIT");
    else if (one.key === "ctrl-z" && input.setRawMode) {
      input.setRawMode(false);
      process.kill(process.pid, "SIGTSTP");
    }
  }

  /** Takes the input over until `settle` is called; rejects when the signal aborts. */
  async function taking<Result>(
    signal: AbortSignal | undefined,
    onInputEnd: Result,
    start: (settle: (result: Result) => void) => Taker,
  ): Promise<Result> {
    if (taker) throw new Error("Two questions at once on one terminal.");
    return new Promise<Result>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const done = () => {
        taker = null;
        endTaker = null;
        input.unref?.();
        signal?.removeEventListener("abort", onAbort);
      };
      const settle = (result: Result) => {
        done();
        resolve(result);
      };
      const onAbort = () => {
        done();
        reject(signal?.reason);
      };
      if (ended) return resolve(onInputEnd);
      endTaker = () => settle(onInputEnd);
      signal?.addEventListener("abort", onAbort);
      input.ref?.();
      taker = start(settle);
    });
  }

  return {
    get columns() {
      return output.columns ?? 80;
    },
    get rows() {
      return output.rows;
    },
    color: options.color,
    plain: options.plain,
    write: (text) => void output.write(text),
    flush: async () => {
      // Two rounds of the event loop: what the kernel holds has been read, and thrown away, when they are over.
      for (let round = 0; round < 2; round++) await new Promise((resolve) => setImmediate(resolve));
      keys.settle();
    },
    key: (signal) =>
      taking<string>(signal, "escape", (settle) => (burst) => {
        const key = singleKey(burst);
        if (key === "ctrl-z") passSignal({ key, raw: "" });
        else if (key !== null) settle(key);
      }),
    async line(prompt, { initial = "", signal } = {}) {
      const { createInterface } = await import("node:readline");
      let close = () => {};
      const reading = taking<string | null>(signal, null, (settle) => {
        const feed = new PassThrough();
        const history = histories.get(prompt) ?? [];
        const editor = createInterface({
          input: feed,
          output,
          terminal: true,
          prompt,
          history: [...history],
        });
        let submitted = false;
        close = () => editor.close();
        editor.on("line", (text) => {
          submitted = true;
          const line = text.replaceAll(lineEndSign, "\n");
          if (line.trim() !== "") histories.set(prompt, [text, ...history].slice(0, 200));
          settle(line);
        });
        editor.prompt();
        if (initial !== "") editor.write(initial.replaceAll("\n", lineEndSign));
        return (burst) => {
          const last = burst.length - 1;
          for (const [index, one] of burst.entries()) {
            if (submitted) break;
            if ("paste" in one) editor.write(onOneLine(one.paste));
            else if (one.key === "ctrl-c" || one.key === "escape") settle(null);
            else if (one.key === "ctrl-d" && editor.line === "") settle(null);
            else if (one.key === "ctrl-z" || one.key === "ctrl-\\") passSignal(one);
            // A return in the middle of what came at once belongs to a paste of a terminal that does not mark them.
            else if (one.key === "newline" || (one.key === "return" && index < last))
              editor.write(lineEndSign);
            else feed.write(one.key === "return" ? "\r" : one.raw);
          }
        };
      });
      try {
        const line = await reading;
        if (line === null) output.write("\n");
        return line;
      } finally {
        close();
      }
    },
    async lend(work) {
      release();
      try {
        return await work();
      } finally {
        open();
      }
    },
    close() {
      release();
      process.off("exit", onExit);
      process.off("SIGCONT", onContinue);
    },
  };
}
