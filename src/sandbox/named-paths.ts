/** What a repository of the user's names outside its own folder: its folder elsewhere, folders of hooks, included settings. */

import { lstatSync, readFileSync, realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { onDisk, pathOfLatin1, pathText } from "./disk-path.ts";
import { namedPaths } from "./git-config.ts";

const maxBytes = 1024 * 1024;

/** Absolute paths below `out`, there or not. `path` is its `.git`: a folder, a file that points elsewhere, or a link. */
export function pathsNamedBy(path: string, out: string): string[] {
  const folder = folderOf(path);
  const common = text(join(folder, "commondir")).trim();
  const shared = common === "" ? folder : resolve(folder, pathOfLatin1(common));
  const found = folder === path ? [] : [folder, shared];
  for (const config of [join(shared, "config"), join(folder, "config.worktree")]) {
    const { hooks, included } = namedPaths(text(config));
    for (const hook of hooks) {
      const place = resolve(dirname(path), pathOfLatin1(hook));
      // Made by husky, whose scripts call those of the folder around them.
      found.push(basename(place) === "_" ? dirname(place) : place);
    }
    for (const file of included) found.push(resolve(dirname(config), pathOfLatin1(file)));
  }
  const inside = (place: string) => place.startsWith(`${out}/`) && !place.startsWith(`${path}/`);
  // The work tree itself must stay open.
  return found.filter((place) => inside(place) && !dirname(path).startsWith(place));
}

function folderOf(path: string): string {
  const stat = lstatSync(onDisk(path), { throwIfNoEntry: false });
  if (stat?.isSymbolicLink()) return real(path);
  if (!stat?.isFile()) return path;
  const [, target = ""] = /^gitdir:\s*(.*?)\s*$/s.exec(text(path)) ?? [];
  return target === "" ? path : resolve(dirname(path), pathOfLatin1(target));
}

function real(path: string): string {
  try {
    return pathText(realpathSync(onDisk(path), "buffer"));
  } catch {
    return path;
  }
}

/** "" for what is not there or no plain file. */
function text(path: string): string {
  const stat = lstatSync(onDisk(path), { throwIfNoEntry: false });
  if (!stat?.isFile() || stat.size > maxBytes) return "";
  try {
    // Byte for byte: as UTF-8, names that are none would lead elsewhere.
    return readFileSync(onDisk(path), "latin1");
  } catch {
    return "";
  }
}
