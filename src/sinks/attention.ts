/** Calls the person who went to do something else: when a question waits, and when a long turn is over. */

import { phrase } from "../core/messages/phrase.ts";
import type { Sink } from "../core/ports.ts";

export type AttentionEvent = "approval" | "question" | "done";

export interface AttentionOptions {
  /** Rings; does nothing where there is no terminal, or where the user wants none. */
  ring: () => void;
  /** The user's own way of being told. `message` is a sentence of ours: nothing of it comes from the model. */
  notify: (event: AttentionEvent, message: string) => void;
  /** ms, from a clock that does not jump. */
  now: () => number;
}

/** Who waited less than this is still looking, in ms. */
const longTurn = 10_000;

export function attention({ ring, notify, now }: AttentionOptions): Sink {
  /** When somebody was last seen: at the prompt, or at an answer. */
  let seenAt = now();
  let asking = false;
  const call = (event: AttentionEvent, message: string) => {
    ring();
    notify(event, message);
  };
  return (event) => {
    switch (event.type) {
      case "turn_start":
        seenAt = now();
        return;
      case "approval":
        if (event.by === "user") seenAt = now();
        return;
      case "tool_result":
        if (asking) seenAt = now();
        asking = false;
        return;
      case "time_up":
        asking = true;
        return call("question", phrase("Skillet waits for an answer."));
      case "approval_request":
        return call("approval", phrase("Skillet waits for an approval."));
      case "tool_start":
        if (event.name !== "ask_user") return;
        asking = true;
        return call("question", phrase("Skillet waits for an answer."));
      case "turn_end":
        if (event.reason === "aborted" || now() - seenAt < longTurn) return;
        return call("done", phrase("Skillet is done; what came of it stands in the terminal."));
    }
  };
}
