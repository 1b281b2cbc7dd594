/** A copy of an approved skill, as it was approved: commands see the copy, whatever becomes of the skill's own folder meanwhile. */

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { sha256 } from "./hash.ts";
import { readSkillFile } from "./read.ts";
import { contentOf, maxContentFile, type SkillContent } from "./trust.ts";

/** A copy that nobody has opened for so long is removed; it is made again when it is needed. */
const unusedMs = 30 * 24 * 60 * 60 * 1000;

export interface KeepInput {
  content: SkillContent;
  /** The skill's own folder, and its file. */
  folder: string;
  path: string;
  /** A private folder for copies; they are found again by their content. */
  keepIn: string;
}

/** The copy's folder; null: what lies there is not that content any more. Throws what the system says. */
export function keepSkill(input: KeepInput): string | null {
  const { content, folder, keepIn } = input;
  const place = join(keepIn, content.sha256);
  const kept = join(place, basename(folder));
  if (isKept(input, kept)) {
    const now = new Date();
    utimesSync(place, now, now);
    return kept;
  }
  const making = mkdtempSync(join(keepIn, "new-"));
  try {
    if (!copied(input, join(making, basename(folder)))) return null;
    rmSync(place, { recursive: true, force: true });
    renameSync(making, place);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  removeUnused(keepIn);
  return kept;
}

/** Without links that lead out, and without repositories: neither is part of the content. False: a file is another by now. */
function copied({ content, folder }: KeepInput, to: string): boolean {
  mkdirSync(to);
  for (const file of content.files) {
    if (file.link) continue;
    const from = join(folder, file.path);
    const bytes = readSkillFile(from, { maxBytes: maxContentFile });
    if (sha256(bytes) !== file.sha256) return false;
    const target = join(to, file.path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, bytes);
    chmodSync(target, (statSync(from).mode & 0o111) === 0 ? 0o444 : 0o555);
  }
  return true;
}

function isKept({ content, folder, path }: KeepInput, kept: string): boolean {
  if (!existsSync(kept)) return false;
  try {
    const file = join(kept, relative(folder, path));
    const there = contentOf({ path: file, folder: kept, home: basename(kept), stamp: "" });
    const wanted = content.files.filter(({ link }) => !link);
    return (
      there.files.length === wanted.length &&
      there.files.every((one, at) => {
        const other = wanted[at];
        return one.path === other?.path && one.sha256 === other.sha256;
      })
    );
  } catch {
    // Half removed, or somebody has been at it: it is made anew.
    return false;
  }
}

function removeUnused(keepIn: string): void {
  const oldest = Date.now() - unusedMs;
  for (const name of readdirSync(keepIn)) {
    const path = join(keepIn, name);
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats && stats.mtimeMs < oldest) rmSync(path, { recursive: true, force: true });
  }
}
