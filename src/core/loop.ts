/** One turn: the model is asked, its reply becomes a decision, calls are carried out, and again until it answers. */

import { actOn } from "./act.ts";
import { ask, heldBack } from "./ask.ts";
import { cutOffNote } from "./cut-off.ts";
import { decide } from "./decide.ts";
import { type Event, type Fact, isFact } from "./events.ts";
import { usageOf, verifiedOf } from "./folds.ts";
import { giveUp, toldAtOnce } from "./give-up.ts";
import { mayGoOn } from "./go-on.ts";
import { finalAnswer } from "./json-answer.ts";
import { LaneChain, leakHint } from "./lane-chain.ts";
import {
  circle,
  factOf,
  type LimitReached,
  limitBehind,
  noWayForward,
  tooManySteps,
} from "./limits.ts";
import { alikeUntilStopped, alikeUntilTold, circleHint, loopGuard } from "./loop-guard.ts";
import { missesUntilStopped, missesUntilTold, missGuard, missHint } from "./miss-guard.ts";
import type { Agent, Environment } from "./ports.ts";
import { routeTools } from "./route-tools.ts";
import { say } from "./say.ts";
import type { Decision, Message, ModelReply, StopReason } from "./types.ts";

/** It stands as it is: what was meant to follow, only the model can tell. */
const cutAnswer: Event = {
  type: "notice",
  text: 'The answer was cut off by the output limit of the model; "go on" asks for the rest.',
};

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
  const earlier = environment.failedChecks?.() ?? [];
  const end = yield* noting(steps(prompt, history, agent, environment), facts);
  const verified = verifiedOf(facts, earlier);
  yield { type: "turn_end", ...end, usage: usageOf(facts), verified };
  return end;
}

async function* steps(
  prompt: string,
  history: Message[],
  agent: Agent,
  environment: Environment,
): AsyncGenerator<Event, TurnEnd> {
  yield { type: "turn_start", prompt, ...(agent.notes ? { notes: agent.notes } : {}) };
  if (environment.news) yield* say(history, { role: "user", content: environment.news });
  yield* say(history, { role: "user", content: prompt });
  const chain = new LaneChain(agent.lanes);
  const { told: tools, left } = routeTools([...agent.tools.values()], prompt);
  if (left.length > 0) yield { type: "notice", text: `Not told in this turn: ${left.join(", ")}.` };
  const alike = loopGuard();
  const misses = missGuard();
  const final = finalAnswer(agent.answer, environment.signal);
  let bound = agent.limits.maxSteps;
  for (let step = 1; ; step++) {
    if (step > bound) {
      const limit = tooManySteps(step - 1, agent.limits.maxSteps);
      if (!(await mayGoOn(limit, environment)).goOn) {
        yield factOf(limit);
        return { reason: "max_steps", text: "" };
      }
      bound += agent.limits.maxSteps;
    }
    const asked = yield* ask(step, history, agent, tools, chain, environment);
    if ("stop" in asked) {
      yield* keepSaid(asked.said, history, environment);
      return { reason: asked.stop, text: "" };
    }
    const { reply, shown } = asked;

    const { decision, fact } = decide(step, reply, chain, tools, history);
    yield* heldBack(decision, shown);
    yield fact;
    yield* say(history, assistantMessage(decision, reply));

    if (decision.kind === "final") {
      if (reply.finish === "length") yield cutAnswer;
      const end = yield* final(decision.text, history);
      if (end) return end;
      continue;
    }
    if (decision.kind === "unreadable") {
      const then = chain.unreadable(decision);
      if (then === "give_up") {
        const given = yield* giveUp(decision, shown);
        const end = given.reason === "done" ? yield* final(given.text, history) : given;
        if (end) return end;
        continue;
      }
      yield* toldAtOnce(decision);
      if (then !== "repair") yield then;
      yield* say(history, { role: "user", content: decision.hint });
      continue;
    }
    const stop = yield* actOn(decision, history, agent, environment);
    if (stop) {
      const limit = limitBehind(environment.signal);
      if (stop === "limit" && limit) yield factOf(limit);
      return { reason: stop, text: "" };
    }
    const leaked = chain.acted(decision);
    if (leaked === "told") yield* say(history, { role: "user", content: leakHint });
    else if (leaked) yield leaked;
    const seen = alike(decision, history);
    const missed = misses(decision, history);
    if (seen.rounds === alikeUntilTold) yield* say(history, { role: "user", content: circleHint });
    if (missed.count === missesUntilTold)
      yield* say(history, { role: "user", content: missHint(missed) });
    const limit =
      seen.rounds % alikeUntilStopped === 0
        ? circle(seen.names, seen.rounds)
        : missed.count > 0 && missed.count % missesUntilStopped === 0
          ? noWayForward(missed)
          : undefined;
    if (limit && !(yield* goesOnAfter(limit, history, agent, environment))) {
      yield factOf(limit);
      return { reason: "limit", text: "" };
    }
  }
}

/** The words of a reply that was cut off: the user has read them, and may speak of them next. */
async function* keepSaid(
  said: string,
  history: Message[],
  { signal }: Environment,
): AsyncGenerator<Event, void> {
  if (said.trim() === "") return;
  yield* say(history, { role: "assistant", content: said.trimEnd() });
  yield* say(history, { role: "user", content: cutOffNote(signal) });
}

/** Where a person is they say whether it goes on, and how. */
async function* goesOnAfter(
  limit: LimitReached,
  history: Message[],
  agent: Agent,
  environment: Environment,
): AsyncGenerator<Event, boolean> {
  if (!environment.approver.ask && agent.limits.endCircles === false) return true;
  const { goOn, words } = await mayGoOn(limit, environment, true);
  if (words !== undefined) yield* say(history, { role: "user", content: words });
  return goOn;
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
