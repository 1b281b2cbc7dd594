/** How an installation is shown before anything is copied: every file, what can run, what is asked for, what was found. */

import { counted } from "../../../core/messages/phrase.ts";
import { bytes } from "../../../sinks/figures.ts";
import type { ListedSkill } from "../../../skills/listing.ts";
import type { PreviewFile, SkillPreview } from "../../../skills/preview-install.ts";
import { fold, line, problemLines } from "./told.ts";

/** So many files are named; of the others those that can run, which nobody should have to look for. */
const maxNamed = 100;

export interface PreviewPlace {
  root: string;
  source: "user" | "project";
  listed: readonly ListedSkill[];
}

export function previewLines(preview: SkillPreview, place: PreviewPlace): string[] {
  const { report, name, files, allowedTools, findings, found } = preview;
  if (report.status === "refused") {
    return [
      `${line(report.path)}  REFUSED, will not be installed`,
      ...report.problems.map(problemLines),
    ];
  }
  return [
    `${line(name)}  ${filesWord(files)}`,
    `  ${line(report.description ?? "")}`,
    ...fileLines(files),
    ...(allowedTools.length > 0
      ? [
          `  It asks for tools: ${allowedTools.map(line).join(", ")}. Installing approves none of them.`,
        ]
      : []),
    ...report.problems.map(problemLines),
    ...findings.map(
      ({ path, severity, message }) =>
        `  ${severity}: ${line(relativeTo(found.folder, path))}: ${line(message)}`,
    ),
    ...shadowLines(name, place),
  ];
}

export function filesWord(files: readonly { bytes: number }[]): string {
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  return `${counted(files.length, "file")}, ${bytes(total)}`;
}

function fileLines(files: readonly PreviewFile[]): string[] {
  const shown = files.filter(({ runs }, index) => runs || index < maxNamed);
  const width = Math.min(60, Math.max(...shown.map(({ path }) => line(path).length)));
  const lines = shown.map(
    (file) =>
      `    ${line(file.path).padEnd(width)}  ${bytes(file.bytes).padStart(8)}${file.runs ? "  can run" : ""}`,
  );
  const more = files.length - shown.length;
  return more > 0
    ? [...lines, `    and ${counted(more, "file")} more, none of which can run`]
    : lines;
}

/** Who else has the name, and which of the two will be used. */
function shadowLines(name: string, { root, source, listed }: PreviewPlace): string[] {
  const order = ["flag", "project", "user", "bundled"];
  return listed
    .filter((other) => other.name !== null && fold(other.name) === fold(name))
    .filter(({ path }) => !path.startsWith(`${root}/`))
    .map(({ path, source: theirs }) =>
      order.indexOf(theirs) < order.indexOf(source)
        ? `  warning: ${line(path)} has the same name and comes first; this one would not be used.`
        : `  warning: it takes the place of ${line(path)} (${line(theirs)}), which has the same name.`,
    );
}

function relativeTo(folder: string | null, path: string): string {
  return folder !== null && path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : path;
}
