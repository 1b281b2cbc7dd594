/** The terminal of a conversation: single keys, lines and prompts, so that nothing typed or pasted before a question answers it. */

import { display } from "../core/display.ts";
import { phrase } from "../core/messages/phrase.ts";
import type { Console } from "../core/ports.ts";
import { Area } from "./area.ts";
import { cellsOf } from "./cells.ts";
import { type Complete, completed, textBefore } from "./completion.ts";
import { LineEditor, type Wish } from "./editor.ts";
import { type History, historyOf } from "./history.ts";
import { type Input, isInterrupt, singleKey } from "./keys.ts";
import { type Line, lineOf } from "./line.ts";
import { type Prompted, promptTaker } from "./prompt.ts";
import {
  type ConsoleInput,
  type ConsoleOutput,
  type RawTerminalEvents,
  rawTerminal,
} from "./raw-terminal.ts";
import { Typing } from "./typing.ts";

/** Keys of somebody who is typing something else answer no question; after a pause of so many ms they do. */
const typingPause = 250;
/** These are heard at once: they grant nothing. */
const noes: ReadonlySet<string> = new Set(["n", "escape", "ctrl-c", "ctrl-d"]);
/** What is typed is shown again so many ms after a question; there may be another one. */
const afterQuestion = 150;

export interface TerminalConsoleOptions {
  color: boolean;
  /** For screen readers. Default: false. */
  plain?: boolean;
  /** It knows no escapes, and gets none. Default: false. */
  dumb?: boolean;
  /** Of the conversation's prompts. Default: of this run only. */
  history?: History;
  /** Default: Tab completes nothing. */
  complete?: Complete;
  /** Whoever draws on the screen besides: before the program stands still (Ctrl-Z), and when it goes on. Missing: nobody. */
  others?: { leaving(): void; back(): void };
  /** The user's editor; null: it failed. Missing: there is none. */
  editText?: (text: string) => Promise<string | null>;
}

export interface PromptOptions {
  /** What the editor holds at first. Default: nothing. */
  draft?: Line;
  /** Ctrl-C was pressed right before, for the turn: within so many ms the next one leaves. Default: 0. */
  armedMs?: number;
  signal?: AbortSignal;
}

