/** The skills of a session: which roots, in which order, and what of it the model sees. */

import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type ApprovedSkills, approvedSkills } from "../config/approved-skills.ts";
import type { Config } from "../config/load.ts";
import { phrase, translated } from "../core/messages/phrase.ts";
import { isAtOrBelow } from "../core/path-match.ts";
import type { Skill } from "../core/ports.ts";
import { makePrivateFolder } from "../session/private-folder.ts";
import { catalogueOf } from "../skills/catalogue.ts";
import { formatProblem } from "../skills/problem.ts";
import { openShelf, type Shelf, type SkillRoot } from "../skills/shelf.ts";
import type { SkillContent } from "../skills/trust.ts";

/** Shipped with the package; the same two steps up from the sources and from the bundle. */
export const bundledSkills = fileURLToPath(new URL("../../skills", import.meta.url));

/** A skill of the project that is not used until the user approves it as it stands. */
export interface UnapprovedSkill {
  name: string;
  /** Its file, absolute. */
  path: string;
  content: SkillContent;
  /** What was approved earlier, with other content; undefined: nothing. */
  approved: SkillContent | undefined;
}

export interface SessionSkills {
  shelf: Shelf;
  /** Looks at the disk again; what is new to tell is told. */
  refresh(): Promise<void>;
  /** `contextWindow` in tokens; null: not known. */
  catalogue(contextWindow: number | null): string;
  /** Every skill and every problem, one line each. */
  lines(): Promise<string[]>;
  /** As they stand on disk now, without those that were turned down in this session. */
  unapproved(): Promise<UnapprovedSkill[]>;
  /** Kept for later sessions. */
  approve(skill: UnapprovedSkill): void;
  /** For this session, and for this content only. */
  turnDown(skill: UnapprovedSkill): void;
}

/** Problems are told once each, when they first appear. `attended`: somebody is asked about skills nobody has approved. */
export async function openSkills(
  config: Config,
  out: string,
  notice: (line: string) => void,
  attended = false,
): Promise<SessionSkills> {
  const approvals = approvedSkills(config.paths.config, config.project);
  const all = skillRoots(config, notice, approvals);
  const barred = all.filter(({ path }) => meets(path, out));
  const roots = all.filter((root) => !barred.includes(root));
  const told = new Set<string>();
  const turnedDown = new Set<string>();
  const shelf = await openShelf({
    roots,
    disabled: config.disabledSkills,
    never: realOf(out),
    keepIn: () => makePrivateFolder(config.paths.state, "skills"),
  });
  const waiting = () =>
    shelf
      .all()
      .flatMap(({ found, root, parsed, content, disabled }): UnapprovedSkill[] =>
        parsed === null && content !== null && !disabled && root.source === "project"
          ? [{ name: found.home, path: found.path, content, approved: approvals.of(found.path) }]
          : [],
      )
      .filter((skill) => !turnedDown.has(keyOf(skill)));
  const tell = () => {
    const skipped = waiting();
    const paths = new Set(skipped.map(({ path }) => path));
    const lines = shelf
      .problems()
      .filter(({ path }) => !paths.has(path))
      .map(formatProblem);
    if (!attended && skipped.length > 0) lines.unshift(skippedLine(skipped));
    // One that comes while the session is open is not used either.
    lines.unshift(...barred.filter(({ path }) => existsSync(path)).map(barredLine));
    for (const line of lines) {
      if (!told.has(line)) notice(line);
      told.add(line);
    }
  };
  tell();
  return {
    // What lies beside a skill is looked at when it is opened; where nobody sits, it is told at once.
    shelf: attended ? shelf : { ...shelf, open: (name) => shelf.open(name).finally(tell) },
    catalogue: (contextWindow) =>
      catalogueOf(shelf.list(), contextWindow === null ? {} : { contextWindow }),
    async refresh() {
      await shelf.refresh();
      tell();
    },
    async lines() {
      await shelf.refresh();
      const skills = shelf.list().map(skillLine);
      return [
        ...(skills.length > 0 ? skills : ["No skills."]),
        ...shelf.problems().map(formatProblem),
      ];
    },
    async unapproved() {
      await shelf.refresh();
      return waiting();
    },
    approve: ({ path, content }) => approvals.approve(path, content),
    turnDown: (skill) => void turnedDown.add(keyOf(skill)),
  };
}

function keyOf({ path, content }: UnapprovedSkill): string {
  return `${content.sha256} ${path}`;
}

function barredLine({ path }: SkillRoot): string {
  return `${path} is not used for skills: it lies in the output directory, where the model could write them.`;
}

function skippedLine(skills: readonly UnapprovedSkill[]): string {
  const names = skills.map(
    ({ name, approved }) => `${name}${approved ? " (changed since it was approved)" : ""}`,
  );
  return `skills of this folder are skipped, nobody has approved them: ${names.join(", ")}. --trust-project-skills uses them in this run; a session at a terminal asks.`;
}

function skillLine({
  name,
  source,
  description,
  argumentHint,
  manualOnly,
  modelOnly,
}: Skill): string {
  const typed = modelOnly ? name : `/${name}${argumentHint ? ` ${argumentHint}` : ""}`;
  const who = manualOnly
    ? `${phrase("(only you start it)")} `
    : modelOnly
      ? `${phrase("(the model starts it)")} `
      : "";
  const what = source === "bundled" ? translated(description) : description;
  return `${typed.padEnd(17)} ${source.padEnd(8)} ${who}${what}`;
}

/** As it is where there is none, or none any more. */
function realOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}

/** Whether a root that exists is, or lies below, the output directory, by any links. */
function meets(path: string, out: string): boolean {
  return isAtOrBelow(realOf(path), out);
}

/**
 * First wins (DESIGN 6.7). A root that is not there counts as empty; one of `--skill` that is not there is told. What a
 * project brings counts only with the content that the user approved, or all of it by `--trust-project-skills`.
 */
export function skillRoots(
  config: Config,
  notice: (line: string) => void,
  approvals: Pick<ApprovedSkills, "of"> = approvedSkills(config.paths.config, config.project),
): SkillRoot[] {
  const given = config.skillPaths.map((path): SkillRoot => {
    if (!existsSync(path)) notice(`--skill ${path}: there is no such file or folder.`);
    return { path, source: "flag", trusted: true };
  });
  if (!config.skills) return given;
  const user = [".skillet/skills", ".agents/skills", ".claude/skills"].map((folder) =>
    join(config.paths.home, folder),
  );
  // In the home directory itself the user's own skills are no project's. A folder may still come while the session is open.
  const others = new Set([...user, bundledSkills].map(realOf));
  const project = [".skillet/skills", ".agents/skills", ".claude/skills", "skills"]
    .map((folder) => join(config.project, folder))
    .filter((path) => !others.has(realOf(path)));
  const approves: SkillRoot["approves"] = (content, path) =>
    approvals.of(path)?.sha256 === content.sha256;
  return [
    ...given,
    ...project.map(
      (path): SkillRoot => ({
        ...{ path, source: "project", approves, within: realOf(config.project) },
        trusted: config.trustProjectSkills,
      }),
    ),
    ...user.map((path): SkillRoot => ({ path, source: "user", trusted: true })),
    { path: bundledSkills, source: "bundled", trusted: true },
  ];
}
