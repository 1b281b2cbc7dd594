/** Shows what installing would bring: every skill, file, size, program and requested tool. Nothing is copied. */

import { statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { exitCodes, messageOf, UserError } from "../core/errors.ts";
import type { FoundSkill } from "./find.ts";
import { describeHidden, findHidden } from "./hidden.ts";
import { kebab } from "./identity.ts";
import { parseSkillFile } from "./parse-file.ts";
import { problem, type SkillProblem } from "./problem.ts";
import { readSkillFile } from "./read.ts";
import { contentOf, type SkillContent } from "./trust.ts";
import { reportOf, type SkillReport, skillFilesBelow } from "./validate.ts";

export interface PreviewFile {
  path: string;
  bytes: number;
  /** It can be started as a program: by its mode, or by what its name ends in. */
  runs: boolean;
}

/** Everything a skill would bring; nothing has been copied. */
export interface SkillPreview {
  report: SkillReport;
  /** The folder's name once it is installed; "" when it is refused. */
  name: string;
  found: FoundSkill;
  content: SkillContent;
  files: PreviewFile[];
  bytes: number;
  /** Tools its front matter asks to have approved; installing approves none. */
  allowedTools: string[];
  /** Links and set-user bits that are not copied; what the loader has to say stands in `report`. */
  findings: SkillProblem[];
}

/** Every skill in a folder, at any depth, or one file. Throws UserError when there is none, or it cannot be looked through. */
export async function previewInstall(source: string): Promise<SkillPreview[]> {
  const stats = statSync(source, { throwIfNoEntry: false });
  if (!stats) throw new UserError(`There is no ${source}.`);
  const files = stats.isDirectory() ? await skillFilesBelow(source) : [source];
  const outer = files.filter(
    (file) => !files.some((other) => other !== file && file.startsWith(`${dirname(other)}/`)),
  );
  if (outer.length === 0) {
    throw new UserError(`There is no skill in ${source}.`, {
      hint: "A skill is a folder with a SKILL.md, or a Markdown file with front matter.",
    });
  }
  return Promise.all(outer.map(previewOne));
}

async function previewOne(file: string): Promise<SkillPreview> {
  const loose = !/^skill\.md$/i.test(basename(file));
  const folder = loose ? null : dirname(file);
  const home = loose ? basename(file).replace(/\.md$/i, "") : basename(resolve(folder ?? ""));
  const found: FoundSkill = { path: file, folder, home, stamp: "" };
  let content: SkillContent;
  try {
    content = contentOf(found);
  } catch (thrown) {
    throw new UserError(`${file} cannot be looked through: ${messageOf(thrown)}`, {
      exitCode: exitCodes.badConfiguration,
      cause: thrown,
    });
  }
  const { parsed } = await parseSkillFile(file, { home, loose });
  const findings: SkillProblem[] = [];
  const files: PreviewFile[] = [];
  for (const { path, bytes, link } of content.files) {
    const full = folder === null ? file : join(folder, path);
    const mode = statSync(full, { throwIfNoEntry: false })?.mode ?? 0;
    const special = link
      ? "A link that leaves the skill; it is not copied."
      : (mode & 0o6000) !== 0
        ? "A setuid or setgid bit; the copy does not have it."
        : "";
    if (special) findings.push({ path: full, ...problem("warning", special) });
    const hidden = path === basename(found.path) ? "" : hiddenIn(full, path, bytes, link);
    if (hidden) findings.push({ path: full, ...problem("warning", hidden) });
    files.push({ path, bytes, runs: (mode & 0o111) !== 0 || program.test(path) });
  }
  return {
    report: reportOf(file, parsed),
    name: parsed.status === "refused" ? "" : kebab(parsed.name),
    found,
    content,
    files,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    allowedTools: parsed.status === "refused" ? [] : parsed.allowedTools,
    findings,
  };
}

/** Files above this are no text that somebody reads. */
const maxSearched = 1024 * 1024;

/** What nobody sees, in the name or (of a text) in the content of a file beside the skill; "": nothing. */
function hiddenIn(full: string, name: string, bytes: number, link: true | undefined): string {
  const inName = findHidden(name);
  if (inName) return `The file's name has ${describeHidden(inName)}.`;
  if (link || bytes > maxSearched) return "";
  const text = readSkillFile(full, { maxBytes: maxSearched }).toString("utf8");
  // With NUL it is no text, and with a sign that is no UTF-8 neither.
  const hidden = /[\0\ufffd]/.test(text) ? null : findHidden(text.replace(/^\ufeff/, ""));
  return hidden ? `The file has ${describeHidden(hidden)}.` : "";
}

const program = /\.(sh|bash|zsh|py|js|mjs|cjs|ts|rb|pl|php|ps1|bat|cmd|exe|jar|so|dylib|dll)$/i;
