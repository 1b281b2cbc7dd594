/** Splits a command line into everything it would start: each program of a chain, and the programs that programs start. */

import { isShell, isStarter, programName, wrappers } from "./command-programs.ts";
import { readCommandLine, type SimpleCommand, type Word } from "./command-words.ts";

export interface CommandPart {
  /** As the program would get them, where that is certain. */
  words: string[];
  /** For each word: whether it is what it looks like when it runs. */
  certain: boolean[];
  /** Where the program stands in `words`; their number when there is none (only assignments). */
  program: number;
  /** More words join when it runs (xargs, find -exec). */
  open?: boolean;
  /** Why no rule can allow it; empty: its words tell what it does. */
  doubts: string[];
  /** Set when another program of the line starts it: which, and at which of its words it begins. */
  startedBy?: { part: CommandPart; at: number };
}

export interface CommandParts {
  parts: CommandPart[];
  /** What could not be read, as an end of the sentence "the command ..."; null: everything was. */
  unreadable: string | null;
}

/** Words that begin a construct; what follows on them is a command again. */
const leading = new Set(["if", "then", "else", "elif", "while", "until", "do", "!", "{"]);
/** Words that close a construct, or open one whose words are no command. */
const closing = new Set(["fi", "done", "esac", "}", "in"]);
const opening = new Set(["for", "case", "select", "function", "[[", "((", "coproc"]);
/** Builtins that evaluate what their words name. */
const evaluating = new Set(
  "let declare typeset local export readonly read unset mapfile readarray getopts set shopt".split(
    " ",
  ),
);
const assignment = /^[A-Za-z_]\w*(?:\[[^\]]*\])?\+?=/;
/** How deep programs may start programs (`env sh -c "env ..."`) before the line counts as unreadable. */
const maxDepth = 10;

export function partsOf(command: string): CommandParts {
  const found: CommandParts = { parts: [], unreadable: null };
  collect(command, found, 0);
  noteFolderChange(found.parts);
  if (found.parts.length === 0) found.unreadable ??= "is empty";
  return found;
}

function collect(
  command: string,
  found: CommandParts,
  depth: number,
  startedBy?: CommandPart["startedBy"],
): void {
  const line = readCommandLine(command);
  found.unreadable ??= line.unreadable;
  for (const simple of line.commands) {
    const part = partOf(simple);
    if (!part) continue;
    if (startedBy) part.startedBy = startedBy;
    addWithStarted(part, found, depth);
  }
}

function addWithStarted(part: CommandPart, found: CommandParts, depth: number): void {
  found.parts.push(part);
  if (depth > maxDepth) {
    found.unreadable ??= "is nested too deeply";
    return;
  }
  for (const at of startedAt(part)) {
    if (typeof at === "string") {
      const index = part.words.indexOf(at);
      collect(at, found, depth + 1, { part, at: Math.max(index, 0) });
      continue;
    }
    const { from, to } = at;
    const inner: CommandPart = {
      words: part.words.slice(from, to),
      certain: part.certain.slice(from, to),
      program: 0,
      doubts: [...part.doubts],
      startedBy: { part, at: from },
      ...(part.open ? { open: true } : {}),
    };
    if (inner.words.length > 0) addWithStarted(inner, found, depth + 1);
  }
}

function partOf({ words, doubts }: SimpleCommand): CommandPart | null {
  const rest = [...words];
  const why = [...doubts];
  const isWord = (set: ReadonlySet<string>) => rest[0]?.bare === true && set.has(rest[0].text);
  while (isWord(leading) || isWord(closing)) {
    why.push("is part of a shell construct");
    rest.shift();
  }
  if (isWord(opening)) why.push("is part of a shell construct");
  if (rest.length === 0 && words.length > 0 && !doubts.some((doubt) => /redirection/.test(doubt))) {
    return null;
  }
  let program = 0;
  while (isAssignment(rest[program])) program++;
  if (program > 0) why.push("sets a variable for the program");
  const name = rest[program];
  if (rest.slice(0, program).some(({ bare }) => !bare)) why.push("quotes what it sets");
  if (name && !name.bare) why.push("quotes the program's name");
  if (name && evaluating.has(name.text)) why.push("evaluates its words as shell code");
  if (name && isStarter(name.text)) why.push("starts other programs in its own way");
  return {
    words: rest.map(({ text }) => text),
    certain: rest.map(({ certain }) => certain),
    program,
    doubts: [...new Set(why)],
  };
}

