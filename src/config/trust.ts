/** Which folders may have a project layer (settings, hooks, skills). Nobody is trusted unless listed. */

import { mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { exitCodes, messageOf, UserError } from "../core/errors.ts";

const file = "trusted.json";

/** False also when the list is missing. A list that cannot be read is an error (exit 52), not an empty one. */
export function isTrusted(configDirectory: string, project: string): boolean {
  const folders = read(configDirectory);
  return folders.length > 0 && folders.includes(realpathSync(project));
}

export function trust(configDirectory: string, project: string): void {
  const folders = new Set([...read(configDirectory), realpathSync(project)]);
  mkdirSync(configDirectory, { recursive: true, mode: 0o700 });
  const path = join(configDirectory, file);
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, `${JSON.stringify([...folders].sort(), null, 2)}\n`, {
    mode: 0o600,
    flag: "wx",
  });
  renameSync(temporary, path);
}

function read(configDirectory: string): string[] {
  const path = join(configDirectory, file);
  let source: string;
  try {
    source = readFileSync(path, "utf8");
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw new UserError(`Cannot read ${path}: ${messageOf(thrown)}`, {
      exitCode: exitCodes.badConfiguration,
      cause: thrown,
    });
  }
  try {
    const folders: unknown = JSON.parse(source);
    if (Array.isArray(folders) && folders.every((folder) => typeof folder === "string"))
      return folders;
  } catch {
    // Told below: a broken list is the user's to mend, whatever broke it.
  }
  throw new UserError(`${path} must be a JSON list of folders.`, {
    hint: "Mend it, or delete it: folders are then asked about again.",
    exitCode: exitCodes.badConfiguration,
  });
}
