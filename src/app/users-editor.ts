/** Which editor is the user's. */

import { accessSync, constants, statSync } from "node:fs";
import { join } from "node:path";
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

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
