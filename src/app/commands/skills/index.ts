/** `skillet skills`: list, look at, make, check, install and switch skills. */

import { UserError } from "../../../core/errors.ts";
import { nearest } from "../../../core/nearest.ts";
import type { Command } from "../../command.ts";
import { type Flag, type FlagValues, flags as runFlags } from "../../flags.ts";
import { exactArguments } from "../exact-arguments.ts";
import type { SkillsAction } from "./action.ts";
import { install } from "./install.ts";
import { list } from "./list.ts";
import { make } from "./new.ts";
import { remove } from "./remove.ts";
import { show } from "./show.ts";
import { disable, enable } from "./switch.ts";
import { test } from "./test.ts";
import { line } from "./told.ts";
import { update } from "./update.ts";
import { validate } from "./validate.ts";

const actions: readonly SkillsAction[] = [
  ...[list, show, make, validate, install, update],
  ...[remove, enable, disable, test],
];

const own: readonly Flag[] = [
  {
    name: "strict",
    type: "boolean",
    describe: "validate: the specification's reference verdict; exit 52 unless loaded clean",
    group: "Skills:",
  },
  {
    name: "project",
    type: "boolean",
    describe: "new, install, update, remove: in this project's .skillet/skills, not in yours",
    group: "Skills:",
  },
  {
    name: "description",
    type: "string",
    value: "TEXT",
    describe: "new: what it does and when to use it",
    group: "Skills:",
  },
  {
    name: "runs",
    type: "number",
    value: "N",
    describe: "test: how often each prompt is tried (default 1)",
    group: "Skills:",
  },
  {
    name: "dry",
    type: "boolean",
    describe: "test: only how alike the descriptions are; no model",
    group: "Skills:",
  },
  {
    name: "yes",
    alias: "y",
    type: "boolean",
    describe: "install, update, remove: do it without asking",
    group: "Run:",
  },
];

const taken = new Set(actions.flatMap(({ takes }) => takes));

const ownFlags: readonly Flag[] = [
  ...own,
  ...runFlags.filter(({ name }) => taken.has(name)),
  { name: "json", type: "boolean", describe: "As JSON", group: "Output:" },
];

export const skills: Command = {
  name: "skills",
  usage: `skills ACTION\n\n${actions.map(({ usage }) => `  skillet skills ${usage}`).join("\n")}`,
  describe: "List, show, make, check, install, update, remove, switch and test skills",
  flags: ownFlags,
  actions,
  async run(_, io) {
    const call = exactArguments(io.argv, ownFlags);
    const [name = "list", ...words] = call.words;
    const action = actions.find((one) => one.name === name);
    if (!action) {
      const names = actions.map((one) => one.name);
      const near = nearest(name, names);
      throw new UserError(`skillet skills cannot "${line(name)}".`, {
        hint: near ? `Did you mean ${near}?` : `It can ${names.join(", ")}.`,
      });
    }
    const foreign = Object.keys(call.flags).find((flag) => !action.takes.includes(flag));
    if (foreign !== undefined) {
      throw new UserError(`skillet skills ${name} takes no --${foreign}.`, {
        hint: `It takes ${action.takes.map((flag) => `--${flag}`).join(", ")}.`,
      });
    }
    return action.run({ words, flags: numbered(call.flags) }, io);
  },
};

/** Values come as they were typed. Throws UserError for what should be a number. */
function numbered(flags: FlagValues): FlagValues {
  const numbers = ownFlags.filter(({ name, type }) => type === "number" && name in flags);
  const values = numbers.map(({ name }) => {
    const value = Number(flags[name]);
    if (String(flags[name]).trim() !== "" && Number.isFinite(value)) return [name, value];
    throw new UserError(`--${name} needs a number, not "${line(String(flags[name]))}".`);
  });
  return { ...flags, ...Object.fromEntries(values) };
}
