/** `skillet skills list`: every skill this folder would load, and those it would not, with the reason. */

import { exitCodes } from "../../../core/errors.ts";
import { jsonLine } from "../../../core/json-line.ts";
import { phrase } from "../../../core/messages/phrase.ts";
import { formatProblem } from "../../../skills/problem.ts";
import { warn } from "../../warn.ts";
import { choosing, type SkillsAction } from "./action.ts";
import { sceneOf } from "./scene.ts";
import { entryLine, line, problemLines } from "./told.ts";

export const list: SkillsAction = {
  name: "list",
  usage: "list",
  takes: [...choosing, "json"],
  async run(call, io) {
    const { shelf, listed } = await sceneOf(call, io);
    const paths = new Set(listed.map(({ path }) => path));
    // Those of a skill stand beside it; the rest is about folders and links.
    for (const problem of shelf.problems().filter(({ path }) => !paths.has(path)))
      warn(line(formatProblem(problem)), io);
    if (call.flags.json === true) {
      io.out(`${jsonLine(listed)}\n`);
      return exitCodes.done;
    }
    if (listed.length === 0) io.out(`${phrase("No skills. Make one: skillet skills new NAME")}\n`);
    for (const skill of listed) {
      io.out(`${entryLine(skill)}\n`);
      const worth = skill.problems.filter(({ severity }) => severity !== "note");
      for (const problem of worth) io.out(`${problemLines(problem)}\n`);
    }
    return exitCodes.done;
  },
};
