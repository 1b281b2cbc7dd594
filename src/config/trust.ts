/**
 * Whose project layer is used: settings and notes (AGENTS.md) of a folder, each with exactly the content that was trusted.
 * Nobody is trusted unless listed.
 */

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { exitCodes, UserError } from "../core/errors.ts";
import { plainText } from "./plain-text.ts";
import { realFolder } from "./real-folder.ts";
import { replaceFile } from "./replace-file.ts";
import { unreadable } from "./unreadable.ts";

/** changed: trusted once, with other content. declined: not to be asked about, until it changes. */
export type TrustState = "trusted" | "new" | "changed" | "declined";

export interface FolderTrust {
  /** Somebody trusts the folder, whatever of it has changed since. */
  folder: boolean;
  /**
   * `name`: the file's path from the project. `byContent`: the model could have written it, so it is trusted as it stands also
   * where the folder is listed by hand, with all that it holds now and later.
   */
  of(name: string, sha256: string, byContent: boolean): TrustState;
}

/** What was answered about a file. */
export type TrustedFile = Readonly<{ name: string; sha256: string }>;

/** A text is a folder that is trusted whatever it holds: only people write that. */
type Saved = (string | Folder)[];

interface Folder {
  folder: string;
  /** Missing: it is not, and only what was declined stands here. */
  trusted?: boolean;
  files?: Record<string, string>;
  declined?: Record<string, string>;
}

/** A list that is missing is empty. One that cannot be read is an error (52), not an empty one. */
export function trustOf(configDirectory: string, project: string): FolderTrust {
  const saved = read(configDirectory);
  const path = saved.length > 0 ? realFolder(project) : project;
  const whole = saved.includes(path);
  const entry = saved.find((one): one is Folder => typeof one === "object" && one.folder === path);
  const sum = (of: Record<string, string> | undefined, name: string) =>
    of && Object.hasOwn(of, name) ? of[name] : undefined;
  return {
    folder: whole || entry?.trusted === true,
    of(name, sha256, byContent) {
      const trusted = sum(entry?.files, name);
      if ((whole && !byContent) || trusted === sha256) return "trusted";
      if (sum(entry?.declined, name) === sha256) return "declined";
      return trusted === undefined ? "new" : "changed";
    },
  };
}

/** The folder, with these files as they are; what was trusted of it before with other names stays. */
export function trust(
  configDirectory: string,
  project: string,
  files: readonly TrustedFile[] = [],
): void {
  change(configDirectory, project, (entry) => ({
    ...entry,
    trusted: true,
    files: { ...entry.files, ...sums(files) },
  }));
}

/** Not to be asked about again, as they are. */
export function decline(
  configDirectory: string,
  project: string,
  files: readonly TrustedFile[],
): void {
  change(configDirectory, project, (entry) => ({
    ...entry,
    declined: { ...entry.declined, ...sums(files) },
  }));
}

/** False: there was nothing to take back. */
export function untrust(configDirectory: string, project: string): boolean {
  const saved = read(configDirectory);
  const path = realFolder(project);
  const kept = saved.filter((one) => folderOf(one) !== path);
  if (kept.length === saved.length) return false;
  write(configDirectory, kept);
  return true;
}

/** Sorted. */
export function trustedFolders(configDirectory: string): string[] {
  const folders = read(configDirectory)
    .filter((one) => typeof one === "string" || one.trusted === true)
    .map(folderOf);
  // One that is listed by hand may have files that are trusted by content besides.
  return [...new Set(folders)].sort();
}

const file = "trusted.json";

function change(configDirectory: string, project: string, by: (entry: Folder) => Folder): void {
  const path = realFolder(project);
  const saved = read(configDirectory);
  const isOwn = (one: Saved[number]) => typeof one === "object" && one.folder === path;
  const own = saved.find(isOwn) as Folder | undefined;
  write(configDirectory, [...saved.filter((one) => !isOwn(one)), by(own ?? { folder: path })]);
}

function write(configDirectory: string, saved: Saved): void {
  mkdirSync(configDirectory, { recursive: true, mode: 0o700 });
  const sorted = saved.toSorted((a, b) => (folderOf(a) < folderOf(b) ? -1 : 1));
  replaceFile(join(configDirectory, file), `${JSON.stringify(sorted, null, 2)}\n`);
}

function folderOf(one: Saved[number]): string {
  return typeof one === "string" ? one : one.folder;
}

function sums(files: readonly TrustedFile[]): Record<string, string> {
  return Object.fromEntries(files.map(({ name, sha256 }) => [name, sha256]));
}

function read(configDirectory: string): Saved {
  const path = join(configDirectory, file);
  let source: string;
  try {
    source = plainText(path);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw unreadable(path, thrown);
  }
  try {
    const saved: unknown = JSON.parse(source);
    if (Array.isArray(saved) && saved.every((one) => typeof one === "string" || isFolder(one)))
      return saved;
  } catch {
    // Told below: a broken list is the user's to mend, whatever broke it.
  }
  throw new UserError(`${path} must be a JSON list of folders.`, {
    hint: "Mend it, or delete it: folders are then asked about again.",
    exitCode: exitCodes.badConfiguration,
  });
}

function isFolder(value: unknown): value is Folder {
  if (typeof value !== "object" || value === null) return false;
  const { folder, files = {}, declined = {} } = value as Folder;
  const isSums = (of: unknown) =>
    typeof of === "object" &&
    of !== null &&
    Object.values(of).every((sum) => typeof sum === "string");
  return typeof folder === "string" && isSums(files) && isSums(declined);
}
