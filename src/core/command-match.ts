/** Whether a rule's words fit a command: exactly where it allows, in the widest reading where it denies or asks. */

import { isProgramAlias, isSubcommandAlias, spelledOut } from "./command-aliases.ts";
import type { CommandPart } from "./command-parts.ts";
import { programName } from "./command-programs.ts";
import { risksOf } from "./command-risks.ts";
import { readCommandLine } from "./command-words.ts";

/** The words of a pattern as typed; quotes group. null: it is more than plain words, and then only the same whole line fits. */
export function patternWords(pattern: string): string[] | null {
  const { commands, unreadable } = readCommandLine(pattern);
  const [command, ...more] = commands;
  if (!command || more.length > 0 || unreadable !== null || command.doubts.length > 0) return null;
  return command.words.map(({ text }) => text);
}

export type Fit = { fits: true } | { fits: false; why: string | null };

/**
 * Whether an allow rule covers one part: the part starts with exactly the rule's words, nothing in it is in doubt, and
 * whatever makes its program run or write elsewhere is spelled by the rule. `why` is set when only that was missing.
 */
export function covers(pattern: readonly string[], part: CommandPart): Fit {
  const { words, doubts, startedBy } = part;
  if (!pattern.every((word, index) => words[index] === word)) {
    // `allow shell:timeout 60 npm test` spells what is started as well.
    return startedBy && isSpelled(pattern, part) ? { fits: true } : { fits: false, why: null };
  }
  if (doubts.length > 0) return { fits: false, why: `it ${doubts[0]}` };
  const risk = risksOf(words).find(({ at }) => at >= pattern.length);
  return risk ? { fits: false, why: risk.why } : { fits: true };
}

function isSpelled(pattern: readonly string[], { startedBy, words, doubts }: CommandPart): boolean {
  if (!startedBy || doubts.length > 0) return false;
  const { part, at } = startedBy;
  if (!pattern.every((word, index) => part.words[index] === word)) return false;
  const spelled = pattern.length - at;
  return spelled >= Math.min(2, words.length) && risksOf(words).every((risk) => risk.at < spelled);
}

/** Whether a deny or ask rule means this part: names in order, by base name, letter case ignored; options in any order and spelling. */
export function means(pattern: readonly string[], words: readonly string[]): boolean {
  const named = spelled(pattern);
  if (match(named, words, () => false)) return true;
  const out = spelled(words);
  return out.length > words.length && match(named, out, () => false);
}

/** `git-push x` as `git push x`. */
function spelled(words: readonly string[]): readonly string[] {
  return words.flatMap((word) => spelledOut(programName(word).toLowerCase()) ?? [word]);
}

/** Whether it could mean the part, once what is uncertain in it has become something else. */
export function mayMean(pattern: readonly string[], part: CommandPart): boolean {
  const { words, certain, program } = part;
  if (program >= words.length) return false;
  const first = pattern[0] ?? "";
  const named =
    certain[program] === false ||
    words.some((word, at) => certain[at] !== false && sameName(first, word));
  const all = part.open ? [...words, ...pattern.map(() => "")] : words;
  return named && match(pattern, all, (at) => at >= words.length || certain[at] === false);
}

function match(
  pattern: readonly string[],
  words: readonly string[],
  isWild: (at: number) => boolean,
): boolean {
  const options = pattern.filter((word, index) => index > 0 && isOption(word));
  const names = pattern.filter((word, index) => index === 0 || !isOption(word));
  let next = 0;
  for (const [at, word] of words.entries()) {
    const name = names[next];
    // An expansion can become any number of words.
    if (name === undefined || isWild(at)) {
      next = names.length;
      break;
    }
    if (sameName(name, word) || isOtherName(names, next, word) || globs(word, name, at, next))
      next++;
  }
  if (next < names.length) return false;
  const wild = words.some((_, at) => isWild(at));
  return wild || options.every((option) => hasOption(option, words));
}

function isOption(word: string): boolean {
  return /^-./.test(word);
}

function sameName(rule: string, word: string): boolean {
  const a = rule.toLowerCase();
  const b = word.toLowerCase();
  return (
    a === b ||
    a === b.slice(b.lastIndexOf("/") + 1) ||
    programName(a) === programName(b) ||
    withoutSlashes(a) === withoutSlashes(b)
  );
}

function isOtherName(names: readonly string[], next: number, word: string): boolean {
  const name = (names[next] ?? "").toLowerCase();
  const other = word.toLowerCase();
  if (next === 0) return isProgramAlias(name, programName(other));
  const program = programName((names[next - 1] ?? "").toLowerCase());
  return isSubcommandAlias(program, name, other) || isHostIn(name, other);
}

/** `evil.example` in `https://evil.example/x`, `user@evil.example:x`; an address also means what stands below it. */
function isHostIn(name: string, word: string): boolean {
  if (name.includes("://")) return word.startsWith(name);
  return name.includes(".") && word.split(/[/:@?#]+/).includes(name);
}

function withoutSlashes(path: string): string {
  return path
    .replace(/^(?:\.\/)+/, "")
    .replace(/\/+/g, "/")
    .replace(/(?<=.)\/$/, "");
}

/**
 * `/bin/r?`, `r[m]`, `.e*`: a pattern that the shell could turn into the name. Programs stand first, so there any pattern
 * counts; among the other words only one with a letter in it, or `ls *` would mean every name.
 */
function globs(word: string, name: string, at: number, next: number): boolean {
  if (!/[*?[]/.test(word)) return false;
  const base = word.slice(word.lastIndexOf("/") + 1).replace(/\[\[:\w+:\]\]|\[[^[\]]*\]/g, "?");
  const counts = next === 0 ? at === 0 || /\bbin\//.test(word) : /[a-z]/i.test(base);
  return counts && isGlobFor(base.toLowerCase(), name.toLowerCase());
}

/** `*` and `?` only; goes back to the last `*`, so it takes no longer than the product of both lengths. */
function isGlobFor(pattern: string, name: string): boolean {
  let at = 0;
  let star = -1;
  let retry = 0;
  for (let index = 0; index < name.length; ) {
    const sign = pattern.charAt(at);
    if (sign === "*") {
      star = at++;
      retry = index;
    } else if (sign === "?" || sign === name.charAt(index)) {
      at++;
      index++;
    } else if (star >= 0) {
      at = star + 1;
      index = ++retry;
    } else return false;
  }
  return /^\**$/.test(pattern.slice(at));
}

/** Letters that mean what a long option says, in every program that has both. */
const letterOf: Readonly<Record<string, string>> = {
  "--force": "f",
  "--recursive": "r",
  "--global": "g",
  "--delete": "d",
  "--no-verify": "n",
};

/** `-rf` is also `-fr`, `-r -f`, `-Rvf` and `--recursive --force`. */
function hasOption(option: string, words: readonly string[]): boolean {
  if (option.startsWith("--")) {
    const name = option.split("=")[0] ?? "";
    return words.some((word) => {
      const given = word.split("=")[0] ?? "";
      if (given.length > 2 && given.startsWith("--")) return name.startsWith(given);
      const letter = letterOf[name];
      return letter !== undefined && /^-\w/.test(word) && word.toLowerCase().includes(letter);
    });
  }
  const given = words.flatMap((word) => {
    if (/^--\w/.test(word)) return [word.charAt(2)];
    return /^-\w/.test(word) ? [...word.slice(1)] : [];
  });
  const letters = given.join("").toLowerCase();
  return [...option.slice(1).toLowerCase()].every((letter) => letters.includes(letter));
}
