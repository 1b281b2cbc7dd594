/** Which commands a plan can have approved as they stand: those whose words tell what they do. Pure. */

import { type CommandPart, partsOf } from "./command-parts.ts";
import {
  isDestructive,
  isInterpreter,
  isRunner,
  isShell,
  isWrapper,
  programName,
  readers,
  subcommandPrograms,
} from "./command-programs.ts";
import { risksOf } from "./command-risks.ts";
import { runsUnseen } from "./command-unseen.ts";
import { isClean } from "./display.ts";
import { isProtectedPath, isSecretPath } from "./path-match.ts";
import { holdsCode, standsFor, whyNotInterpreter } from "./planned-interpreters.ts";
import {
  beforeSubcommand,
  harmlessVariables,
  isKnown,
  useOf,
  wholeLines,
} from "./planned-programs.ts";
import { asksMore, isOwnFile, whyNotWords } from "./planned-words.ts";

/** Longer lines are not read in a list. */
const maxCommand = 300;
const setsVariable = "sets a variable for the program";
/** Where the system keeps its programs. */
const systemFolder = /^\/(?:usr\/(?:local\/)?)?bin\/[^/]+$/;
/** Nothing but reading, whatever they are given, once their risks are out. */
const alsoReading: ReadonlySet<string> = new Set(["test", "sed", "awk", "gawk", "mawk", "nawk"]);

/** Why it is asked when it runs, whatever was approved before, one clause; null: the line can be approved in advance. */
export function whyNotPlanned(command: string): string | null {
  if (command.length > maxCommand) return "it is too long to be read in a plan";
  if (!isClean(command)) return "it holds hidden characters";
  if (/[\n\r]/.test(command)) return "it has more than one line";
  const { parts, unreadable } = partsOf(command);
  if (unreadable !== null) return `the command ${unreadable}`;
  for (const part of parts) {
    const why = whyNotPart(part);
    if (why !== null) return why;
  }
  return null;
}

function whyNotPart(part: CommandPart): string | null {
  const { words, program, doubts, open = false } = part;
  const doubt = doubts.find((one) => one !== setsVariable);
  if (doubt) return `the line ${doubt}`;
  const variable = words.slice(0, program).find((word) => !isHarmless(word));
  if (variable) return `${variable.split("=")[0]} may decide what code runs`;
  if (program === words.length) return "it only sets a variable";
  const name = programName(words[program] ?? "");
  if (isShell(name)) return `${name} runs any command`;
  if (isWrapper(name) || isRunner(name) || open) return `${name} starts other programs`;
  if (isDestructive(name)) {
    return isOnlyTemporary(part) ? null : `${name} is asked each time`;
  }
  if (runsUnseen(part)) return `${name} runs code that no file holds`;
  return whyNotProgram(words.slice(program));
}

/** Of the program with its words, and of the one that they name instead (`python -m pip`, `ruby bin/rails`). */
function whyNotProgram(words: readonly string[]): string | null {
  const [program = "", ...rest] = words;
  const name = programName(program);
  if (!isWhatItIsCalled(program, name)) return `${program} may be any program`;
  if (standsFor(name) !== name) return whyNotProgram([standsFor(name), ...rest]);
  if (wholeLines.has([name, ...rest].join(" "))) return null;
  if (rest.length === 1 && rest[0] === "--version" && isFamiliar(name)) return null;
  const interpreted = whyNotInterpreter(name, rest);
  if (interpreted !== undefined) {
    return Array.isArray(interpreted) ? whyNotProgram(interpreted) : interpreted;
  }
  return whyNotUse(name, words) ?? riskIn([name, ...rest]);
}

function whyNotUse(name: string, words: readonly string[]): string | null {
  const [program = "", ...rest] = words;
  if (readers.has(name) || alsoReading.has(name)) return null;
  const leading = (beforeSubcommand[name] ?? "").split(" ");
  const start = rest.findIndex((word) => !leading.includes(word));
  const given = start < 0 ? [] : rest.slice(start);
  const found = useOf(name, given);
  if (found) return whyNotWords(name, given.slice(found.length), found.use);
  const [first] = given;
  if (isKnown(name) || subcommandPrograms.has(name)) {
    if (first?.startsWith("-")) return asksMore(name, first);
    return `${first === undefined ? name : `${name} ${first}`} is asked each time`;
  }
  if (isInterpreter(name) || !program.includes("/") || !isOwnFile(program)) {
    return `${name} is not known to do only what its words say`;
  }
  // A program of the project, like a script that an interpreter is given.
  return rest.some(holdsCode) ? `${name} runs code that no file holds` : null;
}

function isFamiliar(name: string): boolean {
  return isKnown(name) || isInterpreter(name) || readers.has(name);
}

function riskIn(words: readonly string[]): string | null {
  return risksOf(words)[0]?.why ?? null;
}

/** Not `git.exe`, not `/tmp/git`: what stands there is a program that nobody knows. */
function isWhatItIsCalled(program: string, name: string): boolean {
  const called = program.slice(program.lastIndexOf("/") + 1);
  if (!called.startsWith(name) || !/^[\d.]*$/.test(called.slice(name.length))) return false;
  if (program.startsWith("/")) return systemFolder.test(program);
  return !program.startsWith("~") && !program.split("/").includes("..");
}

/** `PORT=5000`: a name that is listed, with a value that can be nothing but one. */
function isHarmless(word: string): boolean {
  const [, name = "", value = ""] = /^([A-Z_]+)=(.*)$/.exec(word) ?? [];
  if (!Object.hasOwn(harmlessVariables, name)) return false;
  switch (harmlessVariables[name]) {
    case "word":
      return /^\w[\w.-]*$/.test(value);
    case "zone":
      return /^[A-Za-z]\w*(?:\/\w+)*$/.test(value);
    default:
      return (
        /^(?:\/tmp\/)?\w[\w.-]*(?:\/\w[\w.-]*)*$/.test(value) &&
        !isProtectedPath(value) &&
        !isSecretPath(value)
      );
  }
}

/** The jail's own /tmp is empty each time, and gone with the command. */
function isOnlyTemporary({ words, program }: CommandPart): boolean {
  const operands = words.slice(program + 1).filter((word) => !word.startsWith("-"));
  return (
    /^(?:\/(?:usr\/)?bin\/)?rm$/.test(words[program] ?? "") &&
    operands.every((word) => word.startsWith("/tmp/") && !word.split("/").includes(".."))
  );
}
