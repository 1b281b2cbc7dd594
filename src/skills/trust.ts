/** What a skill's approval covers: every byte of its folder, so that a change asks again. */

import { readlinkSync } from "node:fs";
import { basename, dirname, relative, sep } from "node:path";
import { walkFolder } from "./belongings.ts";
import type { FoundSkill } from "./find.ts";
import { sha256 } from "./hash.ts";
import { Refusal } from "./problem.ts";
import { readSkillFile } from "./read.ts";

/** Where an installed skill's origin is recorded, in its folder; no part of its content. */
export const recordFile = ".skillet-source.json";

export interface ContentFile {
  /** Relative to the skill's folder, with `/`. */
  path: string;
  bytes: number;
  sha256: string;
  /** A link that leads out of the folder: only where it points to was hashed. Missing: a file. */
  link?: true;
}

export interface SkillContent {
  /** Over the paths and hashes of all files. */
  sha256: string;
  /** Sorted by path. A loose file is its own only file. */
  files: ContentFile[];
  /** The SKILL.md as it stands; kept with the approval for the diff of a later change. */
  text: string;
}

/** Files of a skill are programs and documents; one above this is not one to be approved unread. */
export const maxContentFile = 32 * 1024 * 1024;
/** All files of one skill together: more is not read before anybody has looked at it. */
const maxContent = 64 * 1024 * 1024;

/** Reads all of it, hidden files too. Throws Refusal for what is too large to be looked through, else what the system says. */
export function contentOf({ path, folder }: FoundSkill): SkillContent {
  const walked =
    folder === null
      ? [{ path, name: basename(path), kind: "file" as const }]
      : [...walkFolder(folder, { everything: true })];
  let room = maxContent;
  const files = walked
    .filter(({ name }) => name !== recordFile)
    .map((file): ContentFile => {
      // A link that leads out is never followed; where it points to is part of what was approved all the same.
      const bytes =
        file.kind === "link"
          ? Buffer.from(`link to ${readlinkSync(file.path)}`)
          : readSkillFile(file.path, { maxBytes: maxContentFile });
      room -= bytes.length;
      if (room < 0) throw new Refusal(`Its files have more than ${maxContent} bytes.`);
      const told = { path: file.name, bytes: bytes.length, sha256: sha256(bytes) };
      return file.kind === "link" ? { ...told, link: true } : told;
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const sum = files.map((file) => `${file.sha256} ${JSON.stringify(file.path)}\n`).join("");
  const bytes = readSkillFile(path);
  const content = { sha256: sha256(sum), files, text: bytes.toString("utf8") };
  // Written to while it was looked through: what is shown would not be what was hashed.
  if (!holds(content, folder ?? dirname(path), path, bytes))
    throw new Refusal("It changes while it is read.");
  return content;
}

/** Whether a file of the skill, as it was just read, is the one of that content. `home` is the skill's folder. */
export function holds(
  { files }: SkillContent,
  home: string,
  path: string,
  bytes: Uint8Array,
): boolean {
  const name = relative(home, path).split(sep).join("/");
  const file = files.find((one) => one.path === name && one.link === undefined);
  return file?.sha256 === sha256(bytes);
}

/** What was approved, as it is stored. */
export type Approved = SkillContent;

export interface Change {
  added: string[];
  removed: string[];
  changed: string[];
}

export type TrustVerdict =
  | { kind: "trusted" }
  /** Never approved. */
  | { kind: "new" }
  /** Approved once, with other content. */
  | { kind: "changed"; change: Change };

/** `approved` undefined: it never was. */
export function trustOf(content: SkillContent, approved: Approved | undefined): TrustVerdict {
  if (!approved) return { kind: "new" };
  if (approved.sha256 === content.sha256) return { kind: "trusted" };
  return { kind: "changed", change: changeOf(approved.files, content.files) };
}

/** Paths only, sorted; empty lists: nothing of that kind. */
export function changeOf(before: readonly ContentFile[], after: readonly ContentFile[]): Change {
  const old = new Map(before.map((file) => [file.path, file.sha256]));
  const now = new Map(after.map((file) => [file.path, file.sha256]));
  return {
    added: [...now.keys()].filter((path) => !old.has(path)),
    removed: [...old.keys()].filter((path) => !now.has(path)),
    changed: [...now].filter(([path, sum]) => (old.get(path) ?? sum) !== sum).map(([path]) => path),
  };
}
