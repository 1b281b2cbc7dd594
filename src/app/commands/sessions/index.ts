/** `skillet sessions`: list, show, export, remove. */

import { display } from "../../../core/display.ts";
import { UserError } from "../../../core/errors.ts";
import { nearest } from "../../../core/nearest.ts";
import type { Command } from "../../command.ts";
import { configured } from "../../configured.ts";
import { exportFormats } from "../../export-session.ts";
import type { Flag } from "../../flags.ts";
import { exactArguments } from "../exact-arguments.ts";
import type { SessionsAction } from "./action.ts";
import { exporting } from "./export.ts";
import { list } from "./list.ts";
import { remove } from "./remove.ts";
import { show } from "./show.ts";

const actions: readonly SessionsAction[] = [list, show, exporting, remove];

const own: readonly Flag[] = [
  { name: "json", type: "boolean", describe: "list, show: as JSON", group: "Output:" },
  {
    name: "all",
    type: "boolean",
    describe: "list: of every folder, not only this one",
    group: "Output:",
  },
  {
    name: "format",
    type: "string",
    choices: exportFormats,
    describe: "export: as what (default: by the name of the file, else md)",
    group: "Output:",
  },
  {
    name: "out",
    alias: "o",
    type: "string",
    value: "FILE",
    describe: "export: into this file (default: stdout)",
    group: "Output:",
  },
  {
    name: "yes",
    alias: "y",
    type: "boolean",
    describe: "rm: do not ask; export: overwrite the file",
    group: "Safety:",
  },
];

export const sessions: Command = {
  name: "sessions",
  usage: `sessions ACTION\n\n${actions.map(({ usage }) => `  skillet sessions ${usage}`).join("\n")}\n\nSESSION is an id, a name, or the start of one.`,
  describe: "List, show, export or remove sessions",
  flags: own,
  actions,
  async run(_, io) {
    const call = exactArguments(io.argv, own);
    const [name = "list", ...words] = call.words;
    const action = actions.find((one) => one.name === name);
    if (!action) {
      const names = actions.map((one) => one.name);
      const near = nearest(name, names);
      throw new UserError(`skillet sessions cannot "${display(name, { oneLine: true })}".`, {
        hint: near ? `Did you mean ${near}?` : `It can ${names.join(", ")}.`,
      });
    }
    const foreign = Object.keys(call.flags).find((flag) => !action.takes.includes(flag));
    if (foreign !== undefined) {
      throw new UserError(`skillet sessions ${name} takes no --${foreign}.`, {
        hint: `It takes ${action.takes.map((flag) => `--${flag}`).join(", ")}.`,
      });
    }
    const { cwd, env, stdoutIsTerminal } = io;
    const config = await configured({ cwd, env, flags: {}, stdoutIsTerminal });
    return action.run({ words, flags: call.flags, config }, io);
  },
};
