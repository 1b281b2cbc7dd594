/** What a person sees of a turn: the model's text as it comes, one line per call, the checks, and the receipt. */

import { notReached } from "../core/checks.ts";
import { display } from "../core/display.ts";
import type { Event, Fact } from "../core/events.ts";
import { counted, phrase } from "../core/messages/phrase.ts";
import type { Sink } from "../core/ports.ts";
import type { Receipt } from "../core/receipt.ts";
import { characterRows, wrapWords } from "../core/wrap-words.ts";
import { type Call, callLine, subjectOf } from "./call-line.ts";
import { factLines } from "./fact-lines.ts";
import { count, duration } from "./figures.ts";
import { foldProse } from "./fold-styled.ts";
import { LineSplit } from "./line-split.ts";
import { loadLexer } from "./markdown.ts";
import { oneLine } from "./one-line.ts";
import { OutputTail } from "./output-tail.ts";
import { markedAsModels } from "./own-lines.ts";
import { markdownProse, type Prose, plainProse } from "./prose.ts";
import { receiptText, verdictStyle } from "./receipt-text.ts";
import { StatusLine } from "./status-line.ts";
import { stylesOf } from "./style.ts";
import { verboseLines } from "./verbose-lines.ts";
import { clip, widthOf } from "./width.ts";

export interface TerminalOptions {
  write: (text: string) => void;
  /** Whether `write` leads to a terminal. If not: no escapes, no status line, no rendering. */
  terminal: boolean;
  /** For screen readers: whole lines only, nothing redrawn; as without a terminal, but questions are asked. Default: false. */
  plain?: boolean;
  color: boolean;
  columns: () => number;
  /** ms, from a clock that does not jump. */
  now: () => number;
  /** Calls back every `ms` until the returned function is called; must not keep the process alive. */
  every: (ms: number, callback: () => void) => () => void;
  /** Whether the model's text is shown. Default true; false where the answer goes elsewhere. */
  text?: boolean;
  /** Everything commands print, as it comes; thoughts, lanes, tokens. Default false: the last lines, without a terminal only where a command failed. */
  verbose?: boolean;
  /** Of the turn that just ended; missing: no receipt is shown. */
  receipt?: () => Receipt;
  /** What is typed to go on, shown in the receipt. */
  resume?: string;
  /** What goes on in the background, shown there as well. */
  running?: () => { id: string; command: string }[];
}

export interface TerminalSink {
  sink: Sink;
  /** Takes the status line away, for whoever writes next; it comes back with the next event. */
  clear(): void;
  /** As long as the program stands still, nothing of it is left at the end of the screen. */
  pause(): void;
  resume(): void;
}

/** Of the output of a command, what is shown when it has ended. */
const shownLines = 5;
/** Text that is not for a terminal is written in pieces of this size, or after this time. */
const batchCharacters = 4096;
const batchMs = 100;

/** In characters; a shorter one is no longer than to say that it is the same. */
const longRefusal = 40;

