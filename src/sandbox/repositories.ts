/**
 * The repositories of the output directory during a session. The user's own are closed to commands; those that commands make stay
 * open to them, and what in them would start a program is put aside after each command, and once more when nothing runs.
 */

import { closeSync, lstatSync } from "node:fs";
import { join, relative } from "node:path";
import { messageOf, UserError } from "../core/errors.ts";
import { ToolProblem } from "../core/ports.ts";
import { type Found, isRepositoryName, openFinder } from "./find-repositories.ts";
import { pathsNamedBy } from "./named-paths.ts";
import { quote } from "./path-rules.ts";
import { openRoot } from "./pinned-walk.ts";
import { renameAside, setAsidePrograms, statPinned } from "./set-aside.ts";

export interface Repositories {
  /** Takes what is there now for the user's, once; what the user's repositories name becomes read-only to file tools. */
  begin(): void;
  /**
   * Absolute paths that exist and that a command may not change, to be asked for before it starts. `quiet`: no command
   * runs, so what came since the last review was made by somebody else. Throws ToolProblem when not all can be found.
   */
  protect(quiet: boolean): string[];
  /** After a command, or a file that may belong to a repository: what was put aside or should be known, one line each. */
  review(): string[];
  /** The last review, of all folders; when nothing runs any more. */
  close(): string[];
}

export interface RepositoriesOptions {
  /** Absolute, without links. */
  out: string;
  /** Absolute paths below it that are protected besides. */
  more: readonly string[];
  /** Told of what file tools must not change either. */
  readOnly(path: string): void;
}

const settings = ".skillet";
/** Of each kind, in one note. */
const maxTold = 5;

/** Whether writing this file could make a repository of a folder, or change what one starts that is not called `.git`. */
export function mayBeOfRepository(path: string): boolean {
  return /(^|\/)(HEAD|config(\.worktree)?|commondir|hooks|objects|refs)(\/|$)/.test(path);
}

export function openRepositories({ out, more, readOnly }: RepositoriesOptions): Repositories {
  const finder = openFinder(out);
  const thorough = openFinder(out, true);
  /** The user's, path to identity; null: nobody looked yet. */
  let users: Map<string, string> | null = null;
  /** Made by commands, path to identity. */
  const made = new Map<string, string>();
  /** Paths elsewhere that start programs once they are there: Skillet's settings, what the user's repositories name. */
  const watched = new Map<string, "the user's" | "missing">();
  const knownLinks = new Set<string>();

  /** What is there before the first command is the user's. */
  function theUsers(): Map<string, string> {
    if (users) return users;
    const found = everything();
    users = new Map(found.repositories.map((path) => [path, identity(path)]));
    for (const link of found.leaving.keys()) knownLinks.add(link);
    watch(users);
    return users;
  }

  /** Where there is too much in node_modules, without that. */
  function everything(): Found {
    try {
      return thorough.find();
    } catch (thrown) {
      if (!(thrown instanceof ToolProblem)) throw thrown;
      return finder.find();
    }
  }

  /** Only while no command runs: what is there now is the user's. */
  function watch(own: ReadonlyMap<string, string>): void {
    const named = [...own.keys()].flatMap((path) => pathsNamedBy(path, out));
    for (const path of named) readOnly(path);
    for (const path of [join(out, settings), ...named])
      watched.set(path, identity(path) === "" ? "missing" : "the user's");
  }

  function isUsers(path: string): boolean {
    return [...theUsers()].some(
      ([own, id]) => (path === own || path.startsWith(`${own}/`)) && identity(own) === id,
    );
  }

  function putAside(found: Found): string[] {
    const own = theUsers();
    const aside: string[] = [];
    const fresh: string[] = [];
    const root = openRoot(out, true);
    try {
      for (const path of found.repositories) {
        const id = identity(path);
        if (own.get(path) === id) continue;
        if (made.get(path) !== id) fresh.push(shown(path));
        made.set(path, id);
        aside.push(...setAsidePrograms(root, path, isUsers));
      }
      for (const [path, state] of watched) {
        if (state === "the user's" || !statPinned(root, path)) continue;
        renameAside(root, path);
        aside.push(`${shown(path)} (it was not there before)`);
      }
    } finally {
      closeSync(root.descriptor);
    }
    return notes(fresh, aside, linksIn(found));
  }

  function linksIn({ leaving }: Found): string[] {
    const fresh = [...leaving].filter(([link]) => !knownLinks.has(link));
    for (const [link] of fresh) knownLinks.add(link);
    return fresh.map(([link, target]) => `${shown(link)} to ${quote(target)}`);
  }

  function shown(path: string): string {
    return quote(relative(out, path) || ".");
  }

  function review(find: () => Found): string[] {
    try {
      return putAside(find());
    } catch (thrown) {
      const known = thrown instanceof ToolProblem || thrown instanceof UserError;
      if (!known && !(thrown instanceof Error && "syscall" in thrown)) throw thrown;
      return [`Repositories could not be looked through for hooks: ${messageOf(thrown)}`];
    }
  }

  return {
    begin: () => void theUsers(),
    protect(quiet) {
      const first = users === null;
      const own = theUsers();
      if (quiet && !first) {
        for (const path of finder.find().repositories) {
          // A folder under another name may have been put together by a file tool.
          if (!isRepositoryName(path.slice(path.lastIndexOf("/") + 1))) continue;
          const id = identity(path);
          if (made.get(path) !== id) own.set(path, id);
        }
        watch(own);
      }
      const held = [...own].flatMap(([path, id]) =>
        identity(path) === id ? closed(path, out) : [],
      );
      const named = [...watched].flatMap(([path, state]) => (state === "missing" ? [] : [path]));
      return [...new Set([...more, ...named, ...held])].filter(isNoLink);
    },
    review: () => review(finder.find),
    close: () => (users ? review(everything) : []),
  };
}

function notes(
  fresh: readonly string[],
  aside: readonly string[],
  links: readonly string[],
): string[] {
  const told: string[] = [];
  if (fresh.length > 0)
    told.push(
      `New repository: ${few(fresh)}. What starts programs in it (hooks, such settings) is put aside after each command.`,
    );
  if (aside.length > 0)
    told.push(
      `Put aside (renamed .set-aside), because git or Skillet would act on it outside the sandbox: ${few(aside)}. Only the user can put it back.`,
    );
  if (links.length > 0) told.push(`New links lead out of the output directory: ${few(links)}.`);
  return told;
}

function few(all: readonly string[]): string {
  const more = all.length > maxTold ? ` and ${all.length - maxTold} more` : "";
  return `${all.slice(0, maxTold).join(", ")}${more}`;
}

/** A folder that is a repository itself is all of it closed, but the output directory must stay open. */
function closed(path: string, out: string): string[] {
  return path === out ? ["hooks", "config", "HEAD"].map((name) => join(out, name)) : [path];
}

/** Changes when something else is put under the same name. "": nothing is there. */
function identity(path: string): string {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  return stat ? `${stat.dev}:${stat.ino}:${stat.birthtimeMs}` : "";
}

/** There, and no link: what is bound is what a link leads to. */
function isNoLink(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === false;
}
