/** Takes back a rule that was saved for one project. */

import { join } from "node:path";
import { formatRule, parseRule } from "../core/rules.ts";
import type { Rule } from "../core/types.ts";
import { plainText } from "./plain-text.ts";
import { projectRules } from "./project-rules.ts";
import { realFolder } from "./real-folder.ts";
import { replaceFile } from "./replace-file.ts";

/** False: no such rule was saved for this project. Throws UserError (52) when the file cannot be read. */
export function removeProjectRule(config: string, project: string, rule: Rule): boolean {
  const saved = projectRules(config, project);
  const kept = saved.filter((line) => lineOf(parseRule(line)) !== lineOf(rule));
  if (kept.length === saved.length) return false;
  const file = join(config, "project-rules.json");
  // Its form was checked just above, by the one who reads it.
  const all = JSON.parse(plainText(file)) as Record<string, string[]>;
  const path = realFolder(project);
  const { [path]: _, ...others } = all;
  const rest = kept.length > 0 ? { ...all, [path]: kept } : others;
  replaceFile(file, `${JSON.stringify(rest, null, 2)}\n`);
  return true;
}

function lineOf(rule: Rule): string {
  return `${rule.decide} ${formatRule(rule)}`;
}
