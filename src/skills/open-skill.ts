/** Takes one skill from the shelf: its text as it stands on disk now, what lies beside it, and its checks. */

import { join } from "node:path";
import { type OpenedSkill, type Skill, ToolProblem } from "../core/ports.ts";
import { belongingsOf, checksFile, checksOf } from "./belongings.ts";
import type { FoundSkill } from "./find.ts";
import { sha256 } from "./hash.ts";
import type { KnownSkill } from "./parse.ts";
import { parseSkillFile } from "./parse-file.ts";
import type { SkillProblem } from "./problem.ts";

export interface Opened {
  skill: OpenedSkill;
  /** Of what lies beside the SKILL.md; empty: all is well. */
  problems: SkillProblem[];
}

export interface OpenOptions {
  /** Whether a file, as it was just read, is what was approved. */
  holds(path: string, bytes: Uint8Array): boolean;
}

/**
 * Throws ToolProblem when it went away or broke since it was found; undefined: it is not what was approved. `name` is what
 * it was asked for as.
 */
export async function openSkill(
  found: FoundSkill,
  source: string,
  name: string,
  { holds }: OpenOptions,
): Promise<Opened | undefined> {
  const { path, folder, home } = found;
  const { parsed, bytes } = await parseSkillFile(path, { home, loose: folder === null });
  if (!holds(path, bytes)) return undefined;
  if (parsed.status === "refused") {
    const reason = parsed.problems[0]?.message ?? "";
    throw new ToolProblem(`The skill "${name}" cannot be used any more: ${reason}`);
  }
  const beside = folder === null ? { files: [], problems: [] } : belongingsOf(folder, path);
  const saved = folder === null ? { checks: null, problems: [] } : checksOf(folder);
  if (saved.bytes && folder !== null && !holds(join(folder, checksFile), saved.bytes))
    return undefined;
  const skill: OpenedSkill = {
    ...skillFrom(found, source, parsed),
    body: parsed.body,
    sha256: sha256(bytes),
    files: beside.files,
    checks: saved.checks,
  };
  const { allowedTools, disallowedTools, compatibility } = parsed;
  if (allowedTools.length > 0) skill.allowedTools = allowedTools;
  if (disallowedTools.length > 0) skill.disallowedTools = disallowedTools;
  if (compatibility !== "") skill.compatibility = compatibility;
  return { skill, problems: [...beside.problems, ...saved.problems] };
}

/** A parsed file as the rest of the program knows it. */
export function skillFrom(found: FoundSkill, source: string, parsed: KnownSkill): Skill {
  const { name, description, manualOnly, userInvocable, argumentHint } = parsed;
  const { path, folder } = found;
  return {
    ...{ name, description, path, folder, source },
    ...(manualOnly ? { manualOnly } : {}),
    ...(userInvocable ? {} : { modelOnly: true }),
    ...(argumentHint === "" ? {} : { argumentHint }),
  };
}
