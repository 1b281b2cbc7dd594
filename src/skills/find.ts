/** Finds the skills below a root: `name/SKILL.md`, a loose `name.md`, and groups of them. Says what it left out. */

import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { messageOf } from "../core/errors.ts";
import { searchFolder } from "./find-deep.ts";
import { problem, type SkillProblem } from "./problem.ts";

export interface FoundSkill {
  /** The skill's file. */
  path: string;
  /** Its folder; null for a loose file. */
  folder: string | null;
  /** Name of its folder, or of the loose file without `.md`. */
  home: string;
  /** Changes when the file does; "" when it could not be looked at. */
  stamp: string;
}

export interface Finding {
  found: FoundSkill[];
  problems: SkillProblem[];
}

/** Loose files that every folder may have; they are a skill only with front matter, which `find` does not read. */
const noSkill =
  /^(readme|license|licence|changelog|contributing|security|code_of_conduct|notice|agents|claude|gemini|index|todo)(\.[\w-]+)?\.md$/i;

/**
 * A root that does not exist has no skills and no problem; one that is itself a skill (a file, or a folder with a
 * SKILL.md) is that skill. Folders are taken by real path, each once: `visited` is shared by the roots of one search.
 */
export async function findSkills(root: string, visited = new Set<string>()): Promise<Finding> {
  const finding: Finding = { found: [], problems: [] };
  const stats = look(root, finding);
  if (!stats) return finding;
  if (stats.isFile()) {
    finding.found.push(singleFile(root, stats));
    return finding;
  }
  const real = realpathSync.native(root);
  if (!stats.isDirectory() || visited.has(real)) return finding;
  visited.add(real);
  if (takeSkill(root, finding)) return finding;

  const groups: string[] = [];
  for (const entry of entriesOf(root, finding)) {
    if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
    const path = join(root, entry.name);
    if (entry.isDirectory() || entry.isSymbolicLink()) {
      if (entry.isSymbolicLink() && !isNewFolder(path, visited, finding)) continue;
      if (!takeSkill(path, finding)) groups.push(path);
    } else if (entry.isFile() && /\.md$/i.test(entry.name) && !noSkill.test(entry.name)) {
      const loose = look(path, finding);
      if (loose?.isFile()) finding.found.push(singleFile(path, loose));
    }
  }
  for (const group of groups) await searchFolder(group, { finding, visited, takeSkill });
  finding.found.sort((a, b) => (a.path < b.path ? -1 : 1));
  return finding;
}

/** The skill of a folder, if it has one: SKILL.md, else the same name in other letter case. */
export function skillOf(folder: string): FoundSkill | null {
  const usual = join(folder, "SKILL.md");
  const stats = statSync(usual, { throwIfNoEntry: false });
  if (stats?.isFile())
    return { path: usual, folder, home: basename(folder), stamp: stampOf(stats) };
  const other = readdirSync(folder).find((name) => /^skill\.md$/i.test(name));
  if (other === undefined) return null;
  const path = join(folder, other);
  const found = statSync(path, { throwIfNoEntry: false });
  return found?.isFile() ? { path, folder, home: basename(folder), stamp: stampOf(found) } : null;
}

function takeSkill(folder: string, finding: Finding): boolean {
  try {
    const found = skillOf(folder);
    if (found) finding.found.push(found);
    return found !== null;
  } catch (thrown) {
    finding.problems.push(unreadable(folder, thrown));
    return true;
  }
}

function singleFile(path: string, stats: Stats): FoundSkill {
  const stamp = stampOf(stats);
  const folder = dirname(path);
  return /^skill\.md$/i.test(basename(path))
    ? { path, folder, home: basename(folder), stamp }
    : { path, folder: null, home: basename(path).replace(/\.md$/i, ""), stamp };
}

/** False for a link to a file, into nothing, or to a folder that was seen already. */
function isNewFolder(path: string, visited: Set<string>, finding: Finding): boolean {
  const stats = look(path, finding);
  if (!stats) {
    finding.problems.push({ path, ...problem("warning", "The link leads nowhere.") });
    return false;
  }
  if (!stats.isDirectory()) return false;
  const real = realpathSync.native(path);
  if (visited.has(real)) return false;
  visited.add(real);
  return true;
}

/** undefined: nothing is there, or it cannot be looked at, which is then a problem. */
function look(path: string, finding: Finding): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch (thrown) {
    finding.problems.push(unreadable(path, thrown));
    return undefined;
  }
}

function entriesOf(folder: string, finding: Finding): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (thrown) {
    finding.problems.push(unreadable(folder, thrown));
    return [];
  }
}

function stampOf({ mtimeMs, size, ino }: Stats): string {
  return `${mtimeMs}:${size}:${ino}`;
}

export function unreadable(path: string, thrown: unknown): SkillProblem {
  return { path, ...problem("error", `Cannot be read: ${messageOf(thrown)}`) };
}
