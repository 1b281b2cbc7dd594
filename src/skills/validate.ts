/** `skills validate`: what would load, what was mended, what is refused and why; reads, and uses nothing. */

import { statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { KnownSkill, RefusedSkill } from "./parse.ts";
import { parseSkillFile } from "./parse-file.ts";
import { type Problem, problem } from "./problem.ts";

/** One line of the report; the fields are a contract (DESIGN 6.5). */
export interface SkillReport {
  path: string;
  status: "loaded" | "repaired" | "refused";
  /** null: refused. */
  name: string | null;
  /** null: refused. On one line. */
  description: string | null;
  /** Without front matter; 0: refused, or there is none. */
  bodyBytes: number;
  problems: Problem[];
}

export interface ValidateOptions {
  /** The reference validator's verdict, as errors. Default: false. */
  strict?: boolean;
}

/** Folders are searched at any depth; a file is taken as it is. A path without any skill is a refused entry of its own. */
export async function validate(
  paths: readonly string[],
  options: ValidateOptions = {},
): Promise<SkillReport[]> {
  const reports: SkillReport[] = [];
  for (const path of paths) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) reports.push(refused(path, `The path does not exist: ${path}`));
    else if (stats.isDirectory()) {
      const files = await skillFilesBelow(path);
      if (files.length === 0) reports.push(refused(path, "Missing required file: SKILL.md"));
      for (const file of files) reports.push(await report(file, options));
    } else if (stats.isFile() && /\.md$/i.test(path)) reports.push(await report(path, options));
    else reports.push(refused(path, "Not a directory, and no Markdown file either."));
  }
  return reports;
}

/** Whether the command has to end with exit code 52. */
export function hasFailed(
  reports: readonly SkillReport[],
  { strict = false }: ValidateOptions,
): boolean {
  return reports.some(
    ({ status, problems }) =>
      status === "refused" ||
      (strict && (status !== "loaded" || problems.some(({ severity }) => severity === "error"))),
  );
}

/** Every SKILL.md, in any letter case, once for each folder; SKILL.md itself is preferred. Links are not followed. */
export async function skillFilesBelow(folder: string): Promise<string[]> {
  const { globby } = await import("globby");
  const found = await globby("**/skill.md", {
    cwd: folder,
    dot: true,
    caseSensitiveMatch: false,
    followSymbolicLinks: false,
    ignore: ["**/.git/**", "**/node_modules/**", "**/.*.before-update/**"],
    expandDirectories: false,
  });
  const byFolder = new Map<string, string>();
  for (const file of found.toSorted()) {
    const home = dirname(file);
    if (!byFolder.has(home) || basename(file) === "SKILL.md") byFolder.set(home, file);
  }
  return [...byFolder.values()].toSorted().map((file) => join(folder, file));
}

async function report(path: string, { strict = false }: ValidateOptions): Promise<SkillReport> {
  const loose = !/^skill\.md$/i.test(basename(path));
  const home = loose ? basename(path).replace(/\.md$/i, "") : basename(dirname(resolve(path)));
  return reportOf(path, (await parseSkillFile(path, { home, loose }, { strict })).parsed);
}

/** How a parsed file is told. */
export function reportOf(path: string, skill: KnownSkill | RefusedSkill): SkillReport {
  const { status, problems } = skill;
  if (status === "refused") {
    return { path, status, name: null, description: null, bodyBytes: 0, problems };
  }
  const { name, description, bodyBytes } = skill;
  return { path, status, name, description, bodyBytes, problems };
}

function refused(path: string, message: string): SkillReport {
  return reportOf(path, { status: "refused", problems: [problem("error", message)] });
}
