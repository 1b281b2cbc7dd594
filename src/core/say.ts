/** Puts a message into the history, the log first. */

import type { Event } from "./events.ts";
import type { Message } from "./types.ts";

export async function* say(history: Message[], message: Message): AsyncGenerator<Event, void> {
  yield { type: "message", message };
  history.push(message);
}
