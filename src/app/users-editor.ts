/** Which editor is the user's. */

import { accessSync, constants, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { Environment } from "../config/paths.ts";

/** Debian's choice of the machine, then what most have; none of them is looked for on a terminal that could not show it. */
const common = ["editor", "nano", "vi"];

/** $VISUAL, $EDITOR, else one that is there; undefined: there is none. */
export function usersEditor(env: Environment): string | undefined {
  const named = env.VISUAL || env.EDITOR;
  if (named) return named;
  if (!env.TERM || env.TERM === "dumb") return undefined;
  const folders = (env.PATH ?? "").split(":").filter((folder) => folder.startsWith("/"));
  return common.find((name) => folders.some((folder) => isProgram(join(folder, name))));
}

/** Editors that draw on a terminal; without one they wait for keys that never come. */
const drawing: ReadonlySet<string> = new Set(
  "vi vim nvim view nano pico emacs jed joe jmacs micro ne hx helix kak mcedit dte editor sensible-editor".split(
    " ",
  ),
);

/** False for one that has a window of its own, and for a script. */
export function needsTerminal(editor: string): boolean {
  const [program = ""] = editor.trim().split(/\s+/);
  return drawing.has(basename(program).replace(/\.(?:basic|tiny|nox|gtk|gtk3|athena)$/, ""));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
