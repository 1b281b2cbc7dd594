/** Which rule a person would want to keep for a command: general enough to be met again, never a blank cheque. */

import { patternWords } from "./command-match.ts";
import { partsOf } from "./command-parts.ts";
import {
  deeperSubcommands,
  isDestructive,
  isInterpreter,
  isRunner,
  isSubcommandOf,
  isWrapper,
  openSubcommands,
  programName,
  readers,
  subcommandPrograms,
} from "./command-programs.ts";
import { risksOf } from "./command-risks.ts";
import { judgeCommand } from "./command-verdict.ts";
import { parseRule } from "./rules.ts";

/** The rule that would be saved, as it is typed; null: none is offered for this command. */
export function suggestShellRule(command: string): string | null {
  const { parts, unreadable } = partsOf(command);
  const [part, ...more] = parts;
  if (!part || more.length > 0 || unreadable !== null || part.doubts.length > 0) return null;
  const pattern = keptWords(part.words);
  if (!pattern || unsaveable(pattern) !== null || risksOf(part.words).length > 0) return null;
  const rule = `shell:${formatWords(pattern)}`;
  // A rule that would not let its own command through is none (the round trip).
  return judgeCommand(command, [parseRule(rule)]).decide === "allow" ? rule : null;
}

/** How much of the command stays the same from time to time. */
function keptWords(words: readonly string[]): string[] | null {
  const [program = "", first, second] = words;
  if (first === undefined || readers.has(program)) return [program];
  if (subcommandPrograms.has(program)) {
    if (!/^[\w:.-]+$/.test(first) || first.startsWith("-")) return null;
    const deeper = isSubcommandOf(deeperSubcommands, program, first);
    if (!deeper) return [program, first];
    return second === undefined || second.startsWith("-") ? null : [program, first, second];
  }
  // Of any other program: its options and the first thing it is applied to.
  const end = words.findIndex((word, index) => index > 0 && !word.startsWith("-"));
  return end < 0 ? [...words] : words.slice(0, end + 1);
}

/** Why a rule with these words must not be saved; null: it may be. */
function unsaveable(words: readonly string[]): string | null {
  const [program = "", first] = words;
  const name = programName(program);
  if (isInterpreter(name)) return `${name} runs any code`;
  if (isWrapper(name) || isRunner(name)) return `${name} starts any other program`;
  if (isDestructive(name)) return `${name} is asked each time`;
  if (program.includes("/")) return "a program in a folder can become another one";
  if (first === undefined && subcommandPrograms.has(name))
    return `${name} alone would allow all it can do`;
  if (isSubcommandOf(openSubcommands, name, first ?? ""))
    return `${name} ${first} runs whatever follows`;
  if (first === undefined && deeperSubcommands.has(name))
    return `${name} alone would allow all it can do`;
  if (isSubcommandOf(deeperSubcommands, name, first ?? "") && words.length < 3) {
    return `${name} ${first} alone would allow all it can do`;
  }
  return null;
}

/** Why a shell pattern must not be saved from a prompt, one clause; null: it may be. */
export function whyNotSaveable(pattern: string): string | null {
  const words = patternWords(pattern);
  if (!words) return "it is more than plain words";
  return unsaveable(words);
}

/** Words as they are typed in a pattern: quoted where they hold more than plain characters. */
export function formatWords(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w./:=@%+,-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`))
    .join(" ");
}
