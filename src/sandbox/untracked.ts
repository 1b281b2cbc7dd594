/** What a git repository does not hold of its work tree: files that it does not track, and changes of those that it does. */

import { createHash } from "node:crypto";
import { type ListedFile, ToolProblem, type Untracked } from "../core/ports.ts";
import type { Place, Places } from "./file-places.ts";
import { type GitIndex, readGitIndex } from "./git-index.ts";
import { parseGlob } from "./glob.ts";
import type { PinnedDisk } from "./pinned-disk.ts";

const maxIndexBytes = 64 * 2 ** 20;
/** So many are told of one repository. */
const maxFiles = 5000;
/** More is not compared while somebody waits: about 0.2 s. */
const maxCompared = 3000;
const maxComparedBytes = 32 * 2 ** 20;
const plainFile = 0o100000;

interface WorkTree {
  index: GitIndex;
  /** A path of the repository as one of the output directory. */
  inside(path: string): string;
}

const nothingTracked: GitIndex = { files: new Map(), algorithm: "sha1", submodules: [] };

async function workTreeIn(
  folder: string,
  disk: PinnedDisk,
  places: Places,
): Promise<WorkTree | null> {
  const inside = (path: string) => (folder === "." ? path : `${folder}/${path}`);
  const repository = places.locate(inside(".git"));
  const kind = await disk.kind(repository);
  if (kind === null) return null;
  if (kind !== "folder") throw unreadable(repository);
  const place = places.locate(inside(".git/index"));
  const read = await disk.read(place, maxIndexBytes);
  const index = read ? readGitIndex(read.bytes) : nothingTracked;
  if (!index) throw unreadable(place);
  return { index, inside };
}

/** null: the folder is no work tree. Throws ToolProblem for a repository whose list cannot be read. */
export async function untrackedIn(
  folder: string,
  disk: PinnedDisk,
  places: Places,
): Promise<Untracked | null> {
  const tree = await workTreeIn(folder, disk, places);
  if (!tree) return null;
  const { index, inside } = tree;
  const tracked = new Set([...index.files.keys()].map(inside));
  const submodules = new Set(index.submodules.map(inside));
  const folders = new Set([...tracked].flatMap(parentsOf));
  const files: ListedFile[] = [];
  const ignores: string[] = [];
  let more = 0;
  for await (const { path, kind, bytes } of disk.entries(places.locate(folder), parseGlob("**"))) {
    if (path === inside(".git") || parentsOf(path).some((one) => submodules.has(one))) continue;
    if (path.endsWith(".gitignore") && kind === "file") ignores.push(path);
    if (tracked.has(path) || folders.has(path)) continue;
    if (files.length < maxFiles) files.push({ path, kind, bytes: bytes() });
    else more++;
  }
  return { files, more, ignores, holdsTracked: (path) => folders.has(path) };
}

/**
 * Tracked files that hold something else than the list says, by content; those that are gone have nothing to lose. null: the
 * folder is no work tree. Throws ToolProblem as above, and where it is too much to look at.
 */
export async function uncommittedIn(
  folder: string,
  disk: PinnedDisk,
  places: Places,
): Promise<string[] | null> {
  const tree = await workTreeIn(folder, disk, places);
  if (!tree) return null;
  const { index, inside } = tree;
  if (index.files.size > maxCompared) throw unreadable(places.locate(inside(".git")));
  const changed: string[] = [];
  let left = maxComparedBytes;
  for (const [path, { mode, object }] of index.files) {
    if ((mode & 0o170000) !== plainFile) continue;
    const place = places.locate(inside(path));
    const file = await disk.read(place, left);
    if (!file) continue;
    left -= file.bytes.length;
    const hash = createHash(index.algorithm).update(`blob ${file.bytes.length}\0`);
    if (hash.update(file.bytes).digest("hex") !== object) changed.push(place.shown);
  }
  return changed;
}

function parentsOf(path: string): string[] {
  const parts = path.split("/");
  return parts.slice(1).map((_, at) => parts.slice(0, at + 1).join("/"));
}

function unreadable({ shown }: Place): ToolProblem {
  return new ToolProblem(`${shown} is no repository whose list of files can be read here.`);
}
