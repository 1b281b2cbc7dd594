/**
 * Looks through a repository that commands made and puts aside whatever would start a program when the user runs git there:
 * hooks, settings, and pointers that lead to another folder. Every name is reached through pinned folders, for commands may still be
 * at work there.
 */

import { lstatSync, type Stats } from "node:fs";
import { dirname, relative, resolve } from "node:path";
import { messageOf } from "../core/errors.ts";
import { ToolProblem } from "../core/ports.ts";
import { pathOfLatin1 } from "./disk-path.ts";
import { cleanGitConfig, isPlainAddress } from "./git-config.ts";
import { foldName, quote } from "./path-rules.ts";
import { readPlainFile, replaceFile } from "./pinned-file.ts";
import {
  asideSuffix,
  inParentOf,
  namesIn,
  openUp,
  renameAside,
  shownBelow,
  statPinned,
} from "./pinned-paths.ts";
import type { Root } from "./pinned-walk.ts";

const maxConfigBytes = 1024 * 1024;
/** Of folders of submodules, one in the other and in all. */
const maxDepth = 12;
const maxFolders = 1000;

/**
 * Returns what was put aside, a short line each; empty: nothing in it starts a program. `path` is absolute, below the root.
 * `isUsers` says of a folder that it was there before any command, and is left as it is.
 */