function isAssignment(word: Word | undefined): boolean {
  return word !== undefined && assignment.test(word.text);
}

/** After `cd`, every later program works on files that nobody looked at (`cd x && git status` runs what x configures). */
function noteFolderChange(parts: readonly CommandPart[]): void {
  if (parts.length < 2) return;
  for (const { words, program, doubts } of parts) {
    const name = words[program];
    const why = "changes the folder for the rest";
    if ((name === "cd" || name === "pushd" || name === "popd") && !doubts.includes(why)) {
      doubts.push(why);
    }
  }
}

/** What a part starts: a stretch of its words, or a text that is a command line of its own. Notes what cannot be told. */
function startedAt(part: CommandPart): ({ from: number; to: number } | string)[] {
  const { words, program, doubts } = part;
  const name = programName(words[program] ?? "");
  if (isShell(name)) return shellCode(part);
  if (name === "eval") return [words.slice(program + 1).join(" ")];
  if (name === "find") return findActions(part);
  if (name === "env") {
    const code = splitString(part);
    if (code !== null) return [code];
  }
  const wrapper = wrappers.get(name);
  if (!wrapper) return [];
  if (name === "command" && /^-\w*[vV]/.test(words[program + 1] ?? "")) return [];
  if (name === "xargs") {
    part.open = true;
    doubts.push("adds words that are read from its input");
  }
  const values = new Set(wrapper.values?.split(" "));
  const flags = new Set(wrapper.flags?.split(" "));
  let at = program + 1;
  for (; at < words.length; at++) {
    const word = words[at] ?? "";
    if (word === "--") {
      at++;
      break;
    }
    if (name === "env" && assignment.test(word)) doubts.push("sets a variable for the program");
    else if (values.has(word)) at++;
    else if (name === "nice" && /^-\d+$/.test(word)) continue;
    else if (!word.startsWith("-") && word !== "-") break;
    else if (!flags.has(word) && !joinedValue(word, values)) {
      doubts.push(`has an option (${word}) that may run something`);
    }
  }
  const from = at + (wrapper.operands ?? 0);
  return from < words.length ? [{ from, to: words.length }] : [];
}

/** `-n5`, `--signal=KILL`. */
function joinedValue(word: string, values: ReadonlySet<string>): boolean {
  const [long = ""] = word.split("=");
  return (
    (word.includes("=") && values.has(long)) ||
    (!word.startsWith("--") && values.has(word.slice(0, 2)))
  );
}

/** `env -S 'a b'` takes a text apart and runs it; null: it does not. */
function splitString({ words, program, doubts }: CommandPart): string | null {
  for (let at = program + 1; at < words.length; at++) {
    const given = /^(?:-[0iv]*S|--s[a-z-]*=?)(.*)$/s.exec(words[at] ?? "");
    if (!given) continue;
    doubts.push("has an option (-S) that may run something");
    return [given[1] ?? "", ...words.slice(at + 1)].join(" ");
  }
  return null;
}

function shellCode({ words, program }: CommandPart): string[] {
  for (let at = program + 1; at < words.length; at++) {
    const word = words[at] ?? "";
    if (!/^[-+]/.test(word)) return [];
    if (/^-[a-z]*c[a-z]*$/i.test(word)) {
      const code = words.slice(at + 1).find((later) => !/^[-+]/.test(later));
      return code === undefined ? [] : [code];
    }
    if (/^[-+][a-z]*o$/i.test(word) || word === "--rcfile" || word === "--init-file") at++;
  }
  return [];
}

function findActions(part: CommandPart): { from: number; to: number }[] {
  const { words, doubts } = part;
  const found: { from: number; to: number }[] = [];
  let from = -1;
  for (const [index, word] of words.entries()) {
    if (from >= 0 && (word === ";" || word === "+")) {
      found.push({ from, to: index });
      from = -1;
    } else if (/^-(?:exec|execdir|ok|okdir)$/.test(word)) {
      if (from >= 0) found.push({ from, to: index });
      from = index + 1;
    }
  }
  if (from >= 0) found.push({ from, to: words.length });
  if (found.length > 0) {
    part.open = true;
    doubts.push("adds the names of files");
  }
  return found;
}
