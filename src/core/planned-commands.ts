/** Which commands a plan can have approved as they stand: those whose words tell what they do. Pure. */

import { type CommandPart, partsOf } from "./command-parts.ts";
import {
  isDestructive,
  isInterpreter,
  isRunner,
  isShell,
  isWrapper,
  programName,
} from "./command-programs.ts";
import { risksOf } from "./command-risks.ts";
import { runsUnseen } from "./command-unseen.ts";
import { isClean } from "./display.ts";

/** Longer lines are not read in a list. */
const maxCommand = 300;
/** Of an interpreter: what follows is code. */
const codeOption = /^-[A-Za-z]*[cepE]$|^--?(?:eval|print|command|execute)(?:=|$)/;
/** Variables that decide which code runs. */
const loading =
  /^(?:PATH|IFS|ENV|BASH_ENV|SHELL|LD_|DYLD_|PYTHON(?:PATH|HOME|STARTUP)|NODE_(?:OPTIONS|PATH)|PERL5|RUBY(?:OPT|LIB)|GIT_|NPM_CONFIG_|PIP_|\w*(?:PAGER|EDITOR|COMMAND)=)/i;
const setsVariable = "sets a variable for the program";

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
  if (doubt) return `it ${doubt}`;
  const variable = words.slice(0, program).find((word) => loading.test(word));
  if (variable) return `${variable.split("=")[0]} decides what code runs`;
  const name = programName(words[program] ?? "");
  if (isShell(name)) return `${name} runs any command`;
  if (isWrapper(name) || isRunner(name) || open) return `${name} starts other programs`;
  if (isDestructive(name) && !isOnlyTemporary(part)) return `${name} is asked each time`;
  const code =
    isInterpreter(name) && words.slice(program + 1).some((word) => codeOption.test(word));
  if (code || runsUnseen(part)) return `${name} runs code that no file holds`;
  return null;
}

/** The jail's own /tmp is empty each time, and gone with the command. */
function isOnlyTemporary({ words, program }: CommandPart): boolean {
  const operands = words.slice(program + 1).filter((word) => !word.startsWith("-"));
  return (
    programName(words[program] ?? "") === "rm" &&
    operands.every((word) => word.startsWith("/tmp/") && !word.split("/").includes(".."))
  );
}

/** What to heed of one that can be approved, one clause; undefined: nothing stands out. */
export function plannedRisk(command: string): string | undefined {
  for (const { words, program } of partsOf(command).parts) {
    if (isInterpreter(words[program] ?? "")) continue;
    const [risk] = risksOf(words, program);
    if (risk) return risk.why;
  }
  return undefined;
}
