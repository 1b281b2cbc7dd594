/** Goes through a pinned folder in the order of paths, never through a link, and never into what nobody asked for. */

import { type Dirent, readdirSync } from "node:fs";
import { ToolProblem } from "../core/ports.ts";
import { letGo } from "./file-problems.ts";
import type { Glob, GlobState } from "./glob.ts";
import { type Name, nameOf } from "./path-rules.ts";
import { openChild, type Root } from "./pinned-walk.ts";

export interface Entry {
  /** Descriptor of the folder that it is in; only open until the next entry is asked for. */
  folder: number;
  name: Name;
  /** Below the folder that the walk started from. */
  path: string;
  kind: EntryKind;
}

export type EntryKind = "file" | "folder" | "link" | "other";

/** Folders that are large and not the user's own; looked into when the path or the pattern names them. */
export const skipped: ReadonlySet<string> = new Set([".git", "node_modules"]);

/** Beyond these the question was too wide to be answered in useful time (about 0.5 s) and space. */
export const maxEntries = 100_000;
/** Also how many descriptors are held at once. Folders at that depth are listed, not entered. */
export const maxDepth = 100;

/** Entries that match; `glob` null: those of the folder itself. Throws ToolProblem when there are far too many. */
export function* entriesIn(
  root: Root,
  folder: number,
  glob: Glob | null,
): Generator<Entry, void, void> {
  let seen = 0;
  yield* below(folder, "", glob?.start ?? null, 0);

  function* below(
    parent: number,
    prefix: string,
    state: GlobState | null,
    depth: number,
  ): Generator<Entry, void, void> {
    for (const { name, kind } of sortedEntries(parent)) {
      if (++seen > maxEntries) throw tooMany();
      const path = prefix + name.text;
      const next = glob && state ? glob.step(state, name.text) : null;
      if (!glob || (next && glob.matched(next))) yield { folder: parent, name, path, kind };
      if (!glob || !next || kind !== "folder" || depth >= maxDepth || !glob.open(next)) continue;
      if (skipped.has(name.text) && !glob.named.has(name.text)) continue;
      const child = openListed(root, parent, name);
      if (child === null) continue;
      try {
        yield* below(child, `${path}/`, next, depth + 1);
      } finally {
        letGo(child);
      }
    }
  }
}

export function tooMany(): ToolProblem {
  return new ToolProblem(
    `There are more than ${maxEntries} entries. Name a narrower path or pattern.`,
  );
}

/** null: it is gone, closed to us, a mount, or no folder any more. It stands in the list; what is in it does not. */
function openListed(root: Root, folder: number, name: Name): number | null {
  try {
    return openChild(root, folder, name, () => name.text);
  } catch (thrown) {
    if (thrown instanceof ToolProblem) return null;
    throw thrown;
  }
}

/** Sorted as the paths sort in which they end up: a folder's name counts with its slash. */
function sortedEntries(folder: number): { name: Name; kind: EntryKind }[] {
  const found = readdirSync(`/proc/self/fd/${folder}`, { withFileTypes: true, encoding: "buffer" });
  return inOrder(found.map((entry) => ({ name: nameOf(entry.name), kind: kindOf(entry) })));
}

export function inOrder<One extends { name: Name; kind: EntryKind }>(entries: One[]): One[] {
  const key = ({ name, kind }: One) => (kind === "folder" ? `${name.text}/` : name.text);
  const keyed = entries.map((entry) => ({ entry, key: key(entry) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));
  return keyed.map(({ entry }) => entry);
}

export function kindOf(
  entry: Pick<Dirent, "isFile" | "isDirectory" | "isSymbolicLink">,
): EntryKind {
  if (entry.isFile()) return "file";
  if (entry.isDirectory()) return "folder";
  return entry.isSymbolicLink() ? "link" : "other";
}
