/** The limits of a run and of a turn: which one was reached, in words, and how to go on. */

import { display } from "./display.ts";
import type { Fact } from "./events.ts";
import { phrase } from "./messages/phrase.ts";
import type { StopReason } from "./types.ts";

/** turns: model calls in one turn; tokens, budget and time: of the whole run; loop: the same over and over. */
export const limitNames = ["turns", "tokens", "budget", "time", "loop"] as const;
export type LimitName = (typeof limitNames)[number];

/** A limit was reached: nothing further is started. Thrown where a request would have left, and the reason of an aborted signal. */
export class LimitReached extends Error {
  override readonly name = "LimitReached";
  readonly limit: LimitName;
  readonly hint: string;
  /** Whether to go on, as it is put to a person. */
  readonly question: string;

  constructor(limit: LimitName, message: string, told: { hint: string; question: string }) {
    super(message);
    this.limit = limit;
    this.hint = told.hint;
    this.question = told.question;
  }
}

/** What ends a turn whose signal was aborted, and how a call that was cut off by it is told to the model. */
export function stoppedBy(signal: AbortSignal): {
  stop: Extract<StopReason, "aborted" | "limit">;
  /** After "Not run: ". */
  notRun: string;
  /** Of what was running. */
  ended: string;
} {
  if (limitBehind(signal)) {
    return {
      stop: "limit",
      notRun: "the time of this run is used up.",
      ended: "Ended: the time of this run is used up.",
    };
  }
  return { stop: "aborted", notRun: "the user stopped the turn.", ended: "Stopped by the user." };
}

export function limitBehind(signal: AbortSignal): LimitReached | null {
  return signal.aborted && signal.reason instanceof LimitReached ? signal.reason : null;
}

/** The same calls came to the same results again and again. */
export function circle(tools: readonly string[], rounds: number): LimitReached {
  const names = tools.join(", ");
  const message = `The same calls (${names}) had the same results ${rounds} times in a row.`;
  return new LimitReached("loop", message, {
    hint: "Say what it should do instead, or try another model; skillet -c goes on from here.",
    question: phrase(
      "The same calls ({1}) had the same results {2} times in a row. What now?",
      display(names, { oneLine: true }),
      rounds,
    ),
  });
}

/** The same file was missed again and again. */
export function noWayForward(misses: { count: number; name: string; path: string }): LimitReached {
  const { count } = misses;
  const name = display(misses.name, { oneLine: true });
  const path = display(misses.path, { oneLine: true });
  const message = `${count} calls of ${name} for ${path} did not work, and none in between did.`;
  return new LimitReached("loop", message, {
    hint: "Say what it should do instead, or try another model; skillet -c goes on from here.",
    question: phrase(
      "{1} calls of {2} for {3} did not work, and none in between did. What now?",
      count,
      name,
      path,
    ),
  });
}

export function tooManySteps(steps: number, more: number): LimitReached {
  const message = `The limit of model calls in one turn is reached: ${steps}.`;
  return new LimitReached("turns", message, {
    hint: 'To go on from here: skillet -c -p "go on"; --max-turns N allows more.',
    question: phrase("{1} model calls were made in this turn. Go on for another {2}?", steps, more),
  });
}

export function factOf({ limit, message, hint }: LimitReached): Fact {
  if (limit === "loop") return { type: "error", where: "loop", kind: "circle", message, hint };
  return { type: "error", where: "limit", kind: limit, message, hint };
}

/** Which limit ended the last turn of these facts; null: none did. */
export function limitOf(facts: readonly Fact[]): LimitName | null {
  const end = facts.findLastIndex(({ type }) => type === "turn_end");
  const ended = facts[end];
  if (ended?.type !== "turn_end") return null;
  if (ended.reason === "max_steps") return "turns";
  if (ended.reason !== "limit") return null;
  const told = facts.slice(0, end).findLast((fact) => fact.type === "error");
  if (told?.type !== "error") return null;
  if (told.where === "loop") return "loop";
  return limitNames.find((name) => name === told.kind) ?? null;
}
