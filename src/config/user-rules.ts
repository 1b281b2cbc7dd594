/** Rules that the user keeps: written into their settings, and nowhere else; a project's file is never written. */

import { formatRule, parseRule } from "../core/rules.ts";
import type { Rule } from "../core/types.ts";
import { withoutRules, withRule } from "./edit-rules.ts";
import type { Paths } from "./paths.ts";
import { editUserSettings } from "./user-settings.ts";

/**
 * Adds a rule to the user's settings, which are made (mode 0600) when they are missing, and says where they are. A rule
 * that stands there already is left alone. Throws UserError (52) for a file that cannot be read, understood or written.
 */
export async function saveUserRule(paths: Pick<Paths, "config">, rule: Rule): Promise<string> {
  const wanted = lineOf(rule);
  return editUserSettings(paths, async (source, { rules = [] }) =>
    rules.some((line) => isSame(line, wanted)) ? null : withRule(source, wanted),
  );
}

/** Takes every entry of this rule out; false: there is none. Throws like `saveUserRule`. */
export async function removeUserRule(paths: Pick<Paths, "config">, rule: Rule): Promise<boolean> {
  const unwanted = lineOf(rule);
  let found = false;
  await editUserSettings(paths, async (source, { rules = [] }) => {
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
