/** `skillet skills new`: writes a skill to start from, and says what comes next. Opens nothing. */

import { exitCodes, UserError } from "../../../core/errors.ts";
import { phrase } from "../../../core/messages/phrase.ts";
import { newSkill } from "../../../skills/manage.ts";
import { validate } from "../../../skills/validate.ts";
import type { SkillsAction } from "./action.ts";
import { configOf, targetRoot } from "./scene.ts";
import { line, problemLines } from "./told.ts";

export const make: SkillsAction = {
  name: "new",
  usage: 'new NAME [--description "..."]',
  takes: ["description", "project"],
  async run(call, io) {
    const [name, ...more] = call.words;
    if (name === undefined || more.length > 0) {
      throw new UserError("skillet skills new takes one name.", {
        hint: 'For example: skillet skills new release-notes --description "Write release notes. Use when ..."',
      });
    }
    const config = await configOf(call, io);
    const { description = "" } = call.flags;
    const path = newSkill(targetRoot(config, call), name, String(description));
    io.out(`${phrase("Made {1}", line(path))}\n`);
    const [report] = await validate([path], { strict: true });
    for (const problem of report?.problems ?? []) io.out(`${problemLines(problem)}\n`);
    const steps = [
      description === ""
        ? phrase("Write what it does and when to use it into `description`, then the steps.")
        : phrase("Write the steps."),
      phrase(
        "Look at it as the loader does: {1}",
        `skillet skills validate --strict ${line(path)}`,
      ),
      phrase("Try it: skillet, then {1}", `/${name}`),
      phrase(
        "Does it start when it should? Put prompts into evals.jsonl beside it: {1}",
        `skillet skills test ${name}`,
      ),
    ];
    if (call.flags.project === true && !config.projectTrusted) {
      steps.push(phrase("This folder is not trusted yet: start with --trust-project-skills."));
    }
    for (const [index, step] of steps.entries()) io.out(`  ${index + 1}. ${step}\n`);
    return exitCodes.done;
  },
};
