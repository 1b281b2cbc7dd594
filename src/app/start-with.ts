/** A turn that begins with a skill of the user's choice: noted, made readable, and its wishes asked, before the model is. */

import type { Event } from "../core/events.ts";
import { grantWishes } from "../core/grant-wishes.ts";
import type { TurnEnd } from "../core/loop.ts";
import type { Environment, OpenedSkill } from "../core/ports.ts";
import { wishesOf } from "../core/skill-wishes.ts";
import { skillUse } from "../tools/use-skill.ts";

/** `at` makes the id of its question unique in the log: there is no call that could lend one. `stop` ends the turn. */
export async function* startWith(
  skill: OpenedSkill,
  turn: AsyncGenerator<Event, TurnEnd>,
  environment: Environment,
  at: number,
  stop: () => void,
): AsyncGenerator<Event, TurnEnd> {
  try {
    for (;;) {
      const next = await turn.next();
      if (next.done) return next.value;
      yield next.value;
      if (next.value.type !== "turn_start") continue;
      yield skillUse(skill);
      if (skill.folder !== null) environment.sandbox.addReadable(skill.folder);
      if (yield* grantWishes(`start_${at}`, wishesOf(skill), environment)) stop();
    }
  } finally {
    await turn.return(undefined as never);
  }
}
