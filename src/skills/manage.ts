/** Makes, removes and switches skills: one folder of a skills folder at a time, and nothing outside it. */

import { lstatSync, mkdirSync, rmSync, unlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UserError } from "../core/errors.ts";
import { skillOf } from "./find.ts";
import { kebab, maxDescription, nameFaults } from "./identity.ts";
import { quote } from "./quote.ts";

/** Writes `root/name/SKILL.md` and returns its path. Throws UserError for a bad name or a place that is taken. */
export function newSkill(root: string, name: string, description: string): string {
  const [fault] = nameFaults(name);
  if (name === "" || fault) {
    const near = kebab(name);
    throw new UserError(fault ?? "A skill needs a name.", near ? { hint: `Try: ${near}` } : {});
  }
  const line = description.replace(/\s+/g, " ").trim();
  if (line.length > maxDescription) {
    throw new UserError(`The description exceeds ${maxDescription} characters (${line.length}).`);
  }
  const folder = join(root, name);
  const path = join(folder, "SKILL.md");
  mkdirSync(root, { recursive: true });
  try {
    mkdirSync(folder);
  } catch (thrown) {
    throw new UserError(`${folder} is there already.`, {
      hint: "Take another name, or change that one.",
      cause: thrown,
    });
  }
  writeFileSync(path, template(name, line), { flag: "wx" });
  return path;
}

/** `description` empty: a place to write it, which the loader takes for a description like any other. */
function template(name: string, description: string): string {
  const title = name.replaceAll("-", " ").replace(/^./, (letter) => letter.toUpperCase());
  const said = description || "What it does. Use when the user asks for ...";
  return `---
name: ${name}
description: ${quote(said)}
---

# ${title}

1. What to find out or ask first.
2. What to do, in order, with limits and defaults.
3. How to check the result, and what to tell the user.
`;
}

/**
 * Removes a skill's folder (or a loose file) that lies directly in `root`. Of a link only the link goes. Throws UserError
 * for anything else: what is no skill of that root is not ours to delete.
 */
export function removeSkill(root: string, path: string): void {
  const place = resolve(path);
  if (dirname(place) !== resolve(root)) {
    throw new UserError(`${path} does not lie in ${root}.`, {
      hint: "Only skills directly in a skills folder can be removed.",
    });
  }
  const stats = lstatSync(place, { throwIfNoEntry: false });
  if (!stats) throw new UserError(`There is no ${path}.`);
  if (stats.isSymbolicLink() || (stats.isFile() && /\.md$/i.test(place))) unlinkSync(place);
  else if (stats.isDirectory() && skillOf(place)) rmSync(place, { recursive: true });
  else throw new UserError(`${path} is no skill.`);
}

/** The names that are switched off, with one more or one less; sorted, each once, in small letters. */
export function switchSkill(disabled: readonly string[], name: string, on: boolean): string[] {
  const names = new Set(disabled.map((other) => other.toLowerCase()));
  if (on) names.delete(name.toLowerCase());
  else names.add(name.toLowerCase());
  return [...names].sort();
}
