/** SKILL_DIR: in every command the folder of the skill that was started last, so that its scripts are found. */

import type { Sandbox } from "../core/ports.ts";

/**
 * The same sandbox, whose commands know that folder. It is the only one that is made readable while a session runs; every
 * skill is told its own folder besides, so that an earlier one can still be named by its path.
 */
export function withSkillFolder<S extends Sandbox>(sandbox: S): S {
  let folder: string | null = null;
  const environment = (env: Record<string, string> = {}) =>
    folder === null ? env : { SKILL_DIR: folder, ...env };
  return {
    ...sandbox,
    addReadable(path) {
      folder = path;
      sandbox.addReadable(path);
    },
    run: (command, signal) => sandbox.run({ ...command, env: environment(command.env) }, signal),
    start: (command) => sandbox.start({ ...command, env: environment(command.env) }),
  };
}
