/** Replies that cannot be read: what the user is told of one, and how the turn ends where it is not tried again. */

import { restOf } from "./ask.ts";
import type { Delta, Event } from "./events.ts";
import { mostCalls, tooManyCalls } from "./reply-bounds.ts";
import type { Decision } from "./types.ts";

type Unreadable = Extract<Decision, { kind: "unreadable" }>;

/** Of one that is tried again: it shows nothing although much came. The others have shown what they said, or said nothing. */
export function* toldAtOnce({ problem }: Unreadable): Generator<Delta> {
  if (problem !== tooManyCalls) return;
  const text = `The reply held more than ${mostCalls} calls: none of them was run, and the model is told to make fewer.`;
  yield { type: "notice", text };
}

/** `shown`: what of its text has been shown. */
export function* giveUp(
  { problem, text }: Unreadable,
  shown: string,
): Generator<Event, { reason: "done" | "error"; text: string }> {
  if (problem === tooManyCalls) {
    yield {
      type: "error",
      where: "model",
      kind: tooManyCalls,
      message: `The model made more than ${mostCalls} calls in one reply, again and again; none of them was run.`,
      hint: "Ask for less at a time, or try another model.",
    };
    return { reason: "error", text: "" };
  }
  if (text.trim() !== "") {
    yield { type: "text_delta", text: restOf(text, shown) };
    yield {
      type: "notice",
      text: "No call could be read from this reply; it is taken as the answer.",
    };
    return { reason: "done", text };
  }
  yield {
    type: "error",
    where: "model",
    kind: "empty_response",
    message: "The model gave no answer and no call.",
  };
  return { reason: "error", text: "" };
}
