/**
 * The repositories of the output directory during a session. The user's own are closed to commands; those that commands make stay
 * open to them, and what in them would start a program is put aside after each command, and once more when nothing runs.
 */

import { lstatSync, type Stats } from "node:fs";
import { dirname, join } from "node:path";
import { messageOf, UserError } from "../core/errors.ts";
import { ToolProblem } from "../core/ports.ts";
import { isUtf8Path, onDisk } from "./disk-path.ts";
import { type Found, isClosed, isRepositoryName, openFinder } from "./find-repositories.ts";
import { pathsNamedBy } from "./named-paths.ts";
import { openedFolders } from "./opened-folders.ts";
import { quote } from "./path-rules.ts";
import { openTop, openUp, renameAside, shownBelow, statPinned } from "./pinned-paths.ts";
import { openRoot, type Root } from "./pinned-walk.ts";
import { backgroundNote, crowdedProblem, notesOf } from "./repository-notes.ts";
import { setAsidePrograms } from "./set-aside.ts";

export interface Repositories {
  /** Takes what is there now for the user's, once; what the user's repositories name becomes read-only to file tools. */
  begin(): void;
  /**
   * Absolute paths that exist and that a command may not change, to be asked for before it starts. `quiet`: no command
   * runs, so what came since the last review was made by somebody else. `removes`: the command only removes, so it may run
   * where there is too much for any other. Throws ToolProblem when not all can be found, or protected.
   */
  protect(now: { quiet: boolean; removes?: boolean }): string[];
  /**
   * After a command, or a file that may belong to a repository: what was put aside or should be known, one line each.
   * `busy`: another command still runs.
   */
  review(busy: boolean): string[];
  /** What to know while a command runs in the background, for it can change what others made. */
  background(): string[];
  /** The last review, of all folders; when nothing runs any more. */
  close(): string[];
}

export interface RepositoriesOptions {
  /** Absolute, without links. */
  out: string;
  /** Absolute paths below it that are protected besides. */
  more: readonly string[];
  /** That are looked into, in all. */
  maxFolders: number;
  /** Told of what file tools must not change either. */
  readOnly(path: string): void;
}

/** Where nothing can be held by descriptors: the profile of the fence closes every `.git`, and no other is looked for. */
export const unwatchedRepositories: Repositories = {
  begin() {},
  protect: () => [],
  review: () => [],
  background: () => [],
  close: () => [],
};

const settings = ".skillet";
/** Whether writing this file could make a repository of a folder, or change what one starts that is not called `.git`. */
export function mayBeOfRepository(path: string): boolean {
  return /(^|\/)(HEAD|config(\.worktree)?|commondir|hooks|objects|refs)(\/|$)/.test(path);
}

