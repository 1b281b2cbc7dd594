/** `skillet skills install`: shows everything a source would bring, asks once, then copies exactly that. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { exitCodes, UserError } from "../../../core/errors.ts";
import { phrase } from "../../../core/messages/phrase.ts";
import { nearest } from "../../../core/nearest.ts";
import { installSkill } from "../../../skills/install.ts";
import { previewInstall, type SkillPreview } from "../../../skills/preview-install.ts";
import { warn } from "../../warn.ts";
import { confirm } from "../confirm.ts";
import type { SkillsAction } from "./action.ts";
import { fetchSource } from "./fetch.ts";
import { previewLines } from "./preview-lines.ts";
import { sceneOf, targetRoot } from "./scene.ts";
import { fold, line } from "./told.ts";

export const install: SkillsAction = {
  name: "install",
  usage: "install FOLDER|FILE|ARCHIVE|URL [NAME...]",
  takes: ["project", "sandbox", "yes"],
  async run(call, io) {
    const [text, ...names] = call.words;
    if (text === undefined) {
      throw new UserError("skillet skills install needs a source.", {
        hint: "A folder, a SKILL.md, a zip or tar file, or https://HOST/REPOSITORY; then names, to take only those.",
      });
    }
    const { config, listed } = await sceneOf(call, io);
    const root = targetRoot(config, call);
    const fetched = await fetchSource(text, config, io);
    try {
      const chosen = chosenOf(await previewInstall(fetched.path), names);
      const source = call.flags.project === true ? "project" : "user";
      io.out(
        `From ${line(fetched.source)}${fetched.revision ? ` at ${fetched.revision.slice(0, 12)}` : ""}\n\n`,
      );
      for (const preview of chosen)
        io.out(`${previewLines(preview, { root, source, listed }).join("\n")}\n\n`);
      for (const note of fetched.notes) io.out(`warning: ${line(note)}\n`);
      const fresh = freshOf(chosen, root);
      for (const { name } of chosen.filter(
        ({ name }) => name !== "" && !fresh.some((one) => one.name === name),
      ))
        warn(
          `${line(name)} is installed already; skillet skills update ${line(name)} brings it up to date.`,
          io,
        );
      if (fresh.length === 0) throw nothingNew(chosen);
      const what =
        fresh.length === 1 ? line(fresh[0]?.name ?? "") : phrase("these {1} skills", fresh.length);
      if (!(await confirm(phrase("Install {1} into {2}?", what, line(root)), call, io, config))) {
        io.out(`${phrase("Nothing was installed.")}\n`);
        return exitCodes.done;
      }
      for (const preview of fresh) {
        const { source: from, revision } = fetched;
        const folder = installSkill(preview, root, {
          source: from,
          ...(revision ? { revision } : {}),
        });
        io.out(`${phrase("Installed {1}", line(folder))}\n`);
      }
      if (source === "project" && !config.trustProjectSkills)
        io.out(
          "A session at a terminal asks once whether to use it here; --trust-project-skills uses it unasked.\n",
        );
      const isWhole = chosen.every(({ report }) => report.status !== "refused");
      return isWhole ? exitCodes.done : exitCodes.badConfiguration;
    } finally {
      fetched.close();
    }
  },
};

/** All, or those that are named. Throws UserError for a name that is not there, or is there twice. */
function chosenOf(previews: readonly SkillPreview[], names: readonly string[]): SkillPreview[] {
  const known = previews.map(nameOf);
  for (const name of names) {
    if (known.some((one) => fold(one) === fold(name))) continue;
    const near = nearest(name, known);
    throw new UserError(`There is no skill "${line(name)}" in it.`, {
      hint: near ? `Did you mean ${line(near)}?` : `It has ${known.map(line).join(", ")}.`,
    });
  }
  const wanted = new Set(names.map(fold));
  const chosen = previews.filter(
    (preview) => wanted.size === 0 || wanted.has(fold(nameOf(preview))),
  );
  const seen = new Map<string, string>();
  for (const { name, report } of chosen) {
    const other = name === "" ? undefined : seen.get(fold(name));
    if (other !== undefined) {
      throw new UserError(
        `Two skills in it are called "${line(name)}": ${line(other)} and ${line(report.path)}.`,
        {
          hint: "Install one of them by its own folder.",
          exitCode: exitCodes.badConfiguration,
        },
      );
    }
    seen.set(fold(name), report.path);
  }
  return chosen;
}

/** A refused one goes by its folder. */
function nameOf({ name, found }: SkillPreview): string {
  return name === "" ? found.home : name;
}

function freshOf(chosen: readonly SkillPreview[], root: string): SkillPreview[] {
  return chosen.filter(({ name }) => name !== "" && !existsSync(join(root, name)));
}

function nothingNew(chosen: readonly SkillPreview[]): UserError {
  const refused = chosen.every(({ name }) => name === "");
  return new UserError(
    refused ? "Nothing in it can be installed." : "All of it is installed already.",
    {
      hint: refused ? "What is wrong stands above." : "skillet skills update shows what is new.",
      exitCode: refused ? exitCodes.badConfiguration : exitCodes.badInput,
    },
  );
}
