/** What a command that removes would take away, as it stands on the disk: for the question about it, and for the copy that is kept. */

import { type Sandbox, ToolProblem } from "../core/ports.ts";
import { type NamedRemoval, removalsNamed } from "../core/removals.ts";
import type { Removal } from "../core/types.ts";
import { tidyPath } from "./tidy-path.ts";

/** So many names of one command are looked up. */
const maxNames = 50;

/** Names that lead to nothing are left out. Empty: nothing that is there would be removed. */
export async function removalsOf(
  command: string,
  cwd: string,
  sandbox: Sandbox,
): Promise<Removal[]> {
  const named = removalsNamed(command);
  const found: Removal[] = [];
  for (const one of named.slice(0, maxNames)) {
    found.push(...(await lookUp(one, cwd, sandbox)));
  }
  if (named.length > maxNames) found.push(notKnown(`${named.length - maxNames} more`));
  return found;
}

async function lookUp(
  { kind, name }: NamedRemoval,
  cwd: string,
  sandbox: Sandbox,
): Promise<Removal[]> {
  if (kind === "unknown") return [notKnown(name)];
  const path = tidyPath(name.startsWith("/") ? name : `${cwd}/${name}`, sandbox.out);
  try {
    if (kind === "pattern") return await listed(path, sandbox, ".", [path, `${path}/**`]);
    const file = await fileAt(path, sandbox);
    if (file === undefined) return await listed(path, sandbox, path, ["**"]);
    return file ? [{ name: path, files: [path], count: 1, bytes: file.bytes, known: true }] : [];
  } catch (thrown) {
    // Outside, a link, or more than can be listed.
    if (thrown instanceof ToolProblem) return [notKnown(path)];
    throw thrown;
  }
}

/** null: nothing is there; undefined: no file, so it may be a folder. */
async function fileAt(
  path: string,
  sandbox: Sandbox,
): Promise<{ bytes: number } | null | undefined> {
  try {
    return await sandbox.peek(path);
  } catch (thrown) {
    if (thrown instanceof ToolProblem) return undefined;
    throw thrown;
  }
}

/** Listings do not look into these where they lie deeper; see pinned-tree. */
const closed = /(^|\/)(?:\.git|node_modules)$/;

async function listed(
  name: string,
  sandbox: Sandbox,
  folder: string,
  patterns: readonly string[],
): Promise<Removal[]> {
  const removal: Removal = { name, files: [], count: 0, bytes: 0, known: true };
  const others: Removal[] = [];
  let found = folder === name;
  for (const pattern of patterns) {
    const { files, more } = await sandbox.listFiles(folder, pattern);
    found ||= files.length > 0;
    removal.count += more;
    for (const { path, kind, bytes } of files) {
      if (kind !== "folder") {
        removal.count++;
        removal.files.push(path);
        removal.bytes += bytes;
      } else if (closed.test(path)) others.push(notKnown(path));
    }
  }
  return found ? [removal, ...others] : [];
}

function notKnown(name: string): Removal {
  return { name, files: [], count: 0, bytes: 0, known: false };
}
