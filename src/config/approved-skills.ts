/** Which skills of which project the user has approved, with exactly what content; kept where no tool can write. */

import { mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { exitCodes, messageOf, UserError } from "../core/errors.ts";
import { plainText } from "./plain-text.ts";
import { realFolder } from "./real-folder.ts";
import { replaceFile } from "./replace-file.ts";

/** What was approved. The text is kept for the diff of a later change. */
export interface ApprovedSkill {
  /** Over the paths and hashes of all files. */
  sha256: string;
  files: { path: string; bytes: number; sha256: string; link?: true }[];
  text: string;
}

export interface ApprovedSkills {
  /** Of a skill's file; undefined: it never was. */
  of(path: string): ApprovedSkill | undefined;
  /** Takes the place of what was approved for it before. */
  approve(path: string, skill: ApprovedSkill): void;
}

/** By project, then by the skill's path in it: the same folder elsewhere is asked about there. */
type Saved = Record<string, Record<string, ApprovedSkill>>;

const file = "approved-skills.json";

/** Throws UserError (52) when the list cannot be read: a broken one is no empty one. */
export function approvedSkills(configDirectory: string, project: string): ApprovedSkills {
  const home = realFolder(project);
  let saved = read(configDirectory);
  const own = () => (Object.hasOwn(saved, home) ? (saved[home] ?? {}) : {});
  const key = (path: string) => relative(project, path);
  return {
    of: (path) => (Object.hasOwn(own(), key(path)) ? own()[key(path)] : undefined),
    approve(path, { sha256, files, text }) {
      // Another session may have added to it meanwhile.
      saved = read(configDirectory);
      saved = { ...saved, [home]: { ...own(), [key(path)]: { sha256, files, text } } };
      mkdirSync(configDirectory, { recursive: true, mode: 0o700 });
      replaceFile(join(configDirectory, file), `${JSON.stringify(saved, null, 1)}\n`);
    },
  };
}

function read(configDirectory: string): Saved {
  const path = join(configDirectory, file);
  let source: string;
  try {
    source = plainText(path);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw broken(path, messageOf(thrown));
  }
  try {
    const saved: unknown = JSON.parse(source);
    if (isSaved(saved)) return saved;
  } catch (thrown) {
    throw broken(path, messageOf(thrown));
  }
  throw broken(path, "it must hold approved skills by folder");
}

function isSaved(value: unknown): value is Saved {
  return (
    isObject(value) &&
    Object.values(value).every(
      (skills) => isObject(skills) && Object.values(skills).every(isApproved),
    )
  );
}

function isApproved(value: unknown): boolean {
  if (!isObject(value) || !Array.isArray(value.files)) return false;
  const isFile = (one: unknown) =>
    isObject(one) && typeof one.path === "string" && typeof one.sha256 === "string";
  return (
    typeof value.sha256 === "string" && typeof value.text === "string" && value.files.every(isFile)
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function broken(path: string, why: string): UserError {
  return new UserError(`Cannot read ${path}: ${why}.`, {
    hint: "Mend it, or delete it: skills of projects are then asked about again.",
    exitCode: exitCodes.badConfiguration,
  });
}
