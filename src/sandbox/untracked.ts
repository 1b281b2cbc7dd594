/** What stands in the work tree of a git repository and is not tracked there, by its own list and ours. */

import { type ListedFile, ToolProblem, type Untracked } from "../core/ports.ts";
import type { Place, Places } from "./file-places.ts";
import { readGitIndex } from "./git-index.ts";
import { parseGlob } from "./glob.ts";
import type { PinnedDisk } from "./pinned-disk.ts";

const maxIndexBytes = 64 * 2 ** 20;
/** So many are told of one repository. */
const maxFiles = 5000;

/** null: the folder is no work tree. Throws ToolProblem for a repository whose list cannot be read. */
export async function untrackedIn(
  folder: string,
  disk: PinnedDisk,
  places: Places,
): Promise<Untracked | null> {
  const inside = (path: string) => (folder === "." ? path : `${folder}/${path}`);
  const repository = places.locate(inside(".git"));
  const kind = await disk.kind(repository);
  if (kind === null) return null;
  if (kind !== "folder") throw unreadable(repository);
  const place = places.locate(inside(".git/index"));
  const read = await disk.read(place, maxIndexBytes);
  const index = read ? readGitIndex(read.bytes) : { files: new Set<string>(), submodules: [] };
  if (!index) throw unreadable(place);
  const tracked = new Set([...index.files].map(inside));
  const submodules = new Set(index.submodules.map(inside));
  const folders = new Set([...tracked].flatMap(foldersAbove));
  const files: ListedFile[] = [];
  const ignores: string[] = [];
  let more = 0;
  for await (const { path, kind, bytes } of disk.entries(places.locate(folder), parseGlob("**"))) {
    if (path === repository.shown || foldersAbove(path).some((one) => submodules.has(one)))
      continue;
    if (path.endsWith(".gitignore") && kind === "file") ignores.push(path);
    if (tracked.has(path) || folders.has(path)) continue;
    if (files.length < maxFiles) files.push({ path, kind, bytes: bytes() });
    else more++;
  }
  return { files, more, ignores, holdsTracked: (path) => folders.has(path) };
}

function foldersAbove(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join("/"));
}

function unreadable({ shown }: Place): ToolProblem {
  return new ToolProblem(`${shown} is no repository whose list of files can be read here.`);
}
