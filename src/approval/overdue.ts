/** One question about a command whose time is up: it runs on while the question stands. */

import { display } from "../core/display.ts";
import { phrase } from "../core/messages/phrase.ts";
import type { Console, TimeAnswer, TimeAsked } from "../core/ports.ts";
import { durationOf } from "../core/work-time.ts";
import { helpText, isCancel, pressedKey, showKeys } from "./keys.ts";
import { contentOf, type PromptLine } from "./prompt.ts";
import { styled } from "./style.ts";

/** Of what it printed, the last lines tell whether it serves, works or waits; longer ones are cut. */
const shownLines = 3;
const shownCharacters = 200;

/** Enter answers nothing, nor does what was typed before; Esc and Ctrl-C end the command and the turn. */
export async function askOverdue(
  asked: TimeAsked,
  context: { console: Console; signal: AbortSignal },
): Promise<{ answer: TimeAnswer; stop?: boolean }> {
  const { console, signal } = context;
  const time = durationOf(asked.timeoutMs);
  const keys = [
    `[b] ${phrase("keep it in the background")}`,
    `[m] ${phrase("{1} more", time)}`,
    `[e] ${phrase("end it")}`,
    `[?] ${phrase("help")}`,
  ].join("  ");
  const say = (text: string) => console.write(`  ${text}\n`);
  await console.flush?.();
  console.write(`\n${styled(linesOf(asked, time), console)}`);
  showKeys(keys, console);
  try {
    for (;;) {
      const key = await pressedKey(keys, context);
      if (key === "b") {
        say(phrase("kept in the background"));
        return { answer: "keep" };
      }
      if (key === "m") {
        say(phrase("{1} more", time));
        return { answer: "more" };
      }
      if (key === "e") {
        say(phrase("ended"));
        return { answer: "end" };
      }
      if (isCancel(key)) {
        say(phrase("ended, and the turn stops"));
        return { answer: "end", stop: true };
      }
      if (key === "?") {
        console.write(help(time));
        showKeys(keys, console);
      } else if (key !== "") say(phrase("b keeps it, m gives it more time, e ends it."));
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
    if (!asked.ended.aborted) return { answer: "end", stop: true };
    say(phrase("It has ended by itself."));
    return { answer: "end" };
  }
}

function linesOf({ command, output }: TimeAsked, time: string): PromptLine[] {
  const last = lastLines(output());
  return [
    {
      role: "title",
      text: `${phrase("TIME?")}  ${phrase("{1} are over, and this still runs", time)}`,
    },
    ...contentOf({ kind: "exec", command, cwd: "." }, { diff: null }),
    ...(last.length > 0
      ? [
          { role: "field", text: `  ${phrase("It printed last:")}` } as const,
          ...last.map((line): PromptLine => ({ role: "content", text: `  | ${line}` })),
        ]
      : []),
  ];
}

function lastLines(output: string): string[] {
  return output
    .trimEnd()
    .split("\n")
    .slice(-shownLines)
    .map((line) => display(atLast(line)))
    .map((line) => (line.length > shownCharacters ? `${line.slice(0, shownCharacters)}…` : line))
    .filter((line) => line.trim() !== "");
}

/** Of what is written over and over in one line, what stands there. */
function atLast(line: string): string {
  const whole = line.replace(/\r+$/, "");
  return whole.slice(whole.lastIndexOf("\r") + 1);
}

function help(time: string): string {
  return helpText([
    phrase("b  it goes on: /ps lists it, /stop ends it, the model can read on, exit ends it"),
    phrase("m  it is waited for another {1}; then you are asked again", time),
    phrase("e  it is ended, and the model is told"),
    phrase("Esc, Ctrl-C  end it, and stop here"),
    phrase("Until you answer it runs on. If it ends by itself, no answer is needed."),
  ]);
}
