/** What an update of an installed skill would change, and what was changed here since it was installed. */

import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { UserError } from "../core/errors.ts";
import type { InstallRecord } from "./install.ts";
import type { SkillPreview } from "./preview-install.ts";
import { type Change, changeOf, contentOf, recordFile, type SkillContent } from "./trust.ts";

export interface UpdatePreview {
  preview: SkillPreview;
  record: InstallRecord;
  /** As it stands here. */
  now: SkillContent;
  /** From what stands here to what the source has. */
  change: Change;
  /** From what was installed to what the source has. */
  upstream: Change;
  /** Files that were changed by hand since they were installed; an update would lose that. Empty lists: none. */
  local: Change;
}

/** What an update from `preview` would change. Throws UserError for a skill that was not installed by `installSkill`. */
export function previewUpdate(folder: string, preview: SkillPreview): UpdatePreview {
  const path = join(folder, "SKILL.md");
  const now = contentOf({ path, folder, home: basename(folder), stamp: "" });
  const record = recordOf(folder);
  // As it would be copied: without links that lead out, a loose file as the SKILL.md it becomes.
  const { folder: isFolder } = preview.found;
  const files = preview.content.files
    .filter(({ link }) => !link)
    .map((file) => (isFolder === null ? { ...file, path: "SKILL.md" } : file));
  return {
    preview,
    record,
    now,
    change: changeOf(now.files, files),
    upstream: changeOf(record.files, files),
    local: changeOf(record.files, now.files),
  };
}

/** Where an installed skill came from. Throws UserError when nothing says so. */
export function recordOf(folder: string): InstallRecord {
  let record: unknown;
  try {
    record = JSON.parse(readFileSync(join(folder, recordFile), "utf8"));
  } catch (thrown) {
    throw new UserError(`${folder} does not say where it came from.`, {
      hint: "Only installed skills can be updated; remove it and install it anew.",
      cause: thrown,
    });
  }
  if (isRecord(record)) return record;
  throw new UserError(`${join(folder, recordFile)} is damaged.`, {
    hint: "Remove the skill and install it anew.",
  });
}

function isRecord(value: unknown): value is InstallRecord {
  if (typeof value !== "object" || value === null) return false;
  const { source, sha256, files } = value as Partial<Record<keyof InstallRecord, unknown>>;
  return typeof source === "string" && typeof sha256 === "string" && Array.isArray(files);
}
