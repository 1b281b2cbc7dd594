/** Asks a person about the skills that the project brings and nobody has approved, before a turn, never in the middle of one. */

import { statSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import type { OfferedSkill } from "../approval/skill-lines.ts";
import { reviewSkills } from "../approval/skill-review.ts";
import type { Console } from "../core/ports.ts";
import { parseSkill } from "../skills/parse.ts";
import { changeOf } from "../skills/trust.ts";
import type { SessionSkills, UnapprovedSkill } from "./skills.ts";

/** Does nothing where nothing waits for an answer. `cwd`: paths are shown from there. */
export async function settleTrust(
  skills: Pick<SessionSkills, "shelf" | "unapproved" | "approve" | "turnDown" | "refresh">,
  cwd: string,
  context: { console: Console; signal: AbortSignal },
): Promise<void> {
  const offers = new Map<OfferedSkill, UnapprovedSkill>();
  for (const skill of await skills.unapproved()) {
    const offered = await offeredFrom(skill, cwd);
    const wanted = offered.name.toLowerCase();
    const other = skills.shelf.list().find(({ name }) => name.toLowerCase() === wanted);
    const findings = other
      ? [`It takes the place of the ${other.source} skill of that name.`, ...offered.findings]
      : offered.findings;
    offers.set({ ...offered, findings }, skill);
  }
  if (offers.size === 0) return;
  const trusted = new Set(await reviewSkills([...offers.keys()], context));
  for (const [offered, skill] of offers) {
    if (trusted.has(offered)) skills.approve(skill);
    else skills.turnDown(skill);
  }
  await skills.refresh();
}

async function offeredFrom(
  { name, path, content, approved }: UnapprovedSkill,
  cwd: string,
): Promise<OfferedSkill> {
  const home = dirname(path);
  const loose = !content.files.some((file) => /^skill\.md$/i.test(file.path));
  const parsed = await parseSkill(Buffer.from(content.text), { home: name, loose });
  const isSkill = parsed.status !== "refused";
  return {
    name: isSkill ? parsed.name : name,
    description: isSkill ? parsed.description : "",
    path: relative(cwd, path),
    files: content.files,
    programs: content.files.filter((file) => isProgram(file.path, home)).map((file) => file.path),
    wants: isSkill ? parsed.allowedTools : [],
    findings: parsed.problems
      .filter(({ severity }) => severity !== "note")
      .map(({ line, column, message }) => `${line}:${column} ${message}`),
    text: content.text,
    change: approved ? changeOf(approved.files, content.files) : null,
    before: approved?.text ?? null,
  };
}

/** By its folder, its name, or because the system would run it. */
function isProgram(path: string, home: string): boolean {
  if (/(^|\/)scripts\/|(^|\/)checks\.json$|\.(sh|bash|py|js|mjs|cjs|ts|rb|pl|ps1|bat)$/i.test(path))
    return true;
  const stats = statSync(join(home, path), { throwIfNoEntry: false });
  return stats?.isFile() === true && (stats.mode & 0o111) !== 0;
}
