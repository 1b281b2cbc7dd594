/**
 * Opens folders one name at a time, each below the descriptor of the one before, so that no link is ever followed and
 * nothing that is swapped meanwhile can lead elsewhere. Needs Linux's /proc/self/fd.
 */

import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  realpathSync,
  statSync,
} from "node:fs";
import { messageOf, UserError } from "../core/errors.ts";
import { ToolProblem } from "../core/ports.ts";
import { letGo, problemOf } from "./file-problems.ts";
import type { Name } from "./path-rules.ts";

/** A folder that was opened once and is held. */
export interface Root {
  /** Absolute, without links. */
  path: string;
  descriptor: number;
  device: number;
  inode: number;
  writable: boolean;
  close(): void;
}

const anyFolder = constants.O_RDONLY | constants.O_DIRECTORY;
const folderItself = anyFolder | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Whether open folders can be reached by their descriptors here. Elsewhere a helper process holds them. */
export function canPin(): boolean {
  const descriptor = openSync("/", anyFolder);
  try {
    const { ino } = fstatSync(descriptor);
    return statSync(`/proc/self/fd/${descriptor}`, { throwIfNoEntry: false })?.ino === ino;
  } finally {
    closeSync(descriptor);
  }
}

/** Opens and holds a folder; links in its own path are the user's choice. Throws UserError (42). */
export function openRoot(path: string, writable: boolean): Root {
  let real: string;
  let descriptor: number;
  try {
    real = realpathSync(path);
    descriptor = openSync(real, anyFolder);
  } catch (thrown) {
    throw new UserError(`Cannot open the folder: ${messageOf(thrown)}`, { cause: thrown });
  }
  const { dev: device, ino: inode } = fstatSync(descriptor);
  const close = () => closeSync(descriptor);
  return { path: real, descriptor, device, inode, writable, close };
}

/** The path by which the kernel finds `name` in an open folder, whatever that folder is called by now. */
export function entryPath(folder: number, name: Name["raw"]): string | Buffer {
  const prefix = `/proc/self/fd/${folder}/`;
  return typeof name === "string" ? prefix + name : Buffer.concat([Buffer.from(prefix), name]);
}

export function joined(names: readonly Name[]): string {
  return names.map(({ text }) => text).join("/");
}

/**
 * Does something in the folder that `names` lead to below a root. null: it does not exist (with `make`, missing folders
 * are made instead). Throws ToolProblem.
 */
export function inFolder<Result>(
  root: Root,
  names: readonly Name[],
  make: boolean,
  action: (folder: number) => Result,
): Result | null {
  checkRoot(root);
  let folder = root.descriptor;
  try {
    for (const [index, name] of names.entries()) {
      const shown = () => joined(names.slice(0, index + 1));
      const child = openChild(root, folder, name, shown);
      const next = child === null && make ? makeChild(root, folder, name, shown()) : child;
      if (next === null) return null;
      if (folder !== root.descriptor) letGo(folder);
      folder = next;
    }
    return action(folder);
  } finally {
    if (folder !== root.descriptor) letGo(folder);
  }
}

/** The same folder as a descriptor of its own, which the caller closes. */
export function openFolder(root: Root, names: readonly Name[]): number | null {
  return inFolder(root, names, false, (folder) => openSync(`/proc/self/fd/${folder}`, anyFolder));
}

/** Throws ToolProblem when the path no longer leads to the folder that is held: it was moved, removed or replaced. */
export function checkRoot({ path, inode, device, writable }: Root): void {
  const now = statSync(path, { throwIfNoEntry: false });
  if (now?.ino === inode && now.dev === device) return;
  throw moved({ path, writable });
}

export function moved({ path, writable }: Pick<Root, "path" | "writable">): ToolProblem {
  const words = "was moved, removed or replaced meanwhile. Nothing was done.";
  if (!writable) return new ToolProblem(`${path} ${words}`);
  return new ToolProblem(`The output directory ${words}`, {
    remedy: `Put ${path} back, or choose another with --out DIR; then go on: skillet -c`,
  });
}

export function otherDevice(shown: string): ToolProblem {
  return new ToolProblem(`${shown} is on another device (a mount); it is left alone.`);
}

/** null: nothing of that name. Throws ToolProblem for what is no folder, or on another device. */
export function openChild(
  root: Root,
  folder: number,
  name: Name,
  shown: () => string,
): number | null {
  const path = entryPath(folder, name.raw);
  let child: number;
  try {
    child = openSync(path, folderItself);
  } catch (thrown) {
    const { code } = thrown as NodeJS.ErrnoException;
    if (code === "ENOENT") return null;
    // Only for the words: what it is decides nothing any more.
    if (code === "ENOTDIR" && lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new ToolProblem(`${shown()} is a symbolic link; links are not followed.`);
    throw problemOf(thrown, shown());
  }
  if (fstatSync(child).dev === root.device) return child;
  letGo(child);
  throw otherDevice(shown());
}

function makeChild(root: Root, folder: number, name: Name, shown: string): number | null {
  checkNewName(folder, name, shown);
  try {
    mkdirSync(entryPath(folder, name.raw));
  } catch (thrown) {
    // Somebody was faster; opening it tells what it is.
    if ((thrown as NodeJS.ErrnoException).code !== "EEXIST") throw problemOf(thrown, shown);
  }
  const made = openChild(root, folder, name, () => shown);
  if (made === null) throw new ToolProblem(`${shown} was removed while it was made.`);
  return made;
}

/** Whether a name may be made. Throws ToolProblem for one that is hard to type, or that reads like one that is there. */
export function checkNewName(folder: number, name: Name, shown: string): void {
  if (mayHaveTwin(name, shown)) checkTwins(name, shown, readdirSync(`/proc/self/fd/${folder}`));
}

/** False: nothing reads like it but itself. Throws ToolProblem for a name that is never made. */
export function mayHaveTwin(name: Name, shown: string): boolean {
  if (name.escaped)
    throw new ToolProblem(`${shown} does not exist, and a name written with \\x is never made.`);
  return !/^[\x20-\x7e]*$/.test(name.text);
}

/** `others` are the names that are there. Throws ToolProblem when one of them reads like this one. */
export function checkTwins({ raw }: Name, shown: string, others: readonly string[]): void {
  if (others.some((other) => other !== raw && other.normalize("NFC") === raw))
    throw new ToolProblem(
      `${shown} reads like a name that is there in another Unicode form. See list_files for how that one is written.`,
    );
}
