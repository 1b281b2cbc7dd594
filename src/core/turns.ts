/** The turns of a log, counted from 1: where one can go on from, and what a list shows of a session. */

import type { Entry } from "./events.ts";
import type { StopReason } from "./types.ts";

export interface Turn {
  number: number;
  prompt: string;
  at: string;
  /** The last entry before the next turn. */
  lastSeq: number;
  /** null: it has not ended, or was cut short. */
  reason: StopReason | null;
}

export function turnsOf(entries: readonly Entry[]): Turn[] {
  const turns: Turn[] = [];
  for (const entry of entries) {
    if (entry.type === "turn_start") {
      const { prompt, at, seq } = entry;
      turns.push({ number: turns.length + 1, prompt, at, lastSeq: seq, reason: null });
      continue;
    }
    const turn = turns.at(-1);
    if (!turn) continue;
    turn.lastSeq = Math.max(turn.lastSeq, entry.seq);
    if (entry.type === "turn_end") turn.reason = entry.reason;
  }
  return turns;
}

/** The name the session was given last; "": none. */
export function nameIn(entries: readonly Entry[]): string {
  const named = entries.findLast(({ type }) => type === "session_name");
  return named?.type === "session_name" ? sessionName(named.name) : "";
}

/** A text as a name: one line of at most 60 characters, without what cannot be seen or typed. "": nothing is left. */
export function sessionName(text: string): string {
  const plain = text
    .normalize("NFC")
    .slice(0, 1000)
    .replace(/[\p{C}\p{Z}\s]+/gu, " ")
    .trim();
  return [...plain].slice(0, 60).join("").trim();
}