export function openRepositories(options: RepositoriesOptions): Repositories {
  const { out, more, maxFolders, readOnly } = options;
  const finder = openFinder(out, maxFolders);
  const thorough = openFinder(out, maxFolders, true);
  const topMode = lstatSync(out).mode;
  /** The user's, path to identity; null: nobody looked yet. */
  let users: Map<string, string> | null = null;
  /** Folders that the user closed; held as a whole, and not looked into. */
  const shut = new Map<string, string>();
  /** Made by commands, path to identity. */
  const made = new Map<string, string>();
  /** Identities of folders that commands closed. */
  const closedByCommands = new Set<string>();
  /** Paths elsewhere that start programs once they are there: Skillet's settings, what the user's repositories name. */
  const watched = new Map<string, "the user's" | "missing">();
  const knownLinks = new Set<string>();

  /** What is there before the first command is the user's. */
  function theUsers(): Map<string, string> {
    if (users) return users;
    const found = everything();
    if (found.crowded !== null) throw tooMany(found.crowded, false);
    if (found.tooDeep[0] !== undefined)
      throw new ToolProblem(
        `${shown(found.tooDeep[0])} is too deep to be looked through for repositories, so they cannot be protected; no command runs. The user must move or remove it, or choose another output directory.`,
      );
    for (const path of found.closed) shut.set(path, identity(path));
    const own = new Map(found.repositories.map((path) => [path, identity(path)]));
    for (const link of found.leaving.keys()) knownLinks.add(link);
    watch(own);
    users = own;
    return own;
  }

  /** Where there is too much in node_modules, without that. */
  function everything(open?: (path: string) => boolean): Found {
    const found = thorough.find(open);
    return found.crowded === null ? found : finder.find(open);
  }

  /** Only while no command runs: what is there now is the user's. */
  function watch(own: ReadonlyMap<string, string>): void {
    const named = [...own.keys()].flatMap((path) => pathsNamedBy(path, out));
    for (const path of named) readOnly(path);
    for (const path of [join(out, settings), ...named])
      watched.set(path, identity(path) === "" ? "missing" : "the user's");
  }

  /** What came, or was closed, since the last review, while no command ran. */
  function adopt(own: Map<string, string>, removes: boolean): void {
    const found = finder.find();
    if (found.crowded !== null && !removes) throw tooMany(found.crowded, true);
    for (const path of found.repositories) {
      // A folder under another name may have been put together by a file tool.
      if (!isRepositoryName(path.slice(path.lastIndexOf("/") + 1))) continue;
      const id = identity(path);
      if (made.get(path) !== id) own.set(path, id);
    }
    for (const path of shut.keys()) if (!isShut(path)) shut.delete(path);
    for (const path of found.closed) {
      const id = identity(path);
      if (!closedByCommands.has(id)) shut.set(path, id);
    }
    watch(own);
  }

  function isShut(path: string): boolean {
    const stat = statOf(path);
    return stat !== undefined && isClosed(stat) && shut.get(path) === identityOf(stat);
  }

  function isUsers(path: string): boolean {
    return [...theUsers()].some(
      ([own, id]) => (path === own || path.startsWith(`${own}/`)) && identity(own) === id,
    );
  }

  function putAside(root: Root, find: (open: (path: string) => boolean) => Found, busy: boolean) {
    const own = theUsers();
    const opened = openedFolders(root);
    const aside: string[] = [];
    const fresh: string[] = [];
    try {
      const found = find((path) => {
        const id = identity(path);
        if (shut.get(path) === id) return false;
        closedByCommands.add(id);
        return opened.open(path);
      });
      for (const path of found.repositories) {
        const id = identityOrNothing(path);
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
      const closed = found.closed.filter((path) => !shut.has(path)).map(shown);
      const crowded = found.crowded === null ? null : shown(join(out, found.crowded));
      const tooDeep = found.tooDeep.map(shown);
      return notesOf({ fresh, aside, links: linksIn(found), tooDeep, closed, crowded, busy });
    } finally {
      opened.putBack();
    }
  }

  function linksIn({ leaving }: Found): string[] {
    const fresh = [...leaving].filter(([link]) => !knownLinks.has(link));
    for (const [link] of fresh) knownLinks.add(link);
    return fresh.map(([link, target]) => `${shown(link)} to ${quote(target)}`);
  }

  function shown(path: string): string {
    return shownBelow({ path: out }, path);
  }

  function tooMany(top: string, mayRemove: boolean): ToolProblem {
    const place = join(out, top);
    const typed = shown(place).slice(1, -1);
    const inShell = mayRemove ? typed : `'${place.replaceAll("'", "'\\''")}'`;
    return new ToolProblem(crowdedProblem(maxFolders, shown(place), inShell, mayRemove));
  }

  function review(find: (open: (path: string) => boolean) => Found, busy: boolean): string[] {
    try {
      openTop(out, topMode);
      const root = openRoot(out, true);
      try {
        return putAside(root, find, busy);
      } finally {
        root.close();
      }
    } catch (thrown) {
      const known = thrown instanceof ToolProblem || thrown instanceof UserError;
      if (!known && !(thrown instanceof Error && "syscall" in thrown)) throw thrown;
      return [`Repositories could not be looked through for hooks: ${messageOf(thrown)}`];
    }
  }

  /** undefined: nothing is there. A command may have closed the folders above; they are opened again. */
  function statOf(path: string): Stats | undefined {
    const look = () => lstatSync(onDisk(path), { throwIfNoEntry: false });
    try {
      return look();
    } catch (thrown) {
      if ((thrown as NodeJS.ErrnoException).code !== "EACCES") throw thrown;
      const root = openRoot(out, true);
      try {
        openUp(root, dirname(path));
      } finally {
        root.close();
      }
      return look();
    }
  }

  /** Changes when something else is put under the same name. "": nothing is there. */
  function identity(path: string): string {
    const stat = statOf(path);
    return stat ? identityOf(stat) : "";
  }

  /** Also for what cannot be looked at: that is said where it is put aside. */
  function identityOrNothing(path: string): string {
    try {
      return identity(path);
    } catch {
      return "";
    }
  }

  /** There, and no link: what is bound is what a link leads to. */
  function isNoLink(path: string): boolean {
    return statOf(path)?.isSymbolicLink() === false;
  }

  /** Throws ToolProblem for what no fence could be told to hold. */
  function bindable(path: string): string {
    if (isUtf8Path(path)) return path;
    throw new ToolProblem(
      `${shown(path)} is the user's and lies under a name that is not UTF-8, so it cannot be protected; no command runs. The user must rename that folder, or choose another output directory.`,
    );
  }

  return {
    begin: () => void theUsers(),
    protect({ quiet, removes = false }) {
      openTop(out, topMode);
      const first = users === null;
      const own = theUsers();
      if (quiet && !first) adopt(own, removes);
      const whole = [...shut].flatMap(([path, id]) => (identity(path) === id ? [path] : []));
      const inside = (path: string) => whole.some((folder) => path.startsWith(`${folder}/`));
      const held = [...own].flatMap(([path, id]) =>
        !inside(path) && identity(path) === id ? closed(path, out) : [],
      );
      const named = [...watched].flatMap(([path, state]) =>
        state === "missing" || inside(path) ? [] : [path],
      );
      const all = new Set([...more, ...named, ...whole, ...held]);
      return [...all].filter(isNoLink).map(bindable);
    },
    review: (busy) => review(finder.find, busy),
    background: () =>
      backgroundNote(
        [...made].flatMap(([path, id]) =>
          id !== "" && identityOrNothing(path) === id ? [shown(path)] : [],
        ),
      ),
    close: () => (users ? review(everything, false) : []),
  };
}

/** A folder that is a repository itself is all of it closed, but the output directory must stay open. */
function closed(path: string, out: string): string[] {
  return path === out ? ["hooks", "config", "HEAD"].map((name) => join(out, name)) : [path];
}

function identityOf({ dev, ino, birthtimeMs }: Stats): string {
  return `${dev}:${ino}:${birthtimeMs}`;
}