export function setAsidePrograms(
  root: Root,
  path: string,
  isUsers: (path: string) => boolean,
): string[] {
  const told: string[] = [];
  const visited = new Set<string>();
  try {
    repository(path);
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem) && !(thrown instanceof Error && "syscall" in thrown))
      throw thrown;
    told.push(`${shown(path)} (could not be looked through: ${messageOf(thrown)})`);
  }
  return told;

  function repository(at: string): void {
    openUp(root, at);
    const stat = at === root.path ? lstatSync(at) : kindOf(at);
    if (!stat) return;
    const pointed = stat.isFile() ? pointer(at, /^gitdir:\s*(.*?)\s*$/s) : null;
    if (stat.isDirectory()) folder(at);
    else if (pointed !== null) folder(pointed);
    else if (stat.isSymbolicLink()) aside(at, "a link in place of a repository");
    else aside(at, "it leads to another folder");
  }

  /** What a pointer leads to, when that lies in a repository's own folder, where no file tool writes; else null. */
  function pointer(at: string, form: RegExp): string | null {
    const text = textAt(at);
    const [, target = ""] = form.exec(text ?? "") ?? [];
    if (target === "" || /[\0\n]/.test(target)) return null;
    const absolute = resolve(dirname(at), pathOfLatin1(target));
    const names = relative(root.path, absolute).split("/");
    if (names.includes("..") || !names.some((name) => foldName(name) === ".git")) return null;
    // Through no link: the walk refuses those.
    return kindOf(absolute)?.isDirectory() ? absolute : null;
  }

  function folder(at: string): void {
    if (visited.has(at) || isUsers(at)) return;
    visited.add(at);
    for (const name of ["config", "config.worktree"]) gitConfig(at, name);
    hooks(`${at}/hooks`);
    commonFolder(`${at}/commondir`);
    for (const name of ["rebase-merge", "rebase-apply"]) unfinished(`${at}/${name}`);
    for (const name of ["remotes", "branches"]) oldRemotes(`${at}/${name}`);
    for (const name of ["hgrc", "hgrc-not-shared", "sharedpath", "config.toml", "repo/config.toml"])
      if (foldName(at.slice(at.lastIndexOf("/") + 1)) !== ".git" && kindOf(`${at}/${name}`))
        aside(`${at}/${name}`, "settings that may start programs");
    if (kindOf(`${at}/repo/store/git`)) folder(`${at}/repo/store/git`);
    for (const name of entriesAt(`${at}/worktrees`)) repository(`${at}/worktrees/${name}`);
    modules(`${at}/modules`);
  }

  /** Submodules' folders lie at any depth, as their names may hold slashes. */
  function modules(at: string, depth = 0): void {
    const names = entriesAt(at);
    if (depth > maxDepth || visited.size > maxFolders) {
      if (names.length > 0) aside(at, "more submodules than can be looked through");
      return;
    }
    for (const name of names) {
      const inside = entriesAt(`${at}/${name}`);
      if (inside.includes("HEAD") || inside.includes("config")) repository(`${at}/${name}`);
      else if (inside.length > 0) modules(`${at}/${name}`, depth + 1);
    }
  }

  function gitConfig(at: string, name: string): void {
    const path = `${at}/${name}`;
    const stat = kindOf(path);
    if (!stat) return;
    const text = textAt(path);
    if (text === null) aside(path, "it is no plain file of settings");
    else
      cleaned(
        path,
        text,
        (tree) => !tree.startsWith("~") && isInside(resolve(at, pathOfLatin1(tree))),
      );
  }

  function cleaned(path: string, text: string, inTree: (tree: string) => boolean): void {
    const { text: kept, removed } = cleanGitConfig(text, inTree);
    if (removed.length === 0) return;
    write(`${path}${asideSuffix}`, text);
    write(path, kept);
    const few = removed.slice(0, 3).map((line) => quote(line.slice(0, 80)));
    const more = removed.length > 3 ? ` and ${removed.length - 3} more` : "";
    told.push(`${shown(path)}: ${few.join(", ")}${more}`);
  }

  function hooks(at: string): void {
    const stat = kindOf(at);
    if (!stat) return;
    if (!stat.isDirectory()) aside(at, "hooks");
    for (const name of entriesAt(at)) {
      if (name.endsWith(".sample") || name.includes(asideSuffix)) continue;
      const entry = kindOf(`${at}/${name}`);
      const runs = entry?.isFile() ? (entry.mode & 0o111) !== 0 : entry && !entry.isDirectory();
      if (runs) aside(`${at}/${name}`, "a hook");
    }
  }

  /** Where the settings and hooks of a linked work tree are. */
  function commonFolder(at: string): void {
    if (!kindOf(at)) return;
    const pointed = pointer(at, /^(.*?)\s*$/s);
    if (pointed === null) aside(at, "it leads to another folder");
    else folder(pointed);
  }

  /** How remotes were written before there were settings; git still reads them. */
  function oldRemotes(at: string): void {
    for (const name of entriesAt(at)) {
      if (name.includes(asideSuffix)) continue;
      const addresses = textAt(`${at}/${name}`)?.split("\n") ?? [""];
      const plain = addresses.map((line) => line.replace(/^\w+:\s+/, "").trim());
      if (plain.length > 0 && isPlainAddress(name) && plain.every(isPlainAddress)) continue;
      if (kindOf(`${at}/${name}`)) aside(`${at}/${name}`, "a remote that may start a program");
    }
  }

  /** A rebase that stopped halfway goes on with commands of its own. */
  function unfinished(at: string): void {
    for (const name of ["git-rebase-todo", "strategy", "strategy_opts"]) {
      const path = `${at}/${name}`;
      if (!kindOf(path)) continue;
      const text = textAt(path);
      if (name !== "git-rebase-todo" || text === null || /^\s*(x|exec)\b/m.test(text))
        aside(path, "commands of an unfinished rebase");
    }
  }

  function aside(path: string, why: string): void {
    renameAside(root, path);
    told.push(`${shown(path)} (${why})`);
  }

  function shown(path: string): string {
    return shownBelow(root, path);
  }

  function isInside(path: string): boolean {
    return path === root.path || path.startsWith(`${root.path}/`);
  }

  function kindOf(path: string): Stats | null {
    return statPinned(root, path);
  }

  function entriesAt(path: string): string[] {
    openUp(root, path);
    if (!kindOf(path)?.isDirectory()) return [];
    return namesIn(root, path);
  }

  /** null: no plain file, or a very long one. */
  function textAt(path: string): string | null {
    try {
      // Byte for byte: what is no UTF-8 must come back as it was.
      return (
        inParentOf(root, path, (place) => readPlainFile(place, maxConfigBytes))?.bytes.toString(
          "latin1",
        ) ?? null
      );
    } catch (thrown) {
      if (thrown instanceof ToolProblem) return null;
      throw thrown;
    }
  }

  function write(path: string, text: string): void {
    inParentOf(root, path, (place) => {
      const bytes = Buffer.from(text, "latin1");
      replaceFile(place, readPlainFile(place, maxConfigBytes), bytes);
    });
  }
}
