/** The time of a command is up: whoever is there says what becomes of it, while it runs on. */

import type { Event } from "./events.ts";
import type { Environment, TimeAnswer, TimeAsked } from "./ports.ts";

/** Nobody there: it is ended. True: the answer also stops the turn. */
export async function* askAboutTime(
  asked: TimeAsked,
  callId: string,
  { approver, signal }: Environment,
): AsyncGenerator<Event, boolean> {
  let given: { answer: TimeAnswer; stop?: boolean } = { answer: "end" };
  try {
    if (approver.overdue && !signal.aborted) {
      yield { type: "time_up", callId };
      given = await approver.overdue(asked, AbortSignal.any([signal, asked.ended]));
    }
    return given.stop === true;
  } finally {
    // Whatever went wrong on the way: nothing runs on that nobody has kept.
    asked.answer(given.answer, approver.overdue !== undefined);
  }
}
