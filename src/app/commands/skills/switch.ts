/** `skillet skills enable` and `disable`: a name in the user's settings, which every listing and session goes by. */

import { changeDisabledSkills } from "../../../config/user-skills.ts";
import { exitCodes, UserError } from "../../../core/errors.ts";
import { phrase } from "../../../core/messages/phrase.ts";
import { switchSkill } from "../../../skills/manage.ts";
import { choosing, type SkillsAction } from "./action.ts";
import { findListed, sceneOf } from "./scene.ts";
import { fold, line } from "./told.ts";

export const enable = switching("enable", true);
export const disable = switching("disable", false);

function switching(name: string, on: boolean): SkillsAction {
  return {
    name,
    usage: `${name} NAME`,
    takes: choosing,
    async run(call, io) {
      if (call.words.length === 0) {
        throw new UserError(`skillet skills ${name} needs a name.`, {
          hint: "See them: skillet skills list",
        });
      }
      const { config, listed } = await sceneOf(call, io);
      const off = new Set(config.disabledSkills.map(fold));
      // A name that is off can be switched on also when its skill is gone.
      const names = call.words.map((word) =>
        off.has(fold(word)) ? fold(word) : (findListed(word, listed).name ?? word),
      );
      await changeDisabledSkills(config.paths, (disabled) =>
        names.reduce<string[]>((left, one) => switchSkill(left, one, on), [...disabled]),
      );
      for (const one of names) {
        const was = off.has(fold(one)) !== on;
        const told = on
          ? ([
              phrase("{1} was on already.", line(one)),
              phrase("{1} is switched on.", line(one)),
            ] as const)
          : ([
              phrase("{1} was off already.", line(one)),
              phrase("{1} is switched off.", line(one)),
            ] as const);
        io.out(`${was ? told[0] : told[1]}\n`);
      }
      return exitCodes.done;
    },
  };
}
