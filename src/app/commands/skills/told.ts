/** How skills and their problems are told to people. */

import { basename, dirname } from "node:path";
import { display } from "../../../core/display.ts";
import { phrase, translated } from "../../../core/messages/phrase.ts";
import { pad } from "../../../sinks/width.ts";
import type { ListedSkill } from "../../../skills/listing.ts";
import type { Problem } from "../../../skills/problem.ts";

export function entryLine(skill: ListedSkill): string {
  const { name, path, source, description, status, shadowedBy, trusted, disabled } = skill;
  const marks = [
    ...(status === "loaded" ? [] : [phrase(status)]),
    ...(trusted ? [] : [phrase("NOT TRUSTED, not used")]),
    ...(disabled ? [phrase("switched off")] : []),
    ...(shadowedBy === null ? [] : [phrase("not used: {1} comes first", line(shadowedBy))]),
  ];
  const mark = marks.length > 0 ? ` [${marks.join(phrase(", "))}]` : "";
  const what = line(description ?? path);
  const told = source === "bundled" ? translated(what) : what;
  return `${pad(line(name ?? homeOf(path)), 16)} ${line(source).padEnd(8)}${mark} ${told}`;
}

export function problemLines({ severity, line: at, column, message, fix }: Problem): string {
  const told = `  ${at}:${column} ${phrase(severity)}: ${translated(line(message))}`;
  if (fix === null) return told;
  const lines = display(fix).split("\n");
  return [told, ...lines.map((text) => `      ${text}`)].join("\n");
}

/** Name of a skill's folder, or of its loose file. */
export function homeOf(path: string): string {
  return /^skill\.md$/i.test(basename(path))
    ? basename(dirname(path))
    : basename(path).replace(/\.md$/i, "");
}

export function fold(name: string): string {
  return name.normalize("NFKC").trim().toLowerCase();
}

/** Foreign text on one line. */
export function line(text: string): string {
  return display(text.trim(), { oneLine: true });
}
