/** What could stand at the cursor of a command line, from the tables of commands and flags and what lies on disk. */

import type { Command } from "../command.ts";
import { type Flag, languageFlag } from "../flags.ts";
import { type Form, formsOf } from "./usage.ts";

export interface Candidate {
  value: string;
  about?: string;
}

export interface Completions {
  candidates: Candidate[];
  /** A path can stand here: the shell knows best which. */
  files: boolean;
}

/** What is only known by looking; asked when it is needed. */
export interface Sources {
  commands: readonly Command[];
  /** Those of a run. */
  flags: readonly Flag[];
  sessions(): Candidate[];
  skills(): Promise<Candidate[]>;
  providers(): Candidate[];
  settings(): Candidate[];
  /** Of a setting; empty: whatever. */
  values(setting: string): Candidate[];
}

const nothing: Completions = { candidates: [], files: false };

/** `words` without the program's name; the last one is the one at the cursor, perhaps empty. */
export async function complete(words: readonly string[], sources: Sources): Promise<Completions> {
  const current = words.at(-1) ?? "";
  const before = words.slice(0, -1);
  const command = sources.commands.find(({ name }) => name === before[0]);
  const known = flagsOf(command, before, sources);
  const found = await possible(before, current, command, known, sources);
  const candidates = found.candidates.filter(({ value }) => value.startsWith(current));
  // Where names and paths can stand, a path is meant when no name fits.
  return { candidates, files: found.files && candidates.length === 0 };
}

async function possible(
  before: readonly string[],
  current: string,
  command: Command | undefined,
  known: readonly Flag[],
  sources: Sources,
): Promise<Completions> {
  if (before.includes("--")) return { ...nothing, files: true };
  const [, spelt = "", typed] = /^(--[^=]+)=(.*)$/s.exec(current) ?? [];
  const inline = typed === undefined ? undefined : flagNamed(spelt, known);
  if (inline) {
    const { candidates } = await ofFlag(inline, sources);
    return {
      candidates: candidates.map(({ value, about }) => ({
        value: `${spelt}=${value}`,
        ...(about ? { about } : {}),
      })),
      files: false,
    };
  }
  const flag = flagNamed(before.at(-1) ?? "", known);
  if (flag && flag.type !== "boolean") return ofFlag(flag, sources);
  if (current.startsWith("-")) return { candidates: offered(known, before), files: false };
  if (before.length === 0) {
    const commands = sources.commands.map(({ name, describe }) => ({
      value: name,
      about: describe,
    }));
    return { candidates: commands, files: true };
  }
  if (!command) return { ...nothing, files: true };
  return ofCommand(command, wordsOf(before.slice(1), known), sources);
}

/** Those that the command takes, or its action where each has its own. */
function flagsOf(
  command: Command | undefined,
  before: readonly string[],
  sources: Sources,
): readonly Flag[] {
  const help: Flag = { name: "help", alias: "h", type: "boolean", describe: "Help", group: "Run:" };
  const version: Flag = { ...help, name: "version", alias: "V", describe: "Print the version" };
  if (!command) return [...sources.flags, help, version];
  const own = [...(command.flags ?? []), ...(command.takesRunFlags ? sources.flags : [])];
  const action = command.actions?.find(({ name }) => before.slice(1).includes(name));
  const taken = own.filter(({ name }) => !action || action.takes.includes(name));
  const language = taken.includes(languageFlag) ? [] : [languageFlag];
  return [...taken, ...language, help];
}

function flagNamed(word: string, known: readonly Flag[]): Flag | undefined {
  return known.find(({ name, alias }) => word === `--${name}` || (alias && word === `-${alias}`));
}

function offered(known: readonly Flag[], before: readonly string[]): Candidate[] {
  return known
    .filter((flag) => flag.type === "array" || !before.some((word) => flagNamed(word, [flag])))
    .flatMap(({ name, describe }) => {
      const no = `--no-${name}`;
      // Those that are on by themselves say in their help how they are turned off.
      return [
        { value: `--${name}`, about: describe },
        ...(describe.includes(no) ? [{ value: no, about: describe }] : []),
      ];
    });
}

/** Neither flags nor their values. */
function wordsOf(before: readonly string[], known: readonly Flag[]): string[] {
  return before.filter((word, at) => {
    const flag = at > 0 ? flagNamed(before[at - 1] ?? "", known) : undefined;
    return !word.startsWith("-") && !(flag && flag.type !== "boolean");
  });
}

async function ofFlag({ name, value, choices }: Flag, sources: Sources): Promise<Completions> {
  if (choices) return { ...nothing, candidates: choices.map((choice) => ({ value: choice })) };
  if (name === "provider") return { ...nothing, candidates: sources.providers() };
  if (name === "resume" || name === "session")
    return { ...nothing, candidates: sources.sessions() };
  return ofPlace(value ?? "", sources);
}

async function ofCommand(
  command: Command,
  words: readonly string[],
  sources: Sources,
): Promise<Completions> {
  const forms = formsOf(command.name, command.usage);
  const actions = forms.flatMap(({ action }) => action ?? []);
  if (actions.length > 0 && words.length === 0)
    return { ...nothing, candidates: actions.map((value) => ({ value })) };
  const form = forms.find(({ action }) => action === null || action === words[0]);
  if (!form) return nothing;
  const at = form.action === null ? words.length : words.length - 1;
  const place = placeAt(form, at);
  if (place.startsWith("VALUE")) return { ...nothing, candidates: sources.values(words[1] ?? "") };
  return ofPlace(command.name === "skills" ? place.replace("NAME", "SKILL") : place, sources);
}

function placeAt({ places }: Form, at: number): string {
  const last = places.at(-1) ?? "";
  return places[at] ?? (/\.\.\.|…/.test(last) ? last : "");
}

/** `SKILL|PATH`, `md|json`: words in small letters stand for themselves. */
async function ofPlace(place: string, sources: Sources): Promise<Completions> {
  const result: Completions = { candidates: [], files: false };
  for (const part of place.replace(/\.\.\./g, "").split("|")) {
    const word = part.replace(/[^A-Za-z_-]/g, "");
    if (/^[a-z][a-z_-]*$/.test(word)) result.candidates.push({ value: word });
    else if (word === "SESSION" || word === "ID") result.candidates.push(...sources.sessions());
    else if (word === "SKILL") result.candidates.push(...(await sources.skills()));
    else if (word === "KEY") result.candidates.push(...sources.settings());
    else if (/^(DIR|FILE|PATH|FOLDER|ARCHIVE)$/.test(word)) result.files = true;
  }
  return result;
}