export interface TerminalConsole extends Console {
  flush(): Promise<void>;
  /** The next prompt of the conversation. */
  prompt(options?: PromptOptions): Promise<Prompted>;
  /** ms since a question was left by Ctrl-C; infinite: none was. */
  sinceInterrupt(): number;
  /** Something runs: what is typed from now on is kept for afterwards. `stop` is called for Escape. */
  typing(stop: () => void, draft?: Line): Pick<Typing, "end">;
  /** Lends the terminal to another program (an editor), in the state it was found in. */
  lend<Result>(work: () => Promise<Result>): Promise<Result>;
  /** Gives the terminal back as it was found. The console reads nothing after it. */
  close(): void;
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
  options: TerminalConsoleOptions,
): TerminalConsole {
  const histories = new Map<string, History>();
  const own = options.history ?? historyOf(() => []);
  const { dumb = false } = options;
  const dim = options.color && !dumb ? (text: string) => `\x1b[2m${text}\x1b[22m` : undefined;
  const editing = { history: own, ...(dim ? { dim } : {}) };
  const area = new Area({
    write: (text) => void (text === "" || output.write(text)),
    columns: () => output.columns ?? 80,
    rows: () => output.rows ?? 24,
    ...(options.plain ? { plain: true } : {}),
    dumb,
  });
  let taker: Taker | null = null;
  /** The taker waits for one key. */
  let keyIsAsked = false;
  let endTaker: (() => void) | null = null;
  let ended = false;
  let typing: { now: Typing; stop: () => void } | null = null;
  let typedAt = Number.NEGATIVE_INFINITY;
  let later: NodeJS.Timeout | null = null;
  let interruptedAt = Number.NEGATIVE_INFINITY;

  const events: RawTerminalEvents = {
    burst: (burst) => {
      // However much the system hands over at once: two of them are two, and what was typed before one answers nothing.
      const at = burst.findIndex(isInterrupt);
      if (at < 0 || burst.length === 1) return give(burst);
      if (at > 0 && !keyIsAsked) give(burst.slice(0, at));
      give(burst.slice(at, at + 1));
      if (at < burst.length - 1) events.burst(burst.slice(at + 1));
    },
    ended: () => {
      ended = true;
      endTaker?.();
      // Nobody is there any more for whom it runs.
      typing?.stop();
    },
    resized: () => area.redraw(),
    leaving() {
      options.others?.leaving();
      area.stepAside(true);
    },
    back() {
      options.others?.back();
      area.redraw();
    },
  };
  const raw = rawTerminal(input, output, events, { dumb });
  raw.open();

  function give(burst: Input[]): void {
    if (taker) taker(burst);
    else if (typing) typed(burst);
    else burst.forEach(passSignal);
  }

  function passSignal(one: Input): void {
    if (!("key" in one)) return;
    if (one.key === "ctrl-c") process.kill(process.pid, "SIGINT");
    else if (one.key === "ctrl-\\") process.kill(process.pid, "SIGQUIT");
    else if (one.key === "ctrl-z") raw.suspend();
  }

  /** While a turn runs. */
  function typed(burst: Input[]): void {
    if (!typing) return;
    const { now, stop } = typing;
    typedAt = performance.now();
    const waiting = now.queued;
    const wish = now.take(burst, area.columns);
    // A line of its own instead of rows that come and go.
    if (options.plain && now.queued > waiting)
      area.print(`${display(now.view?.above?.at(-1) ?? "")}\n`);
    if (wish === "interrupt") process.kill(process.pid, "SIGINT");
    else if (wish === "escape") stop();
    else if (wish === "edit") now.editor.hint([phrase("The editor opens between turns.")]);
    else if (wish) common(wish, now.editor, showTyping);
    showTyping();
  }

  function showTyping(): void {
    if (later) clearTimeout(later);
    later = null;
    if (taker || options.plain) return;
    const view = typing?.now.view;
    if (view) area.show(view);
    else area.hide();
  }

  /** A question has the screen; what is typed for afterwards is out of sight until it is answered. */
  function hideTyping(): void {
    if (later) clearTimeout(later);
    later = null;
    if (typing) area.hide();
  }

  /** Wishes that mean the same wherever a line is typed. `draw` shows what came of it. */
  function common(wish: Wish, editor: LineEditor, draw: () => void): void {
    if (wish === "suspend") raw.suspend();
    else if (wish === "quit") process.kill(process.pid, "SIGQUIT");
    else if (wish === "clear") area.clearScreen();
    else if (wish === "complete" && options.complete) {
      const line = editor.line;
      options.complete(textBefore(line)).then(
        (found) => {
          // What was typed meanwhile is worth more.
          if (editor.line !== line) return;
          const after = completed(line, found, area.columns);
          if (after.line !== line) editor.replace(after.line);
          editor.hint(after.rows);
          draw();
        },
        () => {},
      );
    }
  }

  /** Takes the input over until `settle` is called; rejects when the signal aborts. */
  async function taking<Result>(
    signal: AbortSignal | undefined,
    onInputEnd: Result,
    start: (settle: (result: Result) => void) => Taker,
  ): Promise<Result> {
    if (taker) throw new Error("Two questions at once on one terminal.");
    hideTyping();
    return new Promise<Result>((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const done = () => {
        taker = null;
        keyIsAsked = false;
        endTaker = null;
        input.unref?.();
        signal?.removeEventListener("abort", onAbort);
        if (typing) later = setTimeout(showTyping, afterQuestion).unref();
      };
      const settle = (result: Result) => {
        done();
        resolve(result);
      };
      const onAbort = () => {
        area.leave();
        done();
        reject(signal?.reason);
      };
      if (ended) return resolve(onInputEnd);
      endTaker = () => {
        area.leave();
        settle(onInputEnd);
      };
      signal?.addEventListener("abort", onAbort);
      input.ref?.();
      taker = start(settle);
    });
  }

  /** Keys of somebody who is typing something else are theirs. */
  function keyTaken(burst: Input[], settle: (key: string) => void): void {
    const key = singleKey(burst);
    if (typing && !noes.has(key ?? "") && performance.now() - typedAt < typingPause) {
      typedAt = performance.now();
      typing.now.take(burst, area.columns);
    } else if (key === "ctrl-z") raw.suspend();
    else if (key !== null) {
      if (key === "ctrl-c") interruptedAt = performance.now();
      settle(key);
    }
  }

  async function lend<Result>(work: () => Promise<Result>): Promise<Result> {
    area.stepAside(false);
    raw.release();
    try {
      // What is not shown yet would come into the other program's screen.
      await output.drained?.();
      return await work();
    } finally {
      raw.open();
      if (taker || typing) input.ref?.();
      area.redraw();
    }
  }

  function edit(editor: LineEditor, draw: () => void): void {
    const { editText } = options;
    if (!editText) {
      editor.hint([phrase("Set $VISUAL or $EDITOR to the editor that Ctrl-G should open.")]);
      draw();
      return;
    }
    editText(editor.text).then(
      (text) => {
        if (text === null) editor.hint([phrase("The editor failed; nothing was changed.")]);
        else editor.replace(lineOf(cellsOf(text.replace(/\n$/, ""))));
        draw();
      },
      () => {},
    );
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
    write: (text) => area.print(text),
    flush: async () => {
      hideTyping();
      // Two rounds of the event loop: what the kernel holds has been read, and is no answer, when they are over.
      for (let round = 0; round < 2; round++) await new Promise((resolve) => setImmediate(resolve));
      raw.settle();
      hideTyping();
    },
    key: (signal) =>
      taking<string>(signal, "escape", (settle) => {
        keyIsAsked = true;
        return (burst) => keyTaken(burst, settle);
      }),
    line(prompt, { initial = "", signal } = {}) {
      const history = histories.get(prompt) ?? historyOf(() => []);
      histories.set(prompt, history);
      const editor = new LineEditor({
        ...editing,
        history,
        prompt,
        start: lineOf(cellsOf(initial)),
      });
      const draw = () => area.show(editor.view);
      return taking<string | null>(signal, null, (settle) => {
        draw();
        return (burst) => {
          const wish = editor.take(burst, area.columns);
          draw();
          if (wish === "submit") {
            area.leave();
            settle(editor.clear().text);
          } else if (wish === "interrupt" || wish === "escape" || wish === "leave") {
            if (wish === "interrupt") interruptedAt = performance.now();
            area.leave();
            settle(null);
          } else if (wish && wish !== "complete") common(wish, editor, draw);
        };
      });
    },
    prompt({ draft, armedMs = 0, signal } = {}) {
      const editor = new LineEditor({
        ...editing,
        prompt: "> ",
        multiline: true,
        ...(draft ? { start: draft } : {}),
      });
      const draw = () => area.show(editor.view);
      return taking<Prompted>(signal, { left: "end" }, (settle) => {
        draw();
        return promptTaker(editor, armedMs, {
          columns: () => area.columns,
          draw,
          end(result) {
            draw();
            area.leave();
            settle(result);
          },
          edit: () => edit(editor, draw),
          other: (wish) => common(wish, editor, draw),
        });
      });
    },
    sinceInterrupt: () => performance.now() - interruptedAt,
    typing(stop, draft) {
      const now = new Typing({ ...editing, ...(draft ? { start: draft } : {}) });
      typing = { now, stop };
      typedAt = Number.NEGATIVE_INFINITY;
      showTyping();
      input.ref?.();
      return {
        end(stopped) {
          typing = null;
          input.unref?.();
          area.hide();
          return now.end(stopped);
        },
      };
    },
    lend,
    close() {
      if (later) clearTimeout(later);
      area.leave();
      raw.close();
    },
  };
}
