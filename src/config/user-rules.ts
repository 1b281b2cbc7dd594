/** Rules that the user keeps: written into their settings, and nowhere else; a project's file is never written. */

import { mkdirSync, readFileSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { exitCodes, messageOf, UserError } from "../core/errors.ts";
import { formatRule, parseRule } from "../core/rules.ts";
import type { Rule } from "../core/types.ts";
import { withoutRules, withRule } from "./edit-rules.ts";
import type { Paths } from "./paths.ts";
import { replaceFile } from "./replace-file.ts";
import { parseSettings } from "./settings.ts";

/** So often somebody else may write the file between our reading and writing before we give up. */
const maxTries = 5;

/**
 * Adds a rule to the user's settings, which are made (mode 0600) when they are missing, and says where they are. A rule
 * that stands there already is left alone. Throws UserError (52) for a file that cannot be read, understood or written.
 */
export async function saveUserRule(paths: Pick<Paths, "config">, rule: Rule): Promise<string> {
  const wanted = lineOf(rule);
  return edit(paths, async (source, rules) =>
    rules.some((line) => isSame(line, wanted)) ? null : withRule(source, wanted),
  );
}

/** Takes every entry of this rule out; false: there is none. Throws like `saveUserRule`. */
export async function removeUserRule(paths: Pick<Paths, "config">, rule: Rule): Promise<boolean> {
  const unwanted = lineOf(rule);
  let found = false;
  await edit(paths, async (source, rules) => {
    const places = rules.flatMap((line, place) => (isSame(line, unwanted) ? [place] : []));
    found = places.length > 0;
    return found ? withoutRules(source, places) : null;
  });
  return found;
}

/** As it stands in the settings. */
function lineOf(rule: Rule): string {
  return `${rule.decide} ${formatRule(rule)}`;
}

function isSame(line: string, wanted: string): boolean {
  return lineOf(parseRule(line)) === wanted;
}

/** `change` gives the new text; null: nothing is written. */
async function edit(
  paths: Pick<Paths, "config">,
  change: (source: string, rules: readonly string[]) => Promise<string | null>,
): Promise<string> {
  const path = join(paths.config, "settings.json");
  for (let tries = 1; tries <= maxTries; tries++) {
    const source = read(path);
    const { rules = [] } = await parseSettings(source ?? "{}", path, () => {});
    const text = await change(source ?? "{}\n", rules);
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
    return readFileSync(path, "utf8");
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
