/** `skillet config`: what is set and by whom, the user's settings, and whose folders are trusted. */

import { loadLayers } from "../../../config/load.ts";
import { pathsOf } from "../../../config/paths.ts";
import { settingsSchema } from "../../../config/settings-schema.ts";
import { userSettingsFile } from "../../../config/user-settings.ts";
import { display } from "../../../core/display.ts";
import { UserError } from "../../../core/errors.ts";
import { nearest } from "../../../core/nearest.ts";
import type { Command, CommandCall } from "../../command.ts";
import { configFiles } from "../../config-files.ts";
import { type Flag, flags as runFlags } from "../../flags.ts";
import type { Io } from "../../io.ts";
import { exactArguments } from "../exact-arguments.ts";
import { set, unset } from "./change.ts";
import { edit } from "./edit.ts";
import { get, list } from "./list.ts";
import { trust } from "./trust.ts";

const own: readonly Flag[] = [
  { name: "json", type: "boolean", describe: "As JSON", group: "Output:" },
  {
    name: "list",
    type: "boolean",
    describe: "trust: the folders that are trusted",
    group: "Safety:",
  },
  { name: "revoke", type: "boolean", describe: "trust: take it back", group: "Safety:" },
  { name: "yes", alias: "y", type: "boolean", describe: "trust: do not ask", group: "Safety:" },
];

const actions: Readonly<Record<string, (call: CommandCall, io: Io) => Promise<number>>> = {
  list,
  get,
  set,
  unset,
  path,
  edit: (_, io) => edit(io),
  schema,
  trust,
};

export const config: Command = {
  name: "config",
  usage:
    "config list | get KEY | set KEY VALUE... | unset KEY | path | edit | schema | trust [--list|--revoke]",
  describe: "Settings: what holds, who says so, change it; trust this folder",
  flags: own,
  takesRunFlags: true,
  async run({ flags }, io) {
    // Words as they were typed: yargs makes numbers of some.
    const { words } = exactArguments(io.argv, [...own, ...runFlags]);
    const [name = "list"] = words;
    const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
    if (action) return action({ words, flags }, io);
    const names = Object.keys(actions);
    const near = nearest(name, names);
    throw new UserError(`skillet config cannot "${display(name, { oneLine: true })}".`, {
      hint: near ? `Did you mean ${near}?` : `It can ${names.join(", ")}.`,
    });
  },
};

/** Alone, for `$(skillet config path)`; all of them as JSON. */
async function path({ flags }: CommandCall, io: Io): Promise<number> {
  const { cwd, env, stdoutIsTerminal } = io;
  if (flags.json === true) {
    const loaded = await loadLayers({ cwd, env, flags, stdoutIsTerminal });
    io.out(`${JSON.stringify(configFiles(loaded), null, 2)}\n`);
  } else io.out(`${display(userSettingsFile(pathsOf(env)), { oneLine: true })}\n`);
  return 0;
}

async function schema(_: CommandCall, io: Io): Promise<number> {
  io.out(`${JSON.stringify(settingsSchema(), null, 2)}\n`);
  return 0;
}
