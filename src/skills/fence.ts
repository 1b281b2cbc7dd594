/** Splits a skill file at its `---` fences, so that no library ever decides what is front matter. */

import { type Problem, problem, Refusal } from "./problem.ts";

/** Largest front matter seen among 9,850 public skills: 2,192 bytes. */
const maxFrontMatter = 16 * 1024;

/** gray-matter's search for comments is quadratic in a run of blank lines (12.8 s for 160 KB). */
const maxBlankRun = 100;

export interface Split {
  /** The lines between the fences; null: the file has no front matter. */
  yaml: string | null;
  /** Line number of the first line of `yaml`, from 1. */
  yamlLine: number;
  body: string;
  /** What had to be read kindly; empty: the fences are as the specification wants them. */
  repairs: Problem[];
}

/**
 * Throws Refusal for front matter in another language, or too large. `damaged`: the text up to the next fence is no YAML,
 * so anything that looks like an end before it is taken as one.
 */
export function splitFences(text: string, damaged = false): Split {
  const plain = damaged ? null : splitPlain(text);
  if (plain) {
    checkSize(plain.yaml, 1);
    return { ...plain, yamlLine: 2, repairs: [] };
  }
  const lines = text.split("\n");
  const repairs: Problem[] = [];
  const opening = findOpening(lines, repairs);
  if (opening === null) return { yaml: null, yamlLine: 1, body: text, repairs };
  const { first, codeFence } = opening;
  const closing = findClosing(lines, first, damaged, repairs);
  const yaml = Buffer.from(lines.slice(first, closing.line).join("\n")).toString();
  checkSize(yaml, first);
  const rest = lines.slice(closing.body);
  if (codeFence !== null) dropCodeFence(rest, codeFence);
  return { yaml, yamlLine: first + 1, body: rest.join("\n"), repairs };
}

/** The usual file, without cutting all of it into lines; null: anything else. */
function splitPlain(text: string): { yaml: string; body: string } | null {
  if (!text.startsWith("---\n")) return null;
  const end = text.indexOf("\n---", 3);
  const body = end < 0 ? null : /^[ \t]*(?:\n|$)/.exec(text.slice(end + 4, end + 40));
  if (!body) return null;
  // A copy: a slice, and any name that is a slice of it, would keep the whole file in memory.
  const yaml = Buffer.from(text.slice(4, Math.max(4, end))).toString();
  return { yaml, body: text.slice(end + 4 + body[0].length) };
}

function checkSize(yaml: string, fenceLine: number): void {
  const place = { line: fenceLine + 1 };
  if (yaml.length > maxFrontMatter || Buffer.byteLength(yaml) > maxFrontMatter) {
    throw new Refusal(`The front matter is larger than ${maxFrontMatter} bytes.`, place);
  }
  if (longestBlankRun(yaml) > maxBlankRun) {
    throw new Refusal(`More than ${maxBlankRun} blank lines in a row in the front matter.`, place);
  }
}

function longestBlankRun(yaml: string): number {
  let [longest, run] = [0, 0];
  for (const line of yaml.split("\n")) {
    run = line.trim() === "" ? run + 1 : 0;
    longest = Math.max(longest, run);
  }
  return longest;
}

/** A fence, and what may follow it: blanks only. */
const fence = /^---[ \t]*$/;
const firstKey = /^(name|description)[ \t]*:/i;

