/** What a call is answered with: its result as a fact and as a message, and why it was not run. */

import type { Event } from "./events.ts";
import { logged } from "./judge.ts";
import { stoppedBy } from "./limits.ts";
import { say } from "./say.ts";
import { allowFlags } from "./typed-rule.ts";
import type { Approval, Effect, Message, StopReason, ToolCall, ToolResult } from "./types.ts";

export async function* answer(
  call: ToolCall,
  result: ToolResult,
  effect: Effect | null,
  durationMs: number,
  history: Message[],
): AsyncGenerator<Event, void> {
  const { content, isError = false, exitCode, truncated } = result;
  yield {
    type: "tool_result",
    callId: call.id,
    content,
    isError,
    durationMs,
    ...(exitCode === undefined ? {} : { exitCode }),
    ...(truncated === undefined ? {} : { truncated }),
    effect: effect && logged(effect, result),
  };
  yield* say(history, {
    role: "tool",
    toolCallId: call.id,
    name: call.name,
    content,
    ...(isError ? { isError } : {}),
  });
}

export function refusal(approval: Approval | undefined, call: ToolCall): ToolResult {
  if (!approval || approval.by === "unattended") {
    const why = approval?.words ? ` ${approval.words}` : "";
    const rule = approval?.rule ? ` Allowed by: ${allowFlags([approval.rule])}.` : "";
    return notRun(
      `${call.name} needs an approval and nobody is there to give it.${why}${rule}`,
      "approval_needed",
    );
  }
  if (approval.by === "policy") return notRun(approval.words ?? "a rule denies it.");
  const words = approval.words ?? "the user said no.";
  return approval.stop ? notRun(words, "aborted") : notRun(words);
}

/** A call behind the one at which the turn ended. What nobody could approve says all the same which rule would allow it. */
export function afterStop(
  stop: StopReason,
  approval: Approval | undefined,
  call: ToolCall,
  signal: AbortSignal,
): ToolResult {
  const isAnother = approval?.granted === false && approval.by === "unattended";
  if (stop === "approval_needed" && isAnother) return refusal(approval, call);
  return notRun(stopWords(stop, signal));
}

export function notRun(why: string, stop?: StopReason): ToolResult {
  return { content: `Not run: ${why}`, isError: true, ...(stop ? { stop } : {}) };
}

export function stopWords(stop: StopReason, signal: AbortSignal): string {
  if (stop === "approval_needed") return "the turn ended at an approval that nobody could give.";
  if (stop === "error") return "the turn ended with an error.";
  return stoppedBy(signal).notRun;
}
