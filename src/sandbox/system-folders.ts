/** What of the host's top level a jail is shown. */

import { lstatSync, readlinkSync } from "node:fs";
import type { SystemFolders } from "./jail-arguments.ts";

/** Programs and libraries, nothing that belongs to a person. */
const paths = [
  "/usr",
  "/bin",
  "/sbin",
  "/lib",
  "/lib32",
  "/lib64",
  "/libx32",
  "/opt",
  "/nix/store",
  "/gnu/store",
];

export function findSystemFolders(): SystemFolders {
  return Object.fromEntries(paths.map((path) => [path, kindOf(path)]));
}

function kindOf(path: string): SystemFolders[string] {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isSymbolicLink()) return { link: readlinkSync(path) };
  return found?.isDirectory() ? "folder" : null;
}

/** True when jails see `path` anyhow. */
export function isSystemPath(path: string): boolean {
  return paths.some((folder) => path === folder || path.startsWith(`${folder}/`));
}
