/** What a question about a project's skills shows: what each is, what it brings along, and what changed. */

import { display } from "../core/display.ts";
import { counted, phrase, translated } from "../core/messages/phrase.ts";
import type { FileDiff } from "./diff.ts";
import { nameOf, type PromptLine } from "./prompt.ts";
import { padded } from "./width.ts";

/** A skill that is used only when the user says so. All of it is foreign text. */
export interface OfferedSkill {
  name: string;
  description: string;
  /** Its file, as the user knows it. */
  path: string;
  /** Everything in its folder. */
  files: readonly { path: string; bytes: number; link?: true }[];
  /** Paths of what can be run, and of saved checks. */
  programs: readonly string[];
  /** Tools it would like to have approved in advance. */
  wants: readonly string[];
  /** Hidden characters and other things to look at, one line each. */
  findings: readonly string[];
  text: string;
  /** Against what was approved earlier; null: nothing was. */
  change: { added: string[]; removed: string[]; changed: string[] } | null;
  before: string | null;
}

/** So much of a diff stands in the question itself. */
const maxDiffLines = 24;
const maxNames = 8;

export function offeredLines(
  skills: readonly OfferedSkill[],
  leftOut: ReadonlySet<OfferedSkill>,
  diffs: ReadonlyMap<OfferedSkill, FileDiff>,
): PromptLine[] {
  const one = skills.length === 1;
  const keys = [
    `[a] ${leftOut.size > 0 ? phrase("trust the rest") : one ? phrase("trust it") : phrase("trust all")}`,
    one ? `[1] ${phrase("read it")}` : `[1-${Math.min(9, skills.length)}] ${phrase("read one")}`,
    ...(one ? [] : [`[x] ${phrase("leave one out")}`]),
    `[n] ${one ? phrase("no") : phrase("none")}`,
    `[?] ${phrase("help")}`,
  ];
  return [
    {
      role: "title",
      text: `${phrase("TRUST?")}  ${one ? phrase("This folder brings 1 skill that nobody has approved as it stands") : phrase("This folder brings {1} skills that nobody has approved as they stand", skills.length)}`,
    },
    ...skills.flatMap((skill, index) => rowOf(skill, index, leftOut.has(skill), diffs.get(skill))),
    {
      role: "field",
      text: `  ${phrase("A skill is a procedure that the model follows. It approves nothing: what it leads to is asked as always.")}`,
    },
    { role: "keys", text: keys.join("  ") },
  ];
}

function rowOf(
  skill: OfferedSkill,
  index: number,
  isOut: boolean,
  diff: FileDiff | undefined,
): PromptLine[] {
  const { name, description, path, files, programs, wants, findings, change } = skill;
  const state = change ? phrase("CHANGED since it was approved") : phrase("new");
  const mark = isOut ? `${phrase("left out")}  ` : "";
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0);
  const field = (title: string, text: string, role: PromptLine["role"] = "field"): PromptLine => ({
    role,
    text: `      ${padded(title, 8)} ${text}`,
  });
  return [
    { role: "content", text: `  ${index + 1} ${mark}${nameOf(name)}  ${state}` },
    field(phrase("says"), `"${line(description)}"`),
    field(
      phrase("file"),
      [nameOf(path), counted(files.length, "file"), counted(bytes, "byte")].join(phrase(", ")),
    ),
    ...(programs.length > 0 ? [field(phrase("programs"), names(programs))] : []),
    ...(wants.length > 0
      ? [field(phrase("wants"), phrase("{1} (asked when it is used)", names(wants)))]
      : []),
    ...findings.map((finding) => field(phrase("warning"), translated(line(finding)), "warning")),
    ...(change ? changeLines(change).map((text) => field(phrase("changes"), text)) : []),
    ...(diff && change ? diffLines(diff, maxDiffLines) : []),
  ];
}

/** All of one skill: every file by name, the whole difference, the whole text. */
export function wholeLines(skill: OfferedSkill, diff: FileDiff | undefined): PromptLine[] {
  const { name, path, files, text, change } = skill;
  const listed = files.map(
    (file): PromptLine => ({
      role: "field",
      text: `  ${nameOf(file.path)}  ${file.link ? phrase("link out of the folder, not followed") : counted(file.bytes, "byte")}`,
    }),
  );
  return [
    { role: "title", text: `${nameOf(name)}  ${nameOf(path)}` },
    ...listed,
    ...(change && diff ? diffLines(diff, Number.POSITIVE_INFINITY) : []),
    ...display(text, { marks: "lookalikes" })
      .split("\n")
      .map((shown): PromptLine => ({ role: "content", text: `  | ${shown}` })),
  ];
}

function diffLines({ lines, notes }: FileDiff, most: number): PromptLine[] {
  const shown = lines.slice(0, most).map(({ mark, text }): PromptLine => {
    if (mark === "@") return { role: "field", text: `      ${text}` };
    const role = mark === "+" ? "added" : mark === "-" ? "removed" : "content";
    return { role, text: `      | ${mark} ${display(text, { marks: "lookalikes" })}` };
  });
  const more = lines.length - shown.length;
  return [
    ...shown,
    ...(more > 0
      ? [
          {
            role: "warning",
            text: `      … ${phrase("{1}; its number shows everything", counted(more, "more line"))} …`,
          } as const,
        ]
      : []),
    ...notes.map(
      (note): PromptLine => ({ role: "warning", text: `      ${phrase("note: {1}", note)}` }),
    ),
  ];
}

function changeLines({ added, removed, changed }: NonNullable<OfferedSkill["change"]>): string[] {
  return [
    ...(changed.length > 0 ? [phrase("changed {1}", names(changed))] : []),
    ...(added.length > 0 ? [phrase("added {1}", names(added))] : []),
    ...(removed.length > 0 ? [phrase("removed {1}", names(removed))] : []),
  ];
}

function names(all: readonly string[]): string {
  const more = all.length - maxNames;
  return `${all.slice(0, maxNames).map(nameOf).join(", ")}${more > 0 ? ` ${phrase("and {1} more", more)}` : ""}`;
}

function line(text: string): string {
  const shown = display(text.trim(), { oneLine: true, marks: "lookalikes" });
  return shown.length > 300 ? `${shown.slice(0, 300)}…` : shown;
}
