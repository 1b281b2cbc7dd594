/** What a command that removes would take away, as it stands on the disk: for the question about it, and for the copy that is kept. */

import type { FindSearch } from "../core/find-removals.ts";
import { type Sandbox, ToolProblem } from "../core/ports.ts";
import { type NamedRemoval, removalsNamed } from "../core/removals.ts";
import type { Removal } from "../core/types.ts";
import { cleanedBy } from "./git-clean.ts";
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
  { kind, name, search, clean }: NamedRemoval,
  cwd: string,
  sandbox: Sandbox,
): Promise<Removal[]> {
  if (search) return (await searched(name, search, cwd, sandbox)) ?? [watched(name)];
  if (clean) return (await cleanedBy(name, clean, cwd, sandbox)) ?? [watched(name)];
  if (kind === "unknown") return [watched(name)];
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

/** What a search finds now; null: more than can be listed, or not all of it can be looked into. */
async function searched(
  name: string,
  { starts, takes, named, withContents }: FindSearch,
  cwd: string,
  sandbox: Sandbox,
): Promise<Removal[] | null> {
  const removal: Removal = { name, files: [], count: 0, bytes: 0, known: true };
  for (const start of starts) {
    const path = tidyPath(start.startsWith("/") ? start : `${cwd}/${start}`, sandbox.out);
    let listed: Awaited<ReturnType<Sandbox["listFiles"]>>;
    try {
      listed = await sandbox.listFiles(path, "**");
    } catch (thrown) {
      if (thrown instanceof ToolProblem) return null;
      throw thrown;
    }
    // Nobody names files like those of a repository; everything else in a closed folder may fit.
    const isShut = ({ path: at }: { path: string }) =>
      closed.test(at) && !(named && lastOf(at) === ".git");
    if (listed.more > 0 || listed.files.some(isShut)) return null;
    const goes = new Set<string>();
    if (withContents && takes({ name: lastOf(path), kind: "folder", depth: 0 })) goes.add(path);
    for (const one of listed.files) {
      const below = path === "." ? one.path : one.path.slice(path.length + 1);
      const depth = below.split("/").length;
      const above = one.path.slice(0, Math.max(0, one.path.lastIndexOf("/")));
      const inside = goes.has(above === "" ? "." : above);
      if (!inside && !takes({ name: lastOf(one.path), kind: one.kind, depth })) continue;
      if (one.kind === "folder") {
        if (withContents) goes.add(one.path);
      } else {
        removal.files.push(one.path);
        removal.count++;
        removal.bytes += one.bytes;
      }
    }
  }
  return removal.count > 0 ? [removal] : [];
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1);
}

function watched(name: string): Removal {
  return { ...notKnown(name), watched: true };
}

function notKnown(name: string): Removal {
  return { name, files: [], count: 0, bytes: 0, known: false };
}
