/** `skillet config edit`: the user's settings in their own editor, checked when it closes. */

import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { parseSettings } from "../../../config/parse-settings.ts";
import { pathsOf } from "../../../config/paths.ts";
import { replaceFile } from "../../../config/replace-file.ts";
import { userSettingsFile } from "../../../config/user-settings.ts";
import { display } from "../../../core/display.ts";
import { exitCodes, UserError } from "../../../core/errors.ts";
import { runEditor } from "../../edit-text.ts";
import type { Io } from "../../io.ts";
import { needsTerminal, usersEditor } from "../../users-editor.ts";
import { warn } from "../../warn.ts";

/** The file itself is edited, so that nothing is lost whatever the editor does. Throws UserError (52) for what it holds then. */
export async function edit(io: Io): Promise<number> {
  const file = userSettingsFile(pathsOf(io.env));
  const editor = usersEditor(io.env);
  if (!editor) {
    throw new UserError("No editor is set.", {
      hint: `export EDITOR=nano, or open the file yourself: ${file}`,
    });
  }
  if (!io.stdinIsTerminal && needsTerminal(editor)) {
    const name = display(editor, { oneLine: true });
    throw new UserError(`${name} needs a terminal, and there is none.`, {
      hint: `Set one value: skillet config set NAME VALUE; or change the file yourself: ${file}`,
    });
  }
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    replaceFile(file, "{\n}\n");
  }
  if (!(await runEditor(editor, file))) {
    throw new UserError(`The editor failed: ${display(editor, { oneLine: true })}`, {
      hint: `Open the file yourself: ${file}`,
      exitCode: exitCodes.failure,
    });
  }
  await parseSettings(readFileSync(file, "utf8"), file, (line) => warn(line, io));
  return exitCodes.done;
}