/** Where the front matter's first line is; null: there is no front matter. */
function findOpening(
  lines: readonly string[],
  repairs: Problem[],
): { first: number; codeFence: string | null } | null {
  let at = skipBlankAndComments(lines, 0);
  if (at > 0 && fence.test(lines[at]?.trim() ?? "")) {
    repairs.push(problem("warning", "Text before the opening `---` is ignored.", { fix: "---" }));
  }
  const line = lines[at] ?? "";
  const code = /^[ \t]*(`{3,}|~{3,})[\w-]*[ \t]*$/.exec(line);
  const next = lines[at + 1] ?? "";
  if (code?.[1] && (fence.test(next) || firstKey.test(next))) {
    const place = { line: at + 1, fix: "---" };
    repairs.push(problem("warning", "The front matter stands inside a code fence.", place));
    return { first: fence.test(next) ? at + 2 : at + 1, codeFence: code[1] };
  }
  if (fence.test(line.trimStart())) return { first: at + 1, codeFence: null };
  const named = /^[ \t]*---[ \t]*([^\s-].*)$/.exec(line);
  if (named?.[1]) {
    throw new Refusal(
      `The opening fence names the language "${named[1].trim().slice(0, 40)}"; front matter is YAML after a bare \`---\`.`,
      { line: at + 1, column: line.indexOf(named[1]) + 1, fix: "---" },
    );
  }
  if (/^[A-Za-z][\w-]*[ \t]*:/.test(line) && namesASkill(lines.slice(at, at + maxOpen))) {
    const place = { line: at + 1, fix: `---\n${line}` };
    repairs.push(problem("warning", "The opening `---` is missing.", place));
    return { first: at, codeFence: null };
  }
  if (/^[ \t]*-{4,}[ \t]*$/.test(line) && firstKey.test(next)) {
    const place = { line: at + 1, fix: "---" };
    repairs.push(problem("warning", "The opening fence has too many dashes.", place));
    return { first: ++at, codeFence: null };
  }
  return null;
}

/** How far below its first line front matter without an opening fence is looked for. */
const maxOpen = 60;

/** Name and description, and a fence below them. */
function namesASkill(lines: readonly string[]): boolean {
  const end = lines.findIndex((line) => fence.test(line));
  const keys = lines.slice(0, Math.max(0, end)).filter((line) => firstKey.test(line));
  return keys.length >= 2;
}

/** Licence comments and blank lines may stand before the fence. */
function skipBlankAndComments(lines: readonly string[], from: number): number {
  let at = from;
  for (;;) {
    while (at < lines.length && lines[at]?.trim() === "") at++;
    if (!lines[at]?.trimStart().startsWith("<!--")) return at < lines.length ? at : from;
    while (at < lines.length && !lines[at]?.includes("-->")) at++;
    if (at === lines.length) return from;
    at++;
  }
}

/** The closing fence's line and the body's first line. */
function findClosing(
  lines: readonly string[],
  first: number,
  damaged: boolean,
  repairs: Problem[],
): { line: number; body: number } {
  let named = 0;
  const lastFence = damaged ? 0 : lines.findLastIndex((line) => fence.test(line));
  for (let at = first; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (fence.test(line)) return { line: at, body: at + 1 };
    if (firstKey.test(line)) named++;
    if (named < 2) continue;
    // Both fields are there: what looks like a fence, and can be no YAML, ends it.
    if (/^[ \t]*(-{2,}|[–—]+|\.{3}|`{3,}|\*{3,}|_{3,}|={3,})[ \t]*$/.test(line)) {
      const place = { line: at + 1, fix: "---" };
      repairs.push(problem("warning", "The closing fence is not `---`.", place));
      return { line: at, body: at + 1 };
    }
    if (at > lastFence && /^#{1,6} \S/.test(line) && lines[at - 1]?.trim() === "") {
      const place = { line: at + 1, fix: `---\n\n${line}` };
      repairs.push(problem("warning", "The closing `---` is missing before the heading.", place));
      return { line: at, body: at };
    }
  }
  throw new Refusal("The front matter is never closed: a line `---` is missing.", {
    line: Math.max(1, first),
    fix: "---",
  });
}

/** The other half of a code fence around the front matter (right below it) or around the whole file (at its end). */
function dropCodeFence(rest: string[], codeFence: string): void {
  const below = rest.findIndex((line) => line.trim() !== "");
  if (rest[below]?.trim() === codeFence) rest.splice(0, below + 1);
  const last = rest.findLastIndex((line) => line.trim() !== "");
  const fences = rest.filter((line) => line.trimStart().startsWith(codeFence)).length;
  if (rest[last]?.trim() === codeFence && fences % 2 === 1) rest.splice(last);
}
