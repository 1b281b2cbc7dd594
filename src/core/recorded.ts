/** A log read as what was done: the calls that ran, step by step, with what came of them. A log is anybody's: nothing here is believed. */

import type { Entry } from "./events.ts";

export interface RecordedResult {
  content: string;
  isError: boolean;
  exitCode: number | null;
}

export interface RecordedCall {
  name: string;
  /** As it ran, with the user's edits. */
  arguments: unknown;
  /** null: cut off, its outcome is unknown. */
  result: RecordedResult | null;
}

export interface RecordedTurn {
  prompt: string;
  /** Model calls that led to calls which ran. */
  steps: { text: string; calls: RecordedCall[] }[];
  /** The answer; "": there was none. */
  text: string;
}

/** Calls that were refused or never started are none of it. */
export function recordedTurns(entries: readonly Entry[]): RecordedTurn[] {
  const turns: RecordedTurn[] = [];
  let open = new Map<string, RecordedCall>();
  let text = "";
  let fresh = true;
  for (const entry of entries) {
    if (entry.type === "turn_start") {
      turns.push({ prompt: entry.prompt, steps: [], text: "" });
      open = new Map();
    }
    const turn = turns.at(-1);
    if (!turn) continue;
    if (entry.type === "message" && entry.message.role === "assistant") {
      text = entry.message.content;
      fresh = true;
    } else if (entry.type === "tool_start") {
      if (fresh) turn.steps.push({ text, calls: [] });
      fresh = false;
      const call: RecordedCall = { name: entry.name, arguments: entry.arguments, result: null };
      turn.steps.at(-1)?.calls.push(call);
      open.set(entry.callId, call);
    } else if (entry.type === "tool_result") {
      const { content, isError, exitCode = null } = entry;
      const call = open.get(entry.callId);
      if (call) call.result ??= { content, isError, exitCode };
    } else if (entry.type === "turn_end") turn.text = entry.text;
    if (entry.type === "turn_start") [text, fresh] = ["", true];
  }
  return turns;
}
