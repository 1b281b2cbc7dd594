/** `skillet skills`: what this folder would load, one skill in full, and whether files are sound. */

import { basename, dirname } from "node:path";
import { type Config, loadConfig } from "../../config/load.ts";
import { display } from "../../core/display.ts";
import { exitCodes, UserError } from "../../core/errors.ts";
import { jsonLine } from "../../core/json-line.ts";
import { nearest } from "../../core/nearest.ts";
import { type ListedSkill, listingOf } from "../../skills/listing.ts";
import { parseSkill } from "../../skills/parse.ts";
import { formatProblem, type Problem } from "../../skills/problem.ts";
import { readSkillFile } from "../../skills/read.ts";
import { openShelf, type Shelf } from "../../skills/shelf.ts";
import { hasFailed, validate } from "../../skills/validate.ts";
import type { Command, CommandCall } from "../command.ts";
import { type Flag, flags as runFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { skillRoots } from "../skills.ts";
import { exactArguments } from "./exact-arguments.ts";

const ownFlags: readonly Flag[] = [
  {
    name: "strict",
    type: "boolean",
    describe: "validate: the specification's reference verdict; exit 52 unless loaded clean",
    group: "Skills:",
  },
  ...runFlags.filter(({ group }) => group === "Skills:"),
  { name: "json", type: "boolean", describe: "As JSON", group: "Output:" },
];

export const skills: Command = {
  name: "skills",
  usage: "skills list | show NAME | validate [PATH...]",
  describe: "The skills of this folder; validate reads files without using them",
  flags: ownFlags,
  async run(_, io) {
    const call = exactArguments(io.argv, ownFlags);
    const [action = "list", ...words] = call.words;
    if (action === "validate") return check(words, call, io);
    if (action !== "list" && action !== "show") {
      throw new UserError(`skillet skills cannot "${line(action)}".`, {
        hint: "It can list, show NAME and validate PATH.",
      });
    }
    const config = await loadConfig({
      cwd: io.cwd,
      env: io.env,
      flags: call.flags,
      stdoutIsTerminal: io.stdoutIsTerminal,
    });
    for (const warning of config.warnings) io.err(`skillet: ${line(warning)}\n`);
    const shelf = await shelfOf(config, io);
    const listed = await listingOf(shelf);
    return action === "list"
      ? list(listed, shelf, call, io)
      : show(words[0], listed, shelf, call, io);
  },
};

/** All roots, the project's also when it is not approved: what lies there is named, and says so. */
function shelfOf(config: Config, io: Io): Promise<Shelf> {
  const roots = skillRoots(config, (notice) => io.err(`skillet: ${line(notice)}\n`));
  return openShelf({ roots, disabled: config.disabledSkills });
}

function list(
  listed: readonly ListedSkill[],
  shelf: Shelf,
  { flags }: CommandCall,
  io: Io,
): number {
  const paths = new Set(listed.map(({ path }) => path));
  // Those of a skill stand beside it; the rest is about folders and links.
  for (const problem of shelf.problems().filter(({ path }) => !paths.has(path)))
    io.err(`skillet: ${line(formatProblem(problem))}\n`);
  if (flags.json === true) io.out(`${jsonLine(listed)}\n`);
  else if (listed.length === 0) io.out("No skills. Put one into ~/.skillet/skills/NAME/SKILL.md\n");
  for (const skill of flags.json === true ? [] : listed) {
    io.out(`${entryLine(skill)}\n`);
    const worth = skill.problems.filter(({ severity }) => severity !== "note");
    for (const problem of worth) io.out(`${problemLines(problem)}\n`);
  }
  return exitCodes.done;
}

async function show(
  wanted: string | undefined,
  listed: readonly ListedSkill[],
  shelf: Shelf,
  { flags }: CommandCall,
  io: Io,
): Promise<number> {
  if (wanted === undefined) {
    throw new UserError("skillet skills show needs a name.", {
      hint: "See them: skillet skills list",
    });
  }
  const skill = find(wanted, listed);
  const opened = isUsed(skill) ? await shelf.open(skill.name) : undefined;
  const body = opened?.body ?? (await bodyOf(skill.path));
  const { files = [], checks = null } = opened ?? {};
  if (flags.json === true) {
    io.out(`${jsonLine({ ...skill, body, files, checks })}\n`);
    return exitCodes.done;
  }
  io.out(`${entryLine(skill)}\n  ${line(skill.path)}\n`);
  for (const problem of skill.problems) io.out(`${problemLines(problem)}\n`);
  if (files.length > 0) io.out(`  files: ${files.map(line).join(", ")}\n`);
  if (checks !== null) io.out(`  checks: ${checks.length}\n`);
  io.out(`\n${display(body).trimEnd()}\n`);
  return exitCodes.done;
}

/** By name, the one that is used first; then by the name of its folder or file, for those that have none. */
function find(wanted: string, listed: readonly ListedSkill[]): ListedSkill {
  const key = fold(wanted);
  const named = listed.filter(({ name }) => name !== null && fold(name) === key);
  const found =
    named.find(isUsed) ??
    named[0] ??
    listed.find(({ path }) => path === wanted || fold(homeOf(path)) === key);
  if (found) return found;
  const near = nearest(
    wanted,
    listed.flatMap(({ name }) => name ?? []),
  );
  throw new UserError(`There is no skill "${line(wanted)}".`, {
    hint: near ? `Did you mean ${line(near)}?` : "See them: skillet skills list",
  });
}

function isUsed(skill: ListedSkill): skill is ListedSkill & { name: string } {
  const { name, trusted, disabled, shadowedBy } = skill;
  return name !== null && trusted && !disabled && shadowedBy === null;
}

/** Of a skill that is not used: to be looked at, without any of it taking effect. */
async function bodyOf(path: string): Promise<string> {
  const place = { home: homeOf(path), loose: !/^skill\.md$/i.test(basename(path)) };
  const parsed = await parseSkill(readSkillFile(path), place);
  return parsed.status === "refused" ? "" : parsed.body;
}

function homeOf(path: string): string {
  return /^skill\.md$/i.test(basename(path))
    ? basename(dirname(path))
    : basename(path).replace(/\.md$/i, "");
}

async function check(paths: readonly string[], { flags }: CommandCall, io: Io): Promise<number> {
  const options = { strict: flags.strict === true };
  const reports = await validate(paths.length > 0 ? paths : ["."], options);
  if (flags.json === true) io.out(`${jsonLine(reports)}\n`);
  for (const { status, name, path, problems } of flags.json === true ? [] : reports) {
    io.out(`${status.padEnd(9)}${line(path)}${name === null ? "" : `  (${line(name)})`}\n`);
    for (const problem of problems) io.out(`${problemLines(problem)}\n`);
  }
  return hasFailed(reports, options) ? exitCodes.badConfiguration : exitCodes.done;
}

function entryLine(skill: ListedSkill): string {
  const { name, path, source, description, status, shadowedBy, trusted, disabled } = skill;
  const marks = [
    ...(status === "loaded" ? [] : [status]),
    ...(trusted ? [] : ["NOT TRUSTED, not used"]),
    ...(disabled ? ["switched off"] : []),
    ...(shadowedBy === null ? [] : [`not used: ${line(shadowedBy)} comes first`]),
  ];
  const mark = marks.length > 0 ? ` [${marks.join(", ")}]` : "";
  return `${line(name ?? homeOf(path)).padEnd(16)} ${line(source).padEnd(8)}${mark} ${line(description ?? path)}`;
}

function problemLines({ severity, line: at, column, message, fix }: Problem): string {
  const told = `  ${at}:${column} ${severity}: ${line(message)}`;
  if (fix === null) return told;
  const lines = display(fix).split("\n");
  return [told, ...lines.map((text) => `      ${text}`)].join("\n");
}

function fold(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}

/** Foreign text on one line. */
function line(text: string): string {
  return display(text.trim(), { oneLine: true });
}
