/** One model call as the turn sees it: what is prose is shown as it comes; where tools are refused the next lane asks again. */

import { ModelError, messageOf } from "./errors.ts";
import type { Delta, Event, Fact } from "./events.ts";
import { mayGoOn } from "./go-on.ts";
import type { LaneChain } from "./lane-chain.ts";
import { factOf, LimitReached, limitBehind } from "./limits.ts";
import type { Agent, Environment, Lane, Tool } from "./ports.ts";
import type { Decision, Message, ModelReply, StopReason } from "./types.ts";
import { viewOf } from "./view.ts";

export interface Asked {
  reply: ModelReply;
  /** What of its text has been shown. */
  shown: string;
}

/** No reply: the turn ends. */
export interface NotAsked {
  stop: StopReason;
  /** What of a reply had been shown when it was cut off; empty: nothing, or it was refused. */
  said: string;
}

/** A failure or an abort comes back as the reason for the end of the turn. */
export async function* ask(
  step: number,
  history: readonly Message[],
  agent: Agent,
  tools: readonly Tool[],
  chain: LaneChain,
  environment: Environment,
): AsyncGenerator<Event, Asked | NotAsked> {
  const sofar = { shown: "" };
  for (;;) {
    const { lane } = chain;
    const messages = viewOf(history);
    const request = lane.encode({ step, lane: lane.name, system: agent.system, messages, tools });
    try {
      environment.signal.throwIfAborted();
      return yield* proseOnly(agent.model(request, environment.signal), lane, sofar);
    } catch (thrown) {
      const limit = limitBehind(environment.signal) ?? thrown;
      if (limit instanceof LimitReached) {
        if ((await mayGoOn(limit, environment)).goOn) {
          agent.limits.run?.extend(limit.limit);
          continue;
        }
        yield factOf(limit);
        return { stop: "limit", said: sofar.shown };
      }
      if (environment.signal.aborted) return { stop: "aborted", said: sofar.shown };
      if (!(thrown instanceof ModelError)) throw thrown;
      const change = thrown.kind === "tools_unsupported" ? chain.withoutTools() : null;
      if (change) {
        yield change;
        continue;
      }
      const { kind, hint } = thrown;
      const message = messageOf(thrown);
      yield { type: "error", where: "model", kind, message, ...(hint ? { hint } : {}) };
      return { stop: "error", said: cutOff.has(kind) ? sofar.shown : "" };
    }
  }
}

/** Ends of a reply that came to nothing although its words are as good as any; a filter's, say, would only be met again. */
const cutOff: ReadonlySet<string> = new Set(["stream_truncated", "timeout"]);

/** Text that may be a call is held back: what it is, is known when the reply was read. `sofar` tells what was shown, also where it fails. */
async function* proseOnly(
  events: AsyncGenerator<Delta | Fact, ModelReply>,
  lane: Lane,
  sofar: { shown: string },
): AsyncGenerator<Event, Asked> {
  let prose = lane.prose?.();
  sofar.shown = "";
  try {
    for (;;) {
      const next = await events.next();
      if (next.done) return { reply: next.value, shown: sofar.shown };
      const event = next.value;
      if (event.type === "model_request") {
        prose = lane.prose?.();
        sofar.shown = "";
      }
      if (event.type !== "text_delta" || !prose) {
        if (event.type === "text_delta") sofar.shown += event.text;
        yield event;
        continue;
      }
      const text = prose(event.text);
      sofar.shown += text;
      if (text !== "") yield { type: "text_delta", text };
    }
  } finally {
    await events.return(undefined as unknown as ModelReply);
  }
}

/** What was held back and turned out to be prose, or thoughts. */
export function* heldBack(decision: Decision, shown: string): Generator<Delta> {
  const { kind, text, thought } = decision;
  if (thought) yield { type: "reasoning_delta", text: thought };
  if (kind === "unreadable") return;
  const rest = restOf(text, shown);
  if (rest !== "") yield { type: "text_delta", text: rest };
}

/** Of an answer, what has not been shown. */
export function restOf(text: string, shown: string): string {
  if (shown.trim() === "") return text;
  return text.startsWith(shown) ? text.slice(shown.length) : "";
}
