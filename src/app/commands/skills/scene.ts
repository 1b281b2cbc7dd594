/** What the actions look at: the configuration, the skills of this folder, and the folders that hold them. */

import { join } from "node:path";
import type { Config } from "../../../config/load.ts";
import { exitCodes, UserError } from "../../../core/errors.ts";
import { nearest } from "../../../core/nearest.ts";
import { type ListedSkill, listingOf } from "../../../skills/listing.ts";
import { openShelf, type Shelf } from "../../../skills/shelf.ts";
import type { CommandCall } from "../../command.ts";
import { configured } from "../../configured.ts";
import type { Io } from "../../io.ts";
import { skillRoots } from "../../skills.ts";
import { warn } from "../../warn.ts";
import { fold, homeOf, line } from "./told.ts";

/** Warnings about the settings are told. */
export async function configOf({ flags }: CommandCall, io: Io): Promise<Config> {
  const { cwd, env, stdoutIsTerminal } = io;
  const config = await configured({ cwd, env, flags, stdoutIsTerminal });
  for (const warning of config.warnings) warn(line(warning), io);
  return config;
}

/** All roots, the project's also when it is not approved: what lies there is named, and says so. */
export function shelfOf(config: Config, io: Io): Promise<Shelf> {
  const roots = skillRoots(config, (notice) => warn(line(notice), io));
  return openShelf({ roots, disabled: config.disabledSkills });
}

export interface Scene {
  config: Config;
  shelf: Shelf;
  listed: readonly ListedSkill[];
}

export async function sceneOf(call: CommandCall, io: Io): Promise<Scene> {
  const config = await configOf(call, io);
  const shelf = await shelfOf(config, io);
  return { config, shelf, listed: await listingOf(shelf) };
}

/** By name, the one that is used first; then by path, or the name of its folder or file, for those that have none. */
export function findListed(wanted: string, listed: readonly ListedSkill[]): ListedSkill {
  const key = fold(wanted);
  const named = listed.filter(({ name }) => name !== null && fold(name) === key);
  const found =
    named.find(isUsed) ??
    named[0] ??
    listed.find(({ path }) => path === wanted || fold(homeOf(path)) === key);
  if (found) return found;
  const near = nearest(
    wanted,
    listed.flatMap(({ name }) => name ?? []),
  );
  throw new UserError(`There is no skill "${line(wanted)}".`, {
    hint: near ? `Did you mean ${line(near)}?` : "See them: skillet skills list",
  });
}

export function isUsed(skill: ListedSkill): skill is ListedSkill & { name: string } {
  const { name, trusted, disabled, shadowedBy } = skill;
  return name !== null && trusted && !disabled && shadowedBy === null;
}

/** Where new skills go: the user's own folder, or with `--project` this project's. */
export function targetRoot({ paths, project }: Config, { flags }: CommandCall): string {
  return join(flags.project === true ? project : paths.home, ".skillet", "skills");
}

/** Throws UserError (55): what a project's skills say of their origin counts only where somebody trusts the project. */
export function checkTrusted(config: Config, { flags }: CommandCall): void {
  if (flags.project !== true || config.projectTrusted || config.trustProjectSkills) return;
  throw new UserError(
    "This folder is not trusted: where its skills say they come from is not looked at.",
    {
      hint: "If you trust it: --trust-project-skills",
      exitCode: exitCodes.untrusted,
    },
  );
}
