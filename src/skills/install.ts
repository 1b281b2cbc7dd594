/** Copies a skill that was shown into a skills folder: plain files only, whole or not at all, and exactly what was shown. */

import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { exitCodes, UserError } from "../core/errors.ts";
import type { FoundSkill } from "./find.ts";
import type { SkillPreview } from "./preview-install.ts";
import { readSkillFile } from "./read.ts";
import { contentOf, recordFile, type SkillContent } from "./trust.ts";

export interface InstallRecord {
  /** Where it came from, as the user named it. */
  source: string;
  sha256: string;
  files: SkillContent["files"];
  /** The commit it was at; missing: the source is no repository. */
  revision?: string;
}

export interface InstallOptions {
  /** Where it came from, as the user named it; recorded. */
  source: string;
  /** Replaces what is installed under the name. Default: false. */
  replace?: boolean;
  /** The commit of the source; recorded. Missing: it is no repository. */
  revision?: string;
  /** What is replaced is kept as `.NAME.before-update`, where nobody finds it as a skill. Default: false, it is deleted. */
  keepOld?: boolean;
}

/** Copies into `root` and returns the new folder. Throws UserError; then nothing has changed. */
export function installSkill(preview: SkillPreview, root: string, options: InstallOptions): string {
  const { name, found, content, report } = preview;
  if (report.status === "refused" || name === "") {
    throw new UserError(`${report.path} is refused: ${report.problems[0]?.message ?? ""}`, {
      exitCode: exitCodes.badConfiguration,
    });
  }
  const target = join(root, name);
  if (existsSync(target) && !options.replace) {
    throw new UserError(`A skill "${name}" is installed already in ${root}.`, {
      hint: "Update it, or remove it first.",
    });
  }
  mkdirSync(root, { recursive: true });
  // Hidden, so that nobody finds a half-made skill.
  const making = mkdtempSync(join(root, ".installing-"));
  try {
    copy(preview, making);
    const path = join(making, found.folder === null ? "SKILL.md" : basename(found.path));
    const copied = contentOf({ ...found, path, folder: making });
    if (JSON.stringify(sums(copied, null)) !== JSON.stringify(sums(content, found))) {
      throw new UserError(`${report.path} changed while it was being copied; look at it again.`);
    }
    const record: InstallRecord = {
      source: options.source,
      sha256: copied.sha256,
      files: copied.files,
      ...(options.revision ? { revision: options.revision } : {}),
    };
    writeFileSync(join(making, recordFile), `${JSON.stringify(record, null, 2)}\n`, { flag: "wx" });
    chmodSync(making, 0o755);
    if (existsSync(target)) swap(making, target, options.keepOld === true);
    else renameSync(making, target);
    return target;
  } catch (thrown) {
    rmSync(making, { recursive: true, force: true });
    throw thrown;
  }
}

/** The old one is out of the way before it is deleted: at each moment one of the two is whole. */
function swap(making: string, target: string, keepOld: boolean): void {
  const old = `${making}-old`;
  renameSync(target, old);
  try {
    renameSync(making, target);
  } catch (thrown) {
    renameSync(old, target);
    throw thrown;
  }
  if (!keepOld) {
    rmSync(old, { recursive: true });
    return;
  }
  const kept = join(dirname(target), `.${basename(target)}.before-update`);
  rmSync(kept, { recursive: true, force: true });
  renameSync(old, kept);
}

function copy({ found, content }: SkillPreview, making: string): void {
  for (const { path, bytes, link } of content.files) {
    if (link) continue;
    const from = found.folder === null ? found.path : join(found.folder, path);
    const to = join(making, found.folder === null ? "SKILL.md" : path);
    mkdirSync(dirname(to), { recursive: true });
    // Read as a plain file again: what is a pipe or larger by now is not what was shown.
    const data = readSkillFile(from, { maxBytes: bytes });
    const executable = (statSync(from).mode & 0o111) !== 0;
    writeFileSync(to, data, { flag: "wx", mode: executable ? 0o755 : 0o644 });
  }
}

/** Path and hash of what is copied, as it is called in the copy; a loose file becomes a SKILL.md. */
function sums(content: SkillContent, found: FoundSkill | null): string[][] {
  return content.files
    .filter(({ link }) => !link)
    .map(({ path, sha256 }) => [found?.folder === null ? "SKILL.md" : path, sha256]);
}
