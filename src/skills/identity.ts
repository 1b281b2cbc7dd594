/** What a skill is called and what it says of itself: cleaned for lists and prompts, checked against the specification. */

import { type Fields, lineOf } from "./fields.ts";
import { describeHidden, findHidden, stripHidden } from "./hidden.ts";
import { type Problem, problem, Refusal } from "./problem.ts";
import { quote } from "./quote.ts";

/** Limits of the Agent Skills specification, in characters. */
export const maxName = 64;
export const maxDescription = 1024;
export const maxCompatibility = 500;

/** Twice the longest description seen in public skills; beyond it the text is no description. */
const maxReadableDescription = 4096;

/** What a description is inferred from, at most, in characters. */
const maxInferred = 200;

export interface Identity {
  name: string;
  description: string;
  /** What was not written but made up: from the folder's name, from the body. */
  inferred: ("name" | "description")[];
}

export interface Place {
  /** Name of the skill's folder, or of a loose file without `.md`. */
  home: string;
  /** A loose `name.md`: its front matter need not repeat the file's name. */
  loose: boolean;
}

/** Where a field stands in the file; for problems. */
export type Locate = (key: string) => { line: number; column: number };

/** Throws Refusal when there is nothing to call it by, or nothing to describe it. */
export function identityOf(
  fields: Fields,
  body: string,
  place: Place,
  locate: Locate,
  problems: Problem[],
): Identity {
  const inferred: Identity["inferred"] = [];
  let name = nameOf(lineOf(fields.get("name")), locate, problems);
  if (name === "") {
    name = cleanName(place.home);
    if (name === "") throw new Refusal("Missing required field in front matter: name.");
    inferred.push("name");
    const fix = `name: ${name}`;
    problems.push(
      problem("warning", "Missing required field: name; the folder's name is used.", { fix }),
    );
  }
  let description = descriptionOf(fields, locate, problems);
  if (description === "") {
    description = firstParagraph(body);
    if (description === "") {
      throw new Refusal("Missing required field in front matter: description.", {
        fix: "description: What it does, and when to use it.",
      });
    }
    inferred.push("description");
    const fix = `description: ${quote(description)}`;
    problems.push(
      problem("warning", "Missing required field: description; inferred from the body.", { fix }),
    );
  }
  checkName(name, place, locate("name"), inferred.includes("name"), problems);
  return { name, description, inferred };
}

function nameOf(written: string, locate: Locate, problems: Problem[]): string {
  const hidden = findHidden(written);
  if (hidden) {
    throw new Refusal(`The name has ${describeHidden(hidden)}.`, {
      ...locate("name"),
      fix: `name: ${stripHidden(written)}`,
    });
  }
  // A name is never used as a path; one that tries to be is not meant well.
  if (/(^|[/\\])\.\.?([/\\]|$)|^[/\\~]|^[A-Za-z]:[/\\]/.test(written)) {
    throw new Refusal(`The name "${written.slice(0, 80)}" is a path.`, locate("name"));
  }
  const name = cleanName(written);
  if (name !== written && name !== written.normalize("NFKC")) {
    const message = "The name has characters that a name may not have; they are read as hyphens.";
    problems.push(problem("warning", message, { ...locate("name"), fix: `name: ${name}` }));
  }
  return name;
}

/** What the specification wants, and nearly every name is; the Unicode patterns cost a millisecond to compile. */
const plainName = /^[a-z0-9]+(-[a-z0-9]+)*$/;

/** Keeps what names in the wild have and prompts, lists and enums can bear; the rest becomes hyphens. */
function cleanName(written: string): string {
  if (plainName.test(written)) return written.slice(0, 4 * maxName);
  return written
    .normalize("NFKC")
    .replace(/[^\p{L}\p{M}\p{N} ._:()&+,@#-]+/gu, "-")
    .trim()
    .slice(0, 4 * maxName);
}

/** The reference validator's rules; here none of them is a reason not to load. */
function checkName(
  name: string,
  { home, loose }: Place,
  at: { line: number; column: number },
  inferred: boolean,
  problems: Problem[],
): void {
  for (const message of nameFaults(name)) {
    problems.push(problem("warning", message, { ...at, fix: `name: ${kebab(name)}` }));
  }
  if (loose || inferred || home === "" || home === name) return;
  const folder = home.normalize("NFKC");
  if (folder !== name) {
    const message = `Directory name "${folder}" must match skill name "${name}"; it loads as "${name}".`;
    problems.push(problem("warning", message, { ...at, fix: `name: ${folder}` }));
  }
}

/** What the specification has against a name; empty: nothing. */
export function nameFaults(name: string): string[] {
  const faults: string[] = [];
  if (name.length > maxName) faults.push(`The name exceeds the ${maxName} character limit.`);
  if (name !== name.toLowerCase()) faults.push("The name must be lowercase.");
  if (/^-|-$/.test(name)) faults.push("The name cannot start or end with a hyphen.");
  if (name.includes("--")) faults.push("The name cannot contain consecutive hyphens.");
  if (!plainName.test(name) && /[^\p{L}\p{N}-]/u.test(name)) {
    faults.push("The name has invalid characters; letters, digits and hyphens are allowed.");
  }
  return faults;
}

/** The nearest name that the specification accepts. */
export function kebab(name: string): string {
  return name
    .normalize("NFKC")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, maxName)
    .replace(/^-+|-+$/g, "");
}

function descriptionOf(fields: Fields, locate: Locate, problems: Problem[]): string {
  const value = fields.get("description");
  const written = lineOf(Array.isArray(value) ? `[${value.join(", ")}]` : value);
  const hidden = findHidden(written);
  if (hidden) {
    const message = `The description has ${describeHidden(hidden)}; they are taken out.`;
    problems.push(problem("warning", message, locate("description")));
  }
  const description = hidden ? lineOf(stripHidden(written)) : written;
  if (description.length > maxReadableDescription) {
    throw new Refusal(
      `The description has ${description.length} characters; the limit is ${maxDescription}, and beyond ${maxReadableDescription} it is not read.`,
      locate("description"),
    );
  }
  if (description.length > maxDescription) {
    const message = `The description exceeds the ${maxDescription} character limit (${description.length}); the catalogue cuts it.`;
    problems.push(problem("warning", message, locate("description")));
  }
  return description;
}

/** The first prose of a body: no headings, lists, tables, code, quotes, comments or rules. Empty: there is none. */
export function firstParagraph(body: string): string {
  const prose = body
    .replace(/<!--[\s\S]*?(?:-->|$)/g, "")
    .replace(/^(```|~~~)[\s\S]*?^\1.*$/gm, "");
  const blocks = prose.split(/\n[ \t]*\n/).map((block) => block.trim());
  const isProse = (block: string) =>
    block !== "" && !/^([#>|<!]|[-*+] |\d+[.)] |[-*_=]{3,})/.test(block);
  const found =
    blocks.find(isProse) ??
    // Some have nothing but headings and lists: their first line then says what they are about.
    blocks.find((block) => block !== "" && !/^[-*_=`~|<]{3,}/.test(block)) ??
    "";
  const line = stripHidden(found.slice(0, 10 * maxInferred).replace(/^#+\s*/, "")).replace(
    /[*_`]{1,3}(?=\S)|(?<=\S)[*_`]{1,3}/g,
    "",
  );
  const text = line.replace(/\s+/g, " ").trim();
  if (text.length <= maxInferred) return text;
  const cut = text.slice(0, maxInferred);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), maxInferred / 2)).trimEnd()}…`;
}
