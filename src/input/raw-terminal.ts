/** The terminal in raw mode: what it sends in bursts, and its state given back however the process ends or is stopped. */

import { StringDecoder } from "node:string_decoder";
import { type Input, isInterrupt, keyReader } from "./keys.ts";

/** So long an escape may be the beginning of a longer key, in ms; slow lines deliver those in pieces. */
const escapeWait = 30;
/**
 * No fingers type so many characters at once: it is a piece of a paste, which the system hands over in pieces (Linux: of
 * 4,095 bytes, macOS: of 1,024), and belongs to whatever comes within so many ms. Only pastes that are not marked need it.
 */
const longPiece = 1000;
const pieceWait = 30;
/** A stop that the system does not carry out (nobody could continue us) is over after so many ms. */
const stopWait = 150;
const endings = ["SIGHUP", "SIGINT", "SIGQUIT", "SIGTERM"] as const;

export interface ConsoleInput extends NodeJS.ReadableStream {
  /** Of terminals only. */
  setRawMode?(raw: boolean): unknown;
  isTTY?: boolean;
  ref?(): unknown;
  unref?(): unknown;
}

export interface ConsoleOutput {
  readonly columns?: number | undefined;
  readonly rows?: number | undefined;
  write(text: string, taken?: (failed?: Error | null) => void): unknown;
  /** undefined: nothing waits for the terminal to take it. Missing: nothing ever does. */
  drained?(): Promise<void> | undefined;
  on(event: "error" | "resize", listener: () => void): unknown;
  off(event: "error" | "resize", listener: () => void): unknown;
}

export interface RawTerminalEvents {
  burst(burst: Input[]): void;
  /** Nothing comes any more. */
  ended(): void;
  resized(): void;
  /** The screen is given away: what is drawn must be left in order. */
  leaving(): void;
  /** It is ours again. */
  back(): void;
}

export interface RawTerminal {
  open(): void;
  /** Gives the terminal back as it was found. */
  release(): void;
  /** As Ctrl-Z of cooked terminals: the whole job stops. */
  suspend(): void;
  /** What waits for its rest is taken as it is. */
  settle(): void;
  /** For good. */
  close(): void;
}

/** `dumb`: it knows no escapes, so pastes come unmarked. */
export function rawTerminal(
  input: ConsoleInput,
  output: ConsoleOutput,
  events: RawTerminalEvents,
  { dumb = false }: { dumb?: boolean } = {},
): RawTerminal {
  const decoder = new StringDecoder("utf8");
  const keys = keyReader();
  let timer: NodeJS.Timeout | null = null;
  /** Of a paste that comes in pieces; null: none is under way. */
  let pieces: Input[] | null = null;
  /** False while the terminal is lent, and after the end. */
  let reading = false;
  let stopped = false;

  const give = (burst: Input[]) => {
    if (burst.length > 0) events.burst(burst);
  };
  const onData = (data: Buffer | string) => {
    if (timer) clearTimeout(timer);
    timer = null;
    const text = typeof data === "string" ? data : decoder.write(data);
    const found = keys.push(text);
    if (text.length >= longPiece) pieces ??= [];
    if (pieces && !found.some(isInterrupt)) {
      pieces = pieces.concat(found);
      timer = setTimeout(giveAll, pieceWait);
      return;
    }
    givePieces(found);
    if (keys.waiting()) timer = setTimeout(giveAll, escapeWait);
  };
  const givePieces = (more: Input[]) => {
    const whole = pieces ? pieces.concat(more) : more;
    pieces = null;
    give(whole);
  };
  const giveAll = () => givePieces(keys.settle());
  const onEnd = () => {
    givePieces([]);
    events.ended();
  };
  /** A terminal that is gone cannot be put in order any more. */
  const quietly = (act: () => void) => {
    try {
      act();
    } catch {}
  };
  const enter = () => {
    quietly(() => input.setRawMode?.(true));
    if (!dumb) output.write("\x1b[?2004h");
  };
  const restore = () => {
    quietly(() => input.setRawMode?.(false));
    if (!dumb) output.write("\x1b[?2004l\x1b[?25h");
  };
  const back = () => {
    if (stopped) process.on("SIGTSTP", suspend);
    stopped = false;
    if (!reading) return;
    // The shell has set the terminal to its own liking.
    enter();
    events.back();
  };
  function suspend(): void {
    if (!input.isTTY || stopped) return;
    stopped = true;
    if (reading) {
      events.leaving();
      restore();
    }
    process.off("SIGTSTP", suspend);
    // The whole job, as the terminal itself would: a program that started us has to let go as well.
    process.kill(0, "SIGTSTP");
    setTimeout(() => {
      if (stopped) back();
    }, stopWait);
  }
  const onExit = () => {
    if (!reading) return;
    reading = false;
    events.leaving();
    restore();
  };
  /** Where nobody else has a plan for it, the signal does what it always does, after the terminal is in order. */
  const onSignal = (signal: NodeJS.Signals) => {
    if (process.listenerCount(signal) > 1) return;
    onExit();
    process.off(signal, onSignal);
    process.kill(process.pid, signal);
  };
  const onResize = () => events.resized();
  const ignore = () => {};

  input.on("error", onEnd);
  // A terminal that is gone is told by its signal, and by the end of the input.
  output.on("error", ignore);
  output.on("resize", onResize);
  process.on("exit", onExit);
  process.on("SIGCONT", back);
  process.on("SIGTSTP", suspend);
  for (const signal of endings) process.on(signal, onSignal);

  const release = () => {
    if (!reading) return;
    reading = false;
    if (timer) clearTimeout(timer);
    input.off("data", onData);
    input.off("end", onEnd);
    input.pause();
    restore();
  };

  return {
    open() {
      reading = true;
      enter();
      input.on("data", onData);
      input.on("end", onEnd);
      input.resume();
      input.unref?.();
    },
    release,
    suspend,
    settle() {
      givePieces([]);
      keys.settle();
    },
    close() {
      release();
      input.off("error", onEnd);
      // What was written last may still fail, and tells so later; one that has failed says nothing more that anybody needs.
      output.write("", (failed) => {
        if (!failed) output.off("error", ignore);
      });
      output.off("resize", onResize);
      process.off("exit", onExit);
      process.off("SIGCONT", back);
      process.off("SIGTSTP", suspend);
      for (const signal of endings) process.off(signal, onSignal);
    },
  };
}
