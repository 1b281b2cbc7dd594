/** The skills of a session: which roots, in which order, and what of it the model sees. */

import { existsSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Config } from "../config/load.ts";
import type { Skills } from "../core/ports.ts";
import { catalogueOf } from "../skills/catalogue.ts";
import { formatProblem } from "../skills/problem.ts";
import { openShelf, type Shelf, type SkillRoot } from "../skills/shelf.ts";

/** Shipped with the package; the same two steps up from the sources and from the bundle. */
export const bundledSkills = fileURLToPath(new URL("../../skills", import.meta.url));

export interface SessionSkills {
  shelf: Skills;
  refresh(): Promise<void>;
  catalogue(): string;
  /** Every skill and every problem, one line each. */
  lines(): Promise<string[]>;
}

/** Problems are told once each, when they first appear. */
export async function openSkills(
  config: Config,
  out: string,
  notice: (line: string) => void,
): Promise<SessionSkills> {
  const roots = skillRoots(config, notice).filter((root) => {
    if (!meets(root.path, out)) return true;
    notice(
      `${root.path} is not used for skills: it lies in the output directory, where the model could write them.`,
    );
    return false;
  });
  const told = new Set<string>();
  const tell = (shelf: Shelf) => {
    for (const line of shelf.problems().map(formatProblem)) {
      if (!told.has(line)) notice(line);
      told.add(line);
    }
  };
  const shelf = await openShelf({ roots });
  tell(shelf);
  return {
    shelf,
    catalogue: () => catalogueOf(shelf.list()),
    async refresh() {
      await shelf.refresh();
      tell(shelf);
    },
    async lines() {
      await shelf.refresh();
      const skills = shelf
        .list()
        .map(
          ({ name, source, description }) =>
            `${name.padEnd(16)} ${source.padEnd(8)} ${description}`,
        );
      return [
        ...(skills.length > 0 ? skills : ["No skills."]),
        ...shelf.problems().map(formatProblem),
      ];
    },
  };
}

/** Whether a root that exists is, or lies below, the output directory, by any links. */
function meets(path: string, out: string): boolean {
  if (!existsSync(path)) return path === out || path.startsWith(`${out}/`);
  const real = realpathSync(path);
  return real === out || real.startsWith(`${out}/`);
}

/** First wins (DESIGN 6.7). A root that is not there counts as empty; one of `--skill` that is not there is told. */
export function skillRoots(config: Config, notice: (line: string) => void): SkillRoot[] {
  const given = config.skillPaths.map((path): SkillRoot => {
    if (!existsSync(path)) notice(`--skill ${path}: there is no such file or folder.`);
    return { path, source: "flag", trusted: true };
  });
  if (!config.skills) return given;
  const trusted = config.projectTrusted || config.trustProjectSkills;
  const project = [".skillet/skills", ".agents/skills", ".claude/skills", "skills"]
    .map((folder) => join(config.project, folder))
    .filter((path) => existsSync(path) && realpathSync(path) !== bundledSkills);
  if (project.length > 0 && !trusted) {
    notice(
      `skills of this folder are not used, it is not trusted: ${project.join(", ")} (--trust-project-skills uses them).`,
    );
  }
  const home = config.paths.home;
  const user = [".skillet/skills", ".agents/skills", ".claude/skills"].map((folder) =>
    join(home, folder),
  );
  return [
    ...given,
    ...(trusted
      ? project.map((path): SkillRoot => ({ path, source: "project", trusted: true }))
      : []),
    ...user.map((path): SkillRoot => ({ path, source: "user", trusted: true })),
    { path: bundledSkills, source: "bundled", trusted: true },
  ];
}
