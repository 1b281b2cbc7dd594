/** One reply becomes one decision: the lane reads it, and every call gets an id that is unique in the session. */

import type { Fact } from "./events.ts";
import type { LaneChain } from "./lane-chain.ts";
import type { Lane } from "./ports.ts";
import type { Decision, Message, ModelReply, ToolSpec } from "./types.ts";
import { isUsersOwn } from "./user-commands.ts";

export interface Decided {
  decision: Decision;
  fact: Extract<Fact, { type: "decision" }>;
}

export function decide(
  step: number,
  reply: ModelReply,
  { lane, reason }: Pick<LaneChain, "lane" | "reason">,
  tools: readonly ToolSpec[],
  history: readonly Message[],
): Decided {
  const used = new Set(history.flatMap(callIds));
  let minted = 0;
  const mintId = () => {
    let id: string;
    do id = `call_${history.length}_${minted++}`;
    while (used.has(id));
    return id;
  };
  const decision = lane.decode(reply, tools, mintId);
  if (decision.kind === "act") {
    // Some endpoints number calls anew in each reply; answers must bind to one call only, and to none of the user's.
    for (const call of [...decision.calls, ...decision.rejected]) {
      if (call.id === "" || used.has(call.id) || isUsersOwn(call.id)) call.id = mintId();
      used.add(call.id);
    }
  }
  const native = decision.source === "native_tool_calls";
  return {
    decision,
    fact: {
      type: "decision",
      step,
      kind: decision.kind,
      source: decision.source,
      nativeToolCallUsed: native,
      ...(native ? {} : { nativeToolCallFallbackReason: fallbackReason(decision, lane, reason) }),
      calls: decision.kind === "act" ? decision.calls : [],
      rejected: decision.kind === "final" ? [] : (decision.rejected ?? []),
      parserAttempts: decision.attempts ?? [lane.name],
    },
  };
}

function callIds(message: Message): string[] {
  if (message.role !== "assistant") return [];
  return (message.toolCalls ?? []).map((call) => call.id);
}

function fallbackReason(decision: Decision, lane: Lane, reason: string): string {
  if (decision.source.startsWith("leak:")) return "leak";
  return lane.toolDelivery === "prompt" ? reason : "none_returned";
}
