/** Rules that the user saved for one project; kept beside the user's settings, where no tool can write. */

import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes, messageOf, UserError } from "../core/errors.ts";
import { formatRule } from "../core/rules.ts";
import type { Rule } from "../core/types.ts";
import { plainText } from "./plain-text.ts";
import { realFolder } from "./real-folder.ts";

type Saved = Record<string, string[]>;

/** As typed, `allow shell:npm test`. Empty: none were saved. Throws UserError (52) when the file cannot be read. */
export function projectRules(config: string, project: string): string[] {
  const saved = read(config);
  const path = realFolder(project);
  return Object.hasOwn(saved, path) ? (saved[path] ?? []) : [];
}

/** Adds a rule and says where it is kept. */
export function saveProjectRule(config: string, project: string, rule: Rule): string {
  const saved = read(config);
  const path = realFolder(project);
  const rules = new Set([...projectRules(config, project), `${rule.decide} ${formatRule(rule)}`]);
  mkdirSync(config, { recursive: true, mode: 0o700 });
  const file = projectRulesFile(config);
  const temporary = `${file}.${process.pid}`;
  const text = `${JSON.stringify({ ...saved, [path]: [...rules] }, null, 2)}\n`;
  writeFileSync(temporary, text, { mode: 0o600, flag: "wx" });
  renameSync(temporary, file);
  return file;
}

export function projectRulesFile(config: string): string {
  return join(config, "project-rules.json");
}

function read(config: string): Saved {
  let source: string;
  try {
    source = plainText(projectRulesFile(config));
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw broken(config, messageOf(thrown));
  }
  try {
    const saved: unknown = JSON.parse(source);
    if (isSaved(saved)) return saved;
  } catch (thrown) {
    throw broken(config, messageOf(thrown));
  }
  throw broken(config, "it must hold lists of rules by folder");
}

function isSaved(value: unknown): value is Saved {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return Object.values(value).every(
    (rules) => Array.isArray(rules) && rules.every((rule) => typeof rule === "string"),
  );
}

function broken(config: string, why: string): UserError {
  return new UserError(`Cannot read ${projectRulesFile(config)}: ${why}.`, {
    hint: "Mend it, or delete it: what it allowed is then asked again.",
    exitCode: exitCodes.badConfiguration,
  });
}
