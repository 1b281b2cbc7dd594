/** Changes the user's settings file: made (mode 0600) when it is missing, replaced whole, and never under somebody's hands. */

import { mkdirSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { exitCodes, messageOf, UserError } from "../core/errors.ts";
import { parseObject, parseSettings } from "./parse-settings.ts";
import type { Paths } from "./paths.ts";
import { plainText } from "./plain-text.ts";
import { replaceFile } from "./replace-file.ts";
import type { Settings } from "./settings.ts";

/** So often somebody else may write the file between our reading and writing before we give up. */
const maxTries = 5;

export function userSettingsFile(paths: Pick<Paths, "config">): string {
  return join(paths.config, "settings.json");
}

/**
 * `change` gives the new text; null: nothing is written. Says where the settings are. Throws UserError (52) for a file that
 * cannot be read, understood or written.
 */
export async function editUserSettings(
  paths: Pick<Paths, "config">,
  change: (source: string, settings: Settings) => Promise<string | null>,
): Promise<string> {
  const path = userSettingsFile(paths);
  return editUserText(paths, async (source) =>
    change(source, await parseSettings(source, path, () => {})),
  );
}

/** The same for a file that may hold values that cannot stand there, so that one of them can be set right. */
export async function editUserText(
  paths: Pick<Paths, "config">,
  change: (source: string) => Promise<string | null>,
): Promise<string> {
  const path = userSettingsFile(paths);
  for (let tries = 1; tries <= maxTries; tries++) {
    const source = read(path);
    await parseObject(source ?? "{}", path);
    const text = await change(source ?? "{}\n");
    if (text === null) return path;
    // What is written must be read back as settings; a text that is not would lock the user out.
    await parseSettings(text, path, () => {});
    if (read(path) !== source) continue;
    write(path, text);
    return path;
  }
  throw new UserError(`${path} is being changed by something else.`, {
    hint: "Nothing was written; try again.",
    exitCode: exitCodes.badConfiguration,
  });
}

/** null: there is no such file. */
function read(path: string): string | null {
  try {
    return plainText(path);
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return null;
    throw failed("read", path, thrown);
  }
}

/** A link (settings kept elsewhere) stays one. */
function write(path: string, text: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    replaceFile(read(path) === null ? path : realpathSync(path), text);
  } catch (thrown) {
    throw failed("written", path, thrown);
  }
}

function failed(what: string, path: string, cause: unknown): UserError {
  return new UserError(`${path} cannot be ${what}: ${messageOf(cause)}`, {
    hint: "Mend its permissions, or set SKILLET_CONFIG_DIR.",
    exitCode: exitCodes.badConfiguration,
    cause,
  });
}
