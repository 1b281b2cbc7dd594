/** Whether the words of a known program are among those that a plan can have approved in advance. Pure. */

import { isProtectedPath, isSecretPath } from "./path-match.ts";
import type { Operands, Use } from "./planned-programs.ts";

/** Into the output directory, or into the jail's own /tmp; no response file, no address, no way up. */
const plainPath = /^(?!.*:\/\/)(?:\/tmp\/)?[\w.*][\w.*@+:,[\]-]*(?:\/[\w.*@+:,[\]-]+)*\/?$/;
const operandPatterns: Readonly<Record<Operands, RegExp>> = {
  none: /^(?!)/,
  names: /^\w[\w.:/-]*$/,
  paths: plainPath,
  /** Of the registry by name, with extras and versions; `.` is the project itself. */
  packages:
    /^(?:\.|(?:@\w[\w.-]*\/)?\w[\w.-]*(?:\[[\w,-]+\])?(?:@[\w.^~<>=|*-]+|[=<>!~]=[\w.*,<>=!~]+|[<>][\w.*,<>=!~]+)?)$/,
  revisions: /^[\w.*][\w.*~^/@:-]*$/,
  script: /^\w[\w./:-]*$/,
};
/** Files by that ending are installed from where they lie. */
const archive = /\.(?:whl|tgz|gz|zip|tar|bz2|xz|egg)$/i;
/** A value that is looked up, counted or compared. */
const plainValue = /^(?!.*:\/\/)(?:\/tmp\/)?[\w.*:%][\w.*:%@+,=/ -]*$/;
/** What a script may be told behind `--`: words of which no tool knows anything else. */
const scriptOption =
  /^--(?:run|ci|coverage|silent|verbose|nocapture|watch=false|watchAll=false|(?:port|host|mode)(?:=[\w.-]+)?)$/;

/** One clause; null: they are. `words` are those behind the program and its subcommand. */
export function whyNotWords(name: string, words: readonly string[], use: Use): string | null {
  const read = readWords(words, use);
  if (read.strange !== undefined) return asksMore(name, read.strange);
  const { operands = "none", needs } = use;
  const wrong = read.operands.find((word) => !isOperand(word, operands));
  if (wrong !== undefined) return `${wrong} is more than a plain name or path`;
  if (needs && !needs.split(" ").some((option) => read.options.has(option))) {
    return `${name} without ${needs.split(" ")[0]} is asked each time`;
  }
  return null;
}

export function asksMore(name: string, option: string): string {
  return `${name} with ${option} is asked each time`;
}

interface ReadWords {
  options: Set<string>;
  operands: string[];
  /** The first word that is not among those that are known; missing: there is none. */
  strange?: string;
}

function readWords(words: readonly string[], use: Use): ReadWords {
  const read: ReadWords = { options: new Set(), operands: [] };
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--") {
      const rest = words.slice(at + 1);
      const isScript = use.operands === "script";
      const strange = rest.find(
        (later) => later.startsWith("-") && !(isScript && scriptOption.test(later)),
      );
      read.operands.push(...rest.filter((later) => !later.startsWith("-")));
      return strange === undefined ? read : { ...read, strange };
    }
    if (!word.startsWith("-")) {
      read.operands.push(word);
      continue;
    }
    const taken = optionsIn(word, words[at + 1], use);
    if (!taken) return { ...read, strange: word };
    for (const option of taken.options) read.options.add(option);
    if (taken.takesNext) at++;
  }
  return read;
}

/** What a word that begins with a dash sets; null: something that is not known. No beginning of an option counts as the option. */
function optionsIn(
  word: string,
  next: string | undefined,
  use: Use,
): { options: string[]; takesNext: boolean } | null {
  const flags = listed(use.flags);
  const whole = withValue(word, next, use);
  if (whole !== undefined) return whole ? { options: [word], takesNext: true } : null;
  if (flags.has(word) || (flags.has("-#") && /^-\d+$/.test(word))) {
    return { options: [word], takesNext: false };
  }
  const equals = word.indexOf("=");
  if (equals > 0) {
    const option = word.slice(0, equals);
    const value = word.slice(equals + 1);
    const fits = withValue(option, value, use);
    return fits ? { options: [option], takesNext: false } : null;
  }
  return word.startsWith("--") ? null : clusterIn(word, next, use);
}

/** `-am`, `-rfile`: letters that are each known; the value of the last is the rest, or the next word. */
function clusterIn(word: string, next: string | undefined, use: Use) {
  const flags = listed(use.flags);
  const options: string[] = [];
  for (let at = 1; at < word.length; at++) {
    const option = `-${word.charAt(at)}`;
    options.push(option);
    if (flags.has(option)) continue;
    const rest = word.slice(at + 1);
    const fits = withValue(option, rest === "" ? next : rest, use);
    return fits ? { options, takesNext: rest === "" } : null;
  }
  return { options, takesNext: false };
}

/** Whether the value fits an option that takes one; undefined: it takes none. */
function withValue(option: string, value: string | undefined, use: Use): boolean | undefined {
  const isText = listed(use.texts).has(option);
  if (!isText && !listed(use.valued).has(option)) return undefined;
  if (value === undefined) return false;
  return isText || isPlainValue(value);
}

function isOperand(word: string, kind: Operands): boolean {
  if (!operandPatterns[kind].test(word) || leadsAstray(word)) return false;
  return kind !== "packages" || !archive.test(word);
}

function isPlainValue(value: string): boolean {
  return plainValue.test(value) && !leadsAstray(value);
}

function leadsAstray(word: string): boolean {
  return word.split("/").includes("..") || isProtectedPath(word) || isSecretPath(word);
}

function listed(text = ""): ReadonlySet<string> {
  return new Set(text.split(" "));
}

/** A script of the project itself: not one that a package brought, which may run code from its words. */
export function isOwnFile(path: string): boolean {
  return (
    /^(?:\.\/)?(?:\w[\w.-]*\/)*\w[\w.-]*$/.test(path) &&
    /[./]/.test(path) &&
    !path.split("/").some((name) => /^(?:node_modules|site-packages|vendor|venv)$/.test(name))
  );
}
