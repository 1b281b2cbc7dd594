/** Takes one skill from the shelf: its text as it stands on disk now, what lies beside it, and its checks. */

import { type OpenedSkill, type Skill, ToolProblem } from "../core/ports.ts";
import { belongingsOf, checksOf } from "./belongings.ts";
import type { FoundSkill } from "./find.ts";
import { sha256 } from "./hash.ts";
import type { ParsedSkill } from "./parse.ts";
import { parseSkillFile } from "./parse-file.ts";
import type { SkillProblem } from "./problem.ts";

export interface Opened {
  skill: OpenedSkill;
  /** Of what lies beside the SKILL.md; empty: all is well. */
  problems: SkillProblem[];
}

/** Throws ToolProblem when it went away or broke since it was found. `name` is what it was asked for as. */
export async function openSkill(found: FoundSkill, source: string, name: string): Promise<Opened> {
  const { path, folder, home } = found;
  const { parsed, bytes } = await parseSkillFile(path, { home, loose: folder === null });
  if (parsed.status === "refused") {
    const reason = parsed.problems[0]?.message ?? "";
    throw new ToolProblem(`The skill "${name}" cannot be used any more: ${reason}`);
  }
  const beside = folder === null ? { files: [], problems: [] } : belongingsOf(folder, path);
  const saved = folder === null ? { checks: null, problems: [] } : checksOf(folder);
  const skill = {
    ...skillFrom(found, source, parsed),
    body: parsed.body,
    sha256: sha256(bytes),
    files: beside.files,
    checks: saved.checks,
  };
  return { skill, problems: [...beside.problems, ...saved.problems] };
}

/** A parsed file as the rest of the program knows it. */
export function skillFrom(found: FoundSkill, source: string, parsed: ParsedSkill): Skill {
  const { name, description, manualOnly } = parsed;
  const { path, folder } = found;
  const skill = { name, description, path, folder, source };
  return manualOnly ? { ...skill, manualOnly } : skill;
}
