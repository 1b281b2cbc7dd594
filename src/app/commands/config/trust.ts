/** `skillet config trust`: what a folder brings is shown, and trusted as it stands; what changes later is asked about again. */

import { fileLines } from "../../../approval/folder-lines.ts";
import { languageOf, loadLayers, looksOf } from "../../../config/load.ts";
import { trust as save, trustedFolders, untrust } from "../../../config/trust.ts";
import { display } from "../../../core/display.ts";
import { useLanguage } from "../../../core/messages/language.ts";
import { phrase } from "../../../core/messages/phrase.ts";
import type { CommandCall } from "../../command.ts";
import { offered } from "../../folder-trust.ts";
import type { Io } from "../../io.ts";
import { warn } from "../../warn.ts";
import { confirm } from "../confirm.ts";

export async function trust(call: CommandCall, io: Io): Promise<number> {
  const { flags } = call;
  const { cwd, env, stdoutIsTerminal } = io;
  const { paths, project, brings, layers } = await loadLayers({
    cwd,
    env,
    flags,
    stdoutIsTerminal,
  });
  await useLanguage(languageOf(layers, env));
  if (flags.list === true) {
    for (const folder of trustedFolders(paths.config)) io.out(`${one(folder)}\n`);
    return 0;
  }
  if (flags.revoke === true) {
    const was = untrust(paths.config, project);
    const told = was
      ? phrase("{1} is no longer trusted.", one(project))
      : phrase("{1} was not trusted.", one(project));
    io.out(`${told}\n`);
    return 0;
  }
  const files = [...(brings.settings ? [brings.settings] : []), ...brings.notes];
  const lines = fileLines(files.map(offered)).map(({ text }) => `${text}\n`);
  io.out(
    `${one(project)}\n${lines.join("") || `  ${phrase("It brings no settings and no notes.")}\n`}`,
  );
  for (const problem of brings.problems) warn(one(problem), io);
  if (!(await confirm(phrase("Trust this folder, as it stands?"), call, io, looksOf(layers, io))))
    return 0;
  save(paths.config, project, files);
  io.out(`${phrase("Trusted. Its skills are asked about one by one when a session starts.")}\n`);
  return 0;
}

function one(text: string): string {
  return display(text, { oneLine: true });
}
