/** The keys of a question: how they are offered, which of them was pressed, and the question that has only two. */

import { phrase } from "../core/messages/phrase.ts";
import type { Console } from "../core/ports.ts";
import type { PromptLine } from "./prompt.ts";
import { styled } from "./style.ts";
import { keysOf } from "./wrap.ts";

/** For screen readers each stands on a line of its own, with a number that can be typed instead. */
export function showKeys(text: string, console: Console): void {
  if (!console.plain) console.write(styled([{ role: "keys", text }], console));
  else for (const [at, key] of keysOf(text).entries()) console.write(`${at + 1}. ${key}\n`);
}

/** The next key, in small letters; where the keys are numbered, a number stands for its key. */
export async function pressedKey(
  text: string,
  { console, signal }: { console: Console; signal: AbortSignal },
): Promise<string> {
  const key = (await console.key(signal)).toLowerCase();
  if (!console.plain || !/^[1-9]$/.test(key)) return key;
  return /^\[(.)\]/.exec(keysOf(text)[Number(key) - 1] ?? "")?.[1] ?? key;
}

/** `n` is one as well where a question has no third way. */
export function isCancel(key: string): boolean {
  return key === "escape" || key === "ctrl-c" || key === "ctrl-d";
}

/**
 * A question with the keys `[y]` and `[n]`, in this order. Esc, Ctrl-C, Ctrl-D and an aborted signal are a no; Enter answers
 * nothing, nor does what was typed before the question stood there.
 */
export async function askYes(
  lines: readonly PromptLine[],
  keys: string,
  context: { console: Console; signal: AbortSignal },
): Promise<boolean> {
  const { console, signal } = context;
  const say = (text: string) => console.write(`  ${text}\n`);
  await console.flush?.();
  console.write(styled(lines, console));
  showKeys(keys, console);
  try {
    for (;;) {
      const key = await pressedKey(keys, context);
      if (key === "y") {
        say(phrase("yes"));
        return true;
      }
      if (key === "n" || isCancel(key)) {
        say(phrase("no"));
        return false;
      }
      if (key !== "") say(phrase("y is yes, n is no."));
    }
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
    say(phrase("no"));
    return false;
  }
}

/**
 * Which of several, by its number: a single key where there are few, else a line. Undefined: none of them, and where it was no
 * way back that is told. `other`: a letter that is an answer too.
 */
export async function askNumber<Other extends string = never>(
  question: string,
  count: number,
  { console, signal }: { console: Console; signal: AbortSignal },
  other?: Other,
): Promise<number | Other | undefined> {
  const few = count <= 9;
  if (few) console.write(question);
  const typed = few
    ? await console.key(signal)
    : ((await console.line(question, { signal })) ?? "").normalize("NFKC").trim();
  const word = typed.toLowerCase();
  const number = /^\d+$/.test(word) ? Number(word) : 0;
  const answer = word === other ? other : number >= 1 && number <= count ? number : undefined;
  if (few) console.write(`${answer ?? ""}\n`);
  if (answer === undefined && typed !== "" && !isCancel(typed))
    console.write(`  ${phrase("There are {1}.", count)}\n`);
  return answer;
}

/** What `?` shows: a line for each key. */
export function helpText(lines: readonly string[]): string {
  return lines.map((line) => `  ${line}\n`).join("");
}
