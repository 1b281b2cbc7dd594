/** One turn: the model is asked, its reply becomes a decision, calls are carried out, and again until it answers. */

import { actOn } from "./act.ts";
import { decide } from "./decide.ts";
import { ModelError, messageOf } from "./errors.ts";
import { type Event, type Fact, isFact } from "./events.ts";
import { usageOf, verifiedOf } from "./folds.ts";
import { alikeUntilStopped, alikeUntilTold, circleHint, loopGuard } from "./loop-guard.ts";
import type { Agent, Environment } from "./ports.ts";
import { say } from "./say.ts";
import type { Decision, Message, ModelReply, StopReason } from "./types.ts";
import { viewOf } from "./view.ts";

/** How often in a row an unreadable reply goes back with a hint before its text becomes the answer (lanes.md, 5). */
const maxRepairs = 2;

export interface TurnEnd {
  reason: StopReason;
  /** The answer; empty when there is none. */
  text: string;
}

/** `history` is the conversation so far; the turn appends to it. Nothing happens until the generator is driven. */
export async function* runTurn(
  prompt: string,
  history: Message[],
  agent: Agent,
  environment: Environment,
): AsyncGenerator<Event, TurnEnd> {
  const facts: Fact[] = [];
  const end = yield* noting(steps(prompt, history, agent, environment), facts);
  yield { type: "turn_end", ...end, usage: usageOf(facts), verified: verifiedOf(facts) };
  return end;
}

async function* steps(
  prompt: string,
  history: Message[],
  agent: Agent,
  environment: Environment,
): AsyncGenerator<Event, TurnEnd> {
  yield { type: "turn_start", prompt };
  yield* say(history, { role: "user", content: prompt });
  let repairs = 0;
  const alike = loopGuard();
  for (let step = 1; step <= agent.limits.maxSteps; step++) {
    const reply = yield* ask(step, history, agent, environment);
    if ("reason" in reply) return reply;

    const { decision, fact } = decide(step, reply, agent.lane, [...agent.tools.values()], history);
    yield fact;
    yield* say(history, assistantMessage(decision, reply));

    if (decision.kind === "final") return { reason: "done", text: decision.text };
    if (decision.kind === "unreadable") {
      if (++repairs > maxRepairs) return yield* giveUp(decision);
      yield* say(history, { role: "user", content: decision.hint });
      continue;
    }
    repairs = 0;
    const stop = yield* actOn(decision, history, agent, environment);
    if (stop) return { reason: stop, text: "" };
    const rounds = alike(decision, history);
    if (rounds >= alikeUntilStopped && agent.limits.endCircles !== false)
      return yield* goesInCircles(decision);
    if (rounds === alikeUntilTold) yield* say(history, { role: "user", content: circleHint });
  }
  return { reason: "max_steps", text: "" };
}

async function* goesInCircles({
  calls,
}: Extract<Decision, { kind: "act" }>): AsyncGenerator<Event, TurnEnd> {
  const names = calls.map(({ name }) => name).join(", ");
  const message = `The model made the same call (${names}) with the same result ${alikeUntilStopped} times in a row.`;
  yield {
    type: "error",
    where: "loop",
    kind: "circle",
    message,
    hint: "Say what it should do instead, or try another model.",
  };
  return { reason: "limit", text: "" };
}

/** One model call; a failure or an abort comes back as the end of the turn. */
async function* ask(
  step: number,
  history: readonly Message[],
  agent: Agent,
  environment: Environment,
): AsyncGenerator<Event, ModelReply | TurnEnd> {
  const { lane, system } = agent;
  const tools = [...agent.tools.values()];
  const request = lane.encode({ step, lane: lane.name, system, messages: viewOf(history), tools });
  try {
    environment.signal.throwIfAborted();
    return yield* agent.model(request, environment.signal);
  } catch (thrown) {
    if (environment.signal.aborted) return { reason: "aborted", text: "" };
    if (!(thrown instanceof ModelError)) throw thrown;
    const { kind, hint } = thrown;
    yield {
      type: "error",
      where: "model",
      kind,
      message: messageOf(thrown),
      ...(hint ? { hint } : {}),
    };
    return { reason: "error", text: "" };
  }
}

async function* giveUp(
  decision: Extract<Decision, { kind: "unreadable" }>,
): AsyncGenerator<Event, TurnEnd> {
  if (decision.text.trim() !== "") {
    yield {
      type: "notice",
      text: "No call could be read from this reply; it is taken as the answer.",
    };
    return { reason: "done", text: decision.text };
  }
  yield {
    type: "error",
    where: "model",
    kind: "empty_response",
    message: "The model gave no answer and no call.",
  };
  return { reason: "error", text: "" };
}

/** Rejected calls stay in the message, without arguments: every call that was made gets its answer. */
function assistantMessage(decision: Decision, reply: ModelReply): Message {
  const toolCalls =
    decision.kind === "act"
      ? [
          ...decision.calls,
          ...decision.rejected.map(({ id, name }) => ({ id, name, arguments: {} })),
        ]
      : [];
  return {
    role: "assistant",
    content: decision.text,
    ...(toolCalls.length > 0 ? { toolCalls } : {}),
    ...(reply.echo ? { echo: reply.echo } : {}),
  };
}

/** Passes events on and keeps the facts: the turn's own sums are folds as well. */
async function* noting<Result>(
  events: AsyncGenerator<Event, Result>,
  facts: Fact[],
): AsyncGenerator<Event, Result> {
  try {
    for (;;) {
      const next = await events.next();
      if (next.done) return next.value;
      if (isFact(next.value)) facts.push(next.value);
      yield next.value;
    }
  } finally {
    await events.return(undefined as Result);
  }
}
