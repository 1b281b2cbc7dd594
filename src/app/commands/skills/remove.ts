/** `skillet skills remove`: deletes what lies in a skills folder of the user (or project), after saying what. */

import { lstatSync } from "node:fs";
import { dirname } from "node:path";
import { exitCodes, UserError } from "../../../core/errors.ts";
import { phrase } from "../../../core/messages/phrase.ts";
import { removeSkill } from "../../../skills/manage.ts";
import type { ShelvedSkill } from "../../../skills/shelf.ts";
import { contentOf } from "../../../skills/trust.ts";
import { confirm } from "../confirm.ts";
import type { SkillsAction } from "./action.ts";
import { filesWord } from "./preview-lines.ts";
import { type Scene, sceneOf } from "./scene.ts";
import { fold, line } from "./told.ts";

export const remove: SkillsAction = {
  name: "remove",
  usage: "remove NAME...",
  takes: ["project", "yes"],
  async run(call, io) {
    if (call.words.length === 0) {
      throw new UserError("skillet skills remove needs a name.", {
        hint: "See them: skillet skills list",
      });
    }
    const scene = await sceneOf(call, io);
    const source = call.flags.project === true ? "project" : "user";
    const doomed = call.words.map((word) => installed(word, source, scene));
    for (const skill of doomed) io.out(`${describe(skill)}\n`);
    const question =
      doomed.length === 1 ? phrase("Remove it?") : phrase("Remove these {1}?", doomed.length);
    if (!(await confirm(question, call, io, scene.config))) {
      io.out(`${phrase("Nothing was removed.")}\n`);
      return exitCodes.done;
    }
    for (const { found, root } of doomed) {
      removeSkill(root.path, found.folder ?? found.path);
      io.out(`${phrase("Removed {1}.", line(found.folder ?? found.path))}\n`);
    }
    return exitCodes.done;
  },
};

/** Throws UserError for what is not there, or does not lie in a folder of that kind. */
function installed(wanted: string, source: string, { shelf, listed }: Scene): ShelvedSkill {
  const key = fold(wanted);
  const alike = listed.filter(({ name, path }) =>
    name !== null ? fold(name) === key : path.includes(`/${wanted}/`),
  );
  const paths = new Set(alike.map(({ path }) => path));
  const known = shelf
    .all()
    .filter(({ found }) => paths.has(found.path) || fold(found.home) === key);
  const mine = known.find(({ root }) => root.source === source);
  if (mine) return mine;
  const [other] = known;
  if (!other) {
    throw new UserError(`There is no skill "${line(wanted)}".`, {
      hint: "See them: skillet skills list",
    });
  }
  const hints: Record<string, string> = {
    project: "It is this project's: add --project.",
    user: "It is yours: leave --project out.",
    bundled: `It comes with Skillet; switch it off: skillet skills disable ${line(wanted)}`,
  };
  throw new UserError(`"${line(wanted)}" lies in ${line(dirname(other.found.path))}.`, {
    hint: hints[other.root.source] ?? "Remove it there by hand.",
  });
}

function describe({ found }: ShelvedSkill): string {
  const place = found.folder ?? found.path;
  if (lstatSync(place).isSymbolicLink()) return `${line(place)}: a link; what it leads to stays.`;
  try {
    const { files } = contentOf(found);
    return `${line(place)}: ${filesWord(files)}`;
  } catch {
    // Too large or not readable: it is named, and can be removed all the same.
    return `${line(place)}: with everything in it`;
  }
}
