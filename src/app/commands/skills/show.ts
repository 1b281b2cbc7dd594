/** `skillet skills show`: one skill in full, by its name or by its path. */

import { existsSync, statSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { display } from "../../../core/display.ts";
import { exitCodes, UserError } from "../../../core/errors.ts";
import { jsonLine } from "../../../core/json-line.ts";
import { phrase } from "../../../core/messages/phrase.ts";
import { skillOf } from "../../../skills/find.ts";
import type { ListedSkill } from "../../../skills/listing.ts";
import { parseSkillFile } from "../../../skills/parse-file.ts";
import { validate } from "../../../skills/validate.ts";
import { choosing, type SkillsAction } from "./action.ts";
import { findListed, isUsed, type Scene, sceneOf } from "./scene.ts";
import { entryLine, homeOf, line, problemLines } from "./told.ts";

export const show: SkillsAction = {
  name: "show",
  usage: "show NAME|PATH",
  takes: [...choosing, "json"],
  async run(call, io) {
    const [wanted] = call.words;
    if (wanted === undefined) {
      throw new UserError("skillet skills show needs a name.", {
        hint: "See them: skillet skills list",
      });
    }
    const scene = await sceneOf(call, io);
    const skill = (await byPath(wanted, io.cwd, scene)) ?? findListed(wanted, scene.listed);
    const opened =
      isUsed(skill) && skill.source !== "path" ? await scene.shelf.open(skill.name) : undefined;
    const body = opened?.body ?? (await bodyOf(skill.path));
    const { files = [], checks = null } = opened ?? {};
    if (call.flags.json === true) {
      io.out(`${jsonLine({ ...skill, body, files, checks })}\n`);
      return exitCodes.done;
    }
    io.out(`${entryLine(skill)}\n  ${line(skill.path)}\n`);
    for (const problem of skill.problems) io.out(`${problemLines(problem)}\n`);
    if (files.length > 0) io.out(`  ${phrase("files: {1}", files.map(line).join(", "))}\n`);
    if (checks !== null) io.out(`  ${phrase("checks: {1}", checks.length)}\n`);
    io.out(`\n${display(body).trimEnd()}\n`);
    return exitCodes.done;
  },
};

/** What looks like a path and is there; a listed one keeps what is known of it. null: it is no path. */
async function byPath(wanted: string, cwd: string, { listed }: Scene): Promise<ListedSkill | null> {
  const path = resolve(cwd, wanted);
  if (!/[/\\]|\.md$/i.test(wanted) || !existsSync(path)) return null;
  const file = statSync(path).isDirectory()
    ? (skillOf(path)?.path ?? join(path, "SKILL.md"))
    : path;
  const known = listed.find((skill) => skill.path === file);
  if (known) return known;
  const [report] = await validate([file]);
  if (!report) return null;
  return { ...report, source: "path", shadowedBy: null, trusted: true, disabled: false };
}

/** Of a skill that is not used: to be looked at, without any of it taking effect. */
async function bodyOf(path: string): Promise<string> {
  const place = { home: homeOf(path), loose: !/^skill\.md$/i.test(basename(path)) };
  const { parsed } = await parseSkillFile(path, place);
  return parsed.status === "refused" ? "" : parsed.body;
}
