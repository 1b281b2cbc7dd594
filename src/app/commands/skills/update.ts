/** `skillet skills update`: looks at where installed skills came from, shows what would change, asks for each. */

import { existsSync, readdirSync } from "node:fs";
import { basename, join } from "node:path";
import { diffOf } from "../../../approval/diff.ts";
import type { Config } from "../../../config/load.ts";
import { exitCodes, UserError } from "../../../core/errors.ts";
import { phrase } from "../../../core/messages/phrase.ts";
import { nearest } from "../../../core/nearest.ts";
import { installSkill } from "../../../skills/install.ts";
import { previewInstall, type SkillPreview } from "../../../skills/preview-install.ts";
import { type Change, recordFile } from "../../../skills/trust.ts";
import { previewUpdate, recordOf, type UpdatePreview } from "../../../skills/update.ts";
import type { CommandCall } from "../../command.ts";
import type { Io } from "../../io.ts";
import { warn, warnOf } from "../../warn.ts";
import { confirm } from "../confirm.ts";
import type { SkillsAction } from "./action.ts";
import { type Fetched, fetchSource } from "./fetch.ts";
import { checkTrusted, configOf, targetRoot } from "./scene.ts";
import { line, problemLines } from "./told.ts";

export const update: SkillsAction = {
  name: "update",
  usage: "update [NAME...|all]",
  takes: ["project", "trust-project-skills", "sandbox", "yes"],
  async run(call, io) {
    const config = await configOf(call, io);
    checkTrusted(config, call);
    const folders = foldersFor(call.words, targetRoot(config, call));
    if (folders.length === 0) io.out("No skill was installed by skillet skills install.\n");
    let code: number = exitCodes.done;
    for (const [source, members] of bySource(folders, io)) {
      try {
        await updateFrom(source, members, { config, call, io });
      } catch (thrown) {
        if (!(thrown instanceof UserError)) throw thrown;
        // One source that went away must not keep the others from their update.
        warn(`${members.map((folder) => line(basename(folder))).join(", ")}:`, io);
        warnOf(thrown, io);
        code = thrown.exitCode;
      }
    }
    return code;
  },
};

/** Throws UserError for a name that is not there; without names all that say where they came from. */
function foldersFor(words: readonly string[], root: string): string[] {
  const there = existsSync(root) ? readdirSync(root).filter((name) => !name.startsWith(".")) : [];
  const installed = there.filter((name) => existsSync(join(root, name, recordFile)));
  if (words.length === 0 || (words.length === 1 && words[0] === "all")) {
    return installed.map((name) => join(root, name));
  }
  return words.map((word) => {
    const name = there.find((one) => one.toLowerCase() === word.toLowerCase());
    if (name !== undefined) return join(root, name);
    const near = nearest(word, installed);
    throw new UserError(`There is no "${line(word)}" in ${line(root)}.`, {
      hint: near ? `Did you mean ${line(near)}?` : "See them: skillet skills list",
    });
  });
}

/** Each source is fetched once, whatever came from it. */
function bySource(folders: readonly string[], io: Io): Map<string, string[]> {
  const sources = new Map<string, string[]>();
  for (const folder of folders) {
    const { source } = recordOf(folder);
    sources.set(source, [...(sources.get(source) ?? []), folder]);
  }
  for (const [source, members] of sources)
    warn(`${members.map((folder) => line(basename(folder))).join(", ")} from ${line(source)}`, io);
  return sources;
}

interface Setting {
  config: Config;
  call: CommandCall;
  io: Io;
}

async function updateFrom(
  source: string,
  folders: readonly string[],
  setting: Setting,
): Promise<void> {
  const fetched = await fetchSource(source, setting.config, setting.io);
  try {
    for (const note of fetched.notes) setting.io.out(`warning: ${line(note)}\n`);
    const previews = await previewInstall(fetched.path);
    for (const folder of folders) {
      const preview = previews.find(({ name }) => name === basename(folder));
      if (!preview) {
        throw new UserError(
          `${line(source)} has no sound skill "${line(basename(folder))}" any more.`,
          {
            hint: "Look at it: skillet skills validate; the installed one stays as it is.",
            exitCode: exitCodes.badConfiguration,
          },
        );
      }
      await updateOne(folder, preview, fetched, setting);
    }
  } finally {
    fetched.close();
  }
}

async function updateOne(
  folder: string,
  preview: SkillPreview,
  { source, revision }: Fetched,
  { config, call, io }: Setting,
): Promise<void> {
  const name = line(basename(folder));
  const update = previewUpdate(folder, preview);
  const isSame = (change: Change) => Object.values(change).every((paths) => paths.length === 0);
  if (isSame(update.change)) {
    io.out(`${phrase("{1} is up to date.", name)}\n`);
    return;
  }
  // Only this machine's copy was changed: an update would do nothing but undo that.
  if (isSame(update.upstream)) {
    io.out(`${name} has nothing new; it was changed here: ${told(update.local)}.\n`);
    return;
  }
  for (const text of await updateLines(update)) io.out(`${text}\n`);
  const lost = !isSame(update.local);
  const question = lost
    ? phrase("Update {1}, and replace what was changed here?", name)
    : phrase("Update {1}?", name);
  if (!(await confirm(question, call, io, config))) {
    io.out(`${phrase("{1} stays as it is.", name)}\n`);
    return;
  }
  const root = join(folder, "..");
  const options = { source, ...(revision ? { revision } : {}), replace: true, keepOld: lost };
  installSkill(preview, root, options);
  io.out(`${phrase("Updated {1}.", name)}\n`);
  if (lost)
    io.out(
      `  What it was before is kept in ${line(join(root, `.${basename(folder)}.before-update`))}\n`,
    );
}

async function updateLines({ preview, now, change, local }: UpdatePreview): Promise<string[]> {
  const { name, allowedTools, findings, report } = preview;
  const { lines, notes } = await diffOf(now.text, preview.content.text);
  const isLost = Object.values(local).some((paths) => paths.length > 0);
  return [
    line(name),
    ...lines.map(({ mark, text }) => `  ${mark} ${line(text) === "" ? "" : line(text)}`),
    ...notes.map((note) => `  ${line(note)}`),
    `  ${told(change)}`,
    ...preview.files
      .filter(({ path, runs }) => runs && [...change.added, ...change.changed].includes(path))
      .map(({ path }) => `  ${line(path)} can run`),
    ...(allowedTools.length > 0
      ? [`  It asks for tools: ${allowedTools.map(line).join(", ")}.`]
      : []),
    ...report.problems.map(problemLines),
    ...findings.map(
      ({ severity, message, path }) => `  ${severity}: ${line(basename(path))}: ${line(message)}`,
    ),
    ...(isLost
      ? [`  CHANGED HERE since it was installed, and replaced by this: ${told(local)}`]
      : []),
  ];
}

function told({ added, removed, changed }: Change): string {
  const part = (word: string, paths: readonly string[]) =>
    paths.length > 0 ? [`${word} ${paths.map(line).join(", ")}`] : [];
  return [...part("changed", changed), ...part("added", added), ...part("removed", removed)].join(
    "; ",
  );
}
