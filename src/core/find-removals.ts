/** What `find ... -delete` and `find ... -exec rm` look for, where all of their words are known. Pure. */

import { programName } from "./command-programs.ts";

export interface FindSearch {
  /** Where it begins, as typed. */
  starts: string[];
  /** Whether it would remove what stands there; `depth` 0 is the start itself, `name` the last part of the path. */
  takes(entry: { name: string; kind: string; depth: number }): boolean;
  /** Only what has a certain name. */
  named: boolean;
  /** `rm -r`: with a folder goes all that is in it. */
  withContents: boolean;
}

type Test = (entry: { name: string; kind: string; depth: number }) => boolean;

const kinds: Readonly<Record<string, string>> = { f: "file", d: "folder", l: "link" };
/** More of them make a pattern nobody types. */
const maxStars = 5;

/** `words`: behind `find`, each certain. null: something of it is not known here. */
export function findSearchOf(words: readonly string[]): FindSearch | null {
  const first = words.findIndex((word) => /^[-(!]/.test(word));
  if (first < 0) return null;
  const starts = first === 0 ? ["."] : words.slice(0, first);
  const tests: Test[] = [];
  const rest = words.slice(first);
  for (let at = 0; at < rest.length; at++) {
    const word = rest[at] ?? "";
    const value = rest[at + 1];
    if (/^-(?:depth|xdev|mount|noleaf|a|and|print|print0)$/.test(word)) continue;
    const named = rest.slice(0, at).some((one) => one === "-name" || one === "-iname");
    const found = { starts, tests, named };
    if (word === "-delete") return ends(rest, at + 1, { ...found, withContents: false });
    if (word === "-exec") return executed(rest.slice(at + 1), found);
    const test = value === undefined ? null : testOf(word, value);
    if (!test) return null;
    tests.push(test);
    at++;
  }
  return null;
}

function testOf(word: string, value: string): Test | null {
  if (word === "-name" || word === "-iname") return nameTest(value, word === "-iname");
  if (word === "-type") {
    const kind = kinds[value];
    return kind === undefined ? null : (entry) => entry.kind === kind;
  }
  if (!/^\d{1,3}$/.test(value)) return null;
  if (word === "-maxdepth") return ({ depth }) => depth <= Number(value);
  return word === "-mindepth" ? ({ depth }) => depth >= Number(value) : null;
}

function nameTest(pattern: string, anyCase: boolean): Test | null {
  if (/[[\]\\]/.test(pattern) || pattern.split("*").length - 1 > maxStars) return null;
  const source = pattern
    .replace(/[.+^${}()|]/g, "\\$&")
    .replaceAll("*", ".*")
    .replaceAll("?", ".");
  const expression = new RegExp(`^${source}$`, anyCase ? "isu" : "su");
  return ({ name }) => expression.test(name);
}

/** `rm -rf {} +`, with nothing behind it. */
function executed(
  words: readonly string[],
  found: { starts: string[]; tests: Test[]; named: boolean },
): FindSearch | null {
  const [program = "", ...rest] = words;
  const place = rest.indexOf("{}");
  if (programName(program) !== "rm" || place < 0) return null;
  const options = rest.slice(0, place);
  if (!options.every((word) => /^(?:-[rRfvd]+|--recursive|--force|--)$/.test(word))) return null;
  if (!/^(?:;|\+)$/.test(rest[place + 1] ?? "")) return null;
  const withContents = options.some((word) => /^(?:-\w*[rR]\w*|--recursive)$/.test(word));
  return ends(rest, place + 2, { ...found, withContents });
}

function ends(
  words: readonly string[],
  at: number,
  found: { starts: string[]; tests: Test[]; named: boolean; withContents: boolean },
): FindSearch | null {
  const { starts, tests, named, withContents } = found;
  if (words.slice(at).some((word) => !/^-print0?$/.test(word))) return null;
  return { starts, withContents, named, takes: (entry) => tests.every((test) => test(entry)) };
}