export function terminal(options: TerminalOptions): TerminalSink {
  const { now, verbose = false, text: showsText = true } = options;
  const interactive = options.terminal && !options.plain;
  const columns = () => (interactive ? Math.max(20, options.columns()) : 200);
  const styles = stylesOf(interactive && options.color);
  const status = new StatusLine({
    ...options,
    columns,
    style: styles.dim,
    // It takes escapes to redraw two rows.
    ...(styles.color ? { growing } : {}),
  });
  const calls = new Map<string, Call>();
  const outputs = new Map<string, OutputTail>();
  const outputLines = new LineSplit();
  const thoughts = plainProse(styles.color ? styles.dim : (row) => `~ ${row}`, (line) =>
    interactive ? foldProse(line, columns() - (styles.color ? 0 : 2)) : [line],
  );
  let prose: Prose | null = interactive ? null : plainProse();
  let startedAt = now();
  let step = 0;
  let tokens = "";
  /** In so many columns. */
  let doing: (room: number) => string = () => "";
  /** Nothing happens before: a failed call is tried again then. */
  let waitsUntil = 0;
  let thinking = false;
  let last: "nothing" | "thought" | "text" | "line" = "nothing";
  let checks: boolean[] = [];
  /** Checks that one failed start left without an answer: told as one. */
  const unreached: Extract<Fact, { type: "check" }>[] = [];
  /** Of the result before: why it was not run. */
  let refusal = "";
  let batch = "";
  let batchAt = now();

  /** How to stop stays in sight: what is going on gets the room that is left. */
  function statusText(): string {
    const before = [duration(now() - startedAt), phrase("step {1}", step), tokens]
      .filter(Boolean)
      .join(" · ");
    const after = phrase("Ctrl-C stops");
    const left = waitsUntil - now();
    const room = Math.max(8, columns() - widthOf(before) - widthOf(after) - 8);
    const what = left > 0 ? phrase("trying again in {1} s", Math.ceil(left / 1000)) : doing(room);
    return [before, what === "" ? "" : clip(what, room), after].filter(Boolean).join(" · ");
  }

  function write(text: string): void {
    if (interactive) {
      status.write(text);
      return;
    }
    batch += text;
    // Somebody reads along, as it comes.
    if (options.terminal || batch.length >= batchCharacters || now() - batchAt >= batchMs) flush();
  }

  function flush(): void {
    if (batch !== "") options.write(batch);
    batch = "";
    batchAt = now();
  }

  /** A blank line between what the model thinks, what it says, and what happens. */
  function put(kind: "thought" | "text" | "line", text: string): void {
    if (text === "") return;
    write(last !== "nothing" && last !== kind ? `\n${text}` : text);
    last = kind;
  }

  const line = (text: string) => put("line", `${text}\n`);

  function inRows(text: string): string {
    return interactive ? wrapWords(text, { columns: columns(), widthOf }) : text;
  }

  function tell(event: Event): void {
    for (const told of factLines(event, styles)) line(inRows(told));
  }

  function check(fact: Extract<Fact, { type: "check" }>): void {
    checks.push(fact.ok);
    if (!verbose && fact.actual === notReached) unreached.push(fact);
    else {
      endUnreached();
      tell(fact);
    }
  }

  function endUnreached(): void {
    const [first, ...others] = unreached.splice(0);
    if (!first) return;
    const name = counted(others.length + 1, "check");
    tell(others.length === 0 ? first : { ...first, name });
  }

  function more(event: Event): void {
    if (verbose) for (const told of verboseLines(event)) line(styles.dim(told));
  }

  function said(text: string): void {
    if (text.trim() !== "") put("text", `${markedAsModels(display(text.trimEnd()), columns())}\n`);
  }

  function endText(): void {
    endThoughts();
    if (prose) put("text", whose(prose.end()));
  }

  function endThoughts(): void {
    if (thinking) put("thought", thoughts.end());
    thinking = false;
  }

  /** Where questions are asked, nothing of the model's may pass for one. */
  function whose(text: string): string {
    return options.terminal ? markedAsModels(text, options.columns()) : text;
  }

  async function text(piece: string): Promise<void> {
    prose ??= markdownProse(await loadLexer(), styles, columns);
    speak(prose, piece);
  }

  function speak(to: Prose, piece: string): void {
    endThoughts();
    put("text", whose(to.push(piece)));
    doing = (room) => (growing() === "" ? newest(to.tail(room), room) : "");
  }

  /** The end of a line that is not shown yet. */
  function newest(tail: string, room: number): string {
    const characters = [...display(tail, { oneLine: true })];
    while (widthOf(characters.join("")) > room - 2) characters.shift();
    return `… ${characters.join("")}`;
  }

  /** The rows of text that have not ended, as they will stand. */
  function growing(): string {
    const shown = styles.color ? whose(prose?.growing() ?? "") : "";
    if (shown === "") return "";
    const isBelowOther = last !== "nothing" && last !== "text" && !shown.startsWith("\n");
    return isBelowOther ? `\n${shown}` : shown;
  }

  function output(callId: string, text: string): void {
    const tail = outputs.get(callId) ?? new OutputTail();
    outputs.set(callId, tail);
    tail.push(text);
    const last = tail.lines(1).lines[0]?.trim() ?? "";
    const line = `… ${display(last, { oneLine: true })}`;
    if (interactive && last !== "") doing = () => line;
    if (!verbose) return;
    const lines = outputLines.push(text);
    if (lines.length > 0) put("line", indented(lines.join("\n")));
  }

  function indented(text: string): string {
    const lines = display(text.replaceAll("\r\n", "\n")).split("\n");
    return lines.map((one) => `${styles.dim(`  ${one}`)}\n`).join("");
  }

  function result(fact: Extract<Fact, { type: "tool_result" }>): void {
    const open = outputLines.end();
    if (open !== null) put("line", indented(open));
    endUnreached();
    const call = calls.get(fact.callId) ?? { name: phrase("a call"), arguments: {} };
    const passed = checks.filter((ok) => ok).length;
    const refused = fact.content.startsWith("Not run:");
    // Words for a whole batch are the answer to each of its calls.
    const again = refused && fact.content === refusal && refusal.length > longRefusal;
    refusal = refused ? fact.content : "";
    const shown =
      call.name === "verify" && checks.length > 0
        ? `  ${phrase("{1} of {2} passed", passed, checks.length)}  ${duration(fact.durationMs)}`
        : callLine(call, again ? { ...fact, content: "Not run: as above." } : fact, columns());
    const failed = fact.isError || (fact.exitCode !== undefined && fact.exitCode !== 0);
    line(inRows(refused ? styles.warn(shown) : failed ? styles.bad(shown) : shown));
    const unproven = call.name === "verify" && passed < checks.length;
    if (!verbose && (failed || unproven || (call.name === "shell" && options.terminal)))
      lastLines(fact.callId, failed || unproven);
    outputs.delete(fact.callId);
  }

  /** Whoever watches sees what a command came to, and how much there was before. What failed is shown whole. */
  function lastLines(callId: string, failed: boolean): void {
    const { lines = [], before = 0 } = outputs.get(callId)?.lines(shownLines) ?? {};
    if (lines.length === 0) return;
    if (before > 0) line(styles.dim(`  … ${counted(before, "line")} …`));
    const room = columns() - 2;
    const inRoom = (one: string) =>
      failed ? characterRows(one, { columns: room, widthOf }) : clip(one, room);
    const rows = interactive ? lines.flatMap(inRoom) : lines;
    put("line", indented(rows.join("\n")));
  }

  function receipt(): void {
    if (!options.receipt) return;
    const facts = options.receipt();
    const [verdict = "", ...rows] = receiptText(facts, {
      ...(options.resume ? { resume: options.resume } : {}),
      running: options.running?.() ?? [],
      errorsTold: true,
      conversation: true,
      ...(interactive ? { columns: columns() } : {}),
    });
    const colour = verdictStyle(facts, rows.length === 0, styles);
    write(`\n${inRows([colour(verdict), ...rows].join("\n"))}\n`);
  }

  function take(event: Event): void | Promise<void> {
    waitsUntil = event.type === "notice" && event.waitMs ? now() + event.waitMs : 0;
    switch (event.type) {
      case "turn_start":
        startedAt = now();
        step = 0;
        tokens = "";
        last = "nothing";
        return;
      case "model_request":
        step = event.step;
        doing = () => phrase("waiting for the model");
        return more(event);
      case "text_delta":
        if (!showsText) return;
        return prose ? speak(prose, event.text) : text(event.text);
      case "reasoning_delta":
        // Without a terminal thoughts would only bury the answer; whoever asks for more gets them.
        if (!verbose && (!interactive || !showsText)) return;
        thinking = true;
        put("thought", whose(thoughts.push(event.text)));
        doing = () => phrase("thinking");
        return;
      case "call_delta":
        doing = () =>
          phrase("writing {1} {2} characters", oneLine(event.name), count(event.characters));
        return;
      case "model_reply":
        endText();
        if (event.usage) {
          const { inputTokens, outputTokens } = event.usage;
          tokens = phrase("{1} in{2} / {3} out", count(inputTokens), "", count(outputTokens));
        }
        return more(event);
      case "message":
        // Where the answer goes elsewhere, what is said on the way to it is told here.
        if (verbose && !showsText && event.message.role === "assistant" && event.message.toolCalls)
          said(event.message.content);
        return;
      case "decision":
        // Text that was held back until the reply was read comes between its end and this.
        endText();
        for (const call of [...event.calls, ...event.rejected]) {
          calls.set(call.id, {
            name: call.name,
            arguments: "arguments" in call ? call.arguments : {},
          });
        }
        return;
      case "tool_start":
        calls.set(event.callId, event);
        doing = () => subjectOf(event);
        if (event.name === "verify") line("· verify");
        checks = [];
        return;
      case "tool_output":
        return output(event.callId, event.text);
      case "tool_result":
        return result(event);
      case "notice":
      case "error":
        endText();
        return tell(event);
      case "check":
        return check(event);
      case "turn_end":
        endText();
        return receipt();
      default:
        return tell(event);
    }
  }

  /** A person is being asked: the screen is theirs until the answer is there. */
  function asksPerson(event: Event): boolean {
    if (["approval_request", "time_up", "turn_end"].includes(event.type)) return true;
    return event.type === "tool_start" && event.name === "ask_user";
  }

  function after(event: Event): void {
    if (!interactive) {
      if (event.type !== "text_delta") flush();
    } else if (asksPerson(event)) status.stop();
    else status.start(statusText);
  }

  return {
    sink(event) {
      const taken = take(event);
      return taken ? taken.then(() => after(event)) : after(event);
    },
    clear: () => status.stop(),
    pause: () => status.pause(),
    resume: () => status.resume(),
  };
}
