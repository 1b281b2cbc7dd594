/** What `git clean` would take away of what stands there now: git is not asked, since that would be running it. */

import type { GitClean } from "../core/git-clean.ts";
import { ignoredBy } from "../core/git-ignore.ts";
import { type ListedFile, type Sandbox, ToolProblem, type Untracked } from "../core/ports.ts";
import type { Removal } from "../core/types.ts";
import { aboveOf, isWithin, nearestAbove } from "./git-repository.ts";
import { tidyPath } from "./tidy-path.ts";

/** null: it cannot be told before. What .gitignore seems to keep is counted apart: only git knows all it goes by. */
export async function cleanedBy(
  name: string,
  clean: GitClean,
  cwd: string,
  sandbox: Sandbox,
): Promise<Removal[] | null> {
  try {
    const within = tidyPath(cwd, sandbox.out);
    const nearest = await nearestAbove(within, (root) => sandbox.untracked?.(root));
    if (!nearest || nearest.found.more > 0) return null;
    const { root, found: untracked } = nearest;
    const places = clean.paths.map((path) =>
      tidyPath(path.startsWith("/") ? path : `${within}/${path}`, sandbox.out),
    );
    const reached = untracked.files.filter(
      ({ path }) =>
        isWithin(path, within) &&
        (places.length === 0 || places.some((one) => isWithin(path, one))),
    );
    const isNew = (path: string) => isInNewFolder(path, root, untracked);
    const repositories = clean.repositories ? [] : foldersWithGit(untracked.files);
    const candidates = reached.filter(
      ({ path }) =>
        (clean.folders || places.length > 0 || !isNew(path)) &&
        !repositories.some((one) => isWithin(path, one)),
    );
    return removalsIn(name, candidates, clean, await ignoring(root, untracked, sandbox));
  } catch (thrown) {
    if (thrown instanceof ToolProblem) return null;
    throw thrown;
  }
}

async function ignoring(root: string, { ignores }: Untracked, sandbox: Sandbox) {
  const inside = root === "." ? "" : `${root}/`;
  const texts: { folder: string; text: string }[] = [];
  for (const path of [`${inside}.git/info/exclude`, ...ignores]) {
    const file = await sandbox.peek(path).catch(() => null);
    const folder = path.endsWith("/.gitignore") ? path.slice(0, -"/.gitignore".length) : root;
    if (file?.text) texts.push({ folder, text: file.text });
  }
  // Inner ones have the last word.
  return ignoredBy(texts.sort((a, b) => a.folder.length - b.folder.length));
}

function removalsIn(
  name: string,
  candidates: readonly ListedFile[],
  { ignored }: GitClean,
  isIgnored: (path: string, isFolder: boolean) => boolean,
): Removal[] {
  const removal: Removal = { name, files: [], count: 0, bytes: 0, known: true };
  const closed: Removal[] = [];
  let stays = 0;
  for (const { path, kind, bytes } of candidates) {
    const isFolder = kind === "folder";
    const shut = /(?:^|\/)(?:\.git|node_modules)$/.test(path);
    if (isFolder && !shut) continue;
    if (ignored !== "also" && isIgnored(path, isFolder) !== (ignored === "only")) stays++;
    else if (isFolder) closed.push({ name: path, files: [], count: 0, bytes: 0, known: false });
    else {
      removal.files.push(path);
      removal.count++;
      removal.bytes += bytes;
    }
  }
  // Where git sees it otherwise, it is seen afterwards.
  if (stays > 0) Object.assign(removal, { stays, watched: true });
  return removal.count + stays > 0 ? [removal, ...closed] : closed;
}

/** Without `-d` a folder is left alone in which nothing is tracked. */
function isInNewFolder(path: string, root: string, { holdsTracked }: Untracked): boolean {
  const folder = aboveOf(path);
  return folder !== root && !holdsTracked(folder);
}

function foldersWithGit(files: readonly ListedFile[]): string[] {
  return files.flatMap(({ path }) =>
    path.endsWith("/.git") ? [path.slice(0, -"/.git".length)] : [],
  );
}
