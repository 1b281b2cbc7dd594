/** From argv to the command that answers it; every failure a user can mend becomes one line and an exit code. */

import { languageFrom } from "../config/language.ts";
import { UserError } from "../core/errors.ts";
import { useLanguage } from "../core/messages/language.ts";
import { nearest } from "../core/nearest.ts";
import { askWord } from "./completion/ask-word.ts";
import { type Io, processIo } from "./io.ts";
import { firstWordAt, parseRun } from "./parse-flags.ts";
import { run } from "./run.ts";
import { warnOf } from "./warn.ts";

/** Commands, by their first word. Each file holds one command and is loaded when it is called. */
export const commandNames = [
  "demo",
  "sessions",
  "undo",
  "replay",
  "skills",
  "permissions",
  "doctor",
  "config",
  "completion",
  "verify",
  "models",
  "harness",
  "decode",
] as const;

export async function launch(given: readonly string[], io: Io = processIo(given)): Promise<number> {
  const code = await answer(given, io);
  try {
    await lastWordsTaken(code, io);
    return code;
  } catch (thrown) {
    return toldTo(io, thrown);
  }
}

/** 128 and its number, as shells tell it. */
const exitOfFirstSignal = 129;
/** A run that a signal ends waits so long for whoever reads it, in ms; every other one for as long as it takes. */
const patience = 1000;

async function lastWordsTaken(code: number, io: Io): Promise<void> {
  const drained = io.drained();
  if (!drained || code < exitOfFirstSignal) return drained;
  await Promise.race([drained, new Promise((late) => setTimeout(late, patience).unref())]);
}

function toldTo(io: Io, thrown: unknown): number {
  if (!(thrown instanceof UserError)) throw thrown;
  warnOf(thrown, io);
  return thrown.exitCode;
}

async function answer(given: readonly string[], io: Io): Promise<number> {
  const argv = commandFirst(given);
  // Before the first line is printed; what the settings say is known a little later.
  await useLanguage(languageFrom(io.env, flagOf(argv)));
  try {
    const [first = ""] = argv;
    if (first === askWord) {
      const { answerShell } = await import("./completion/answer.ts");
      return await answerShell(argv.slice(1), io);
    }
    const asksForHelp = argv.includes("--help") || argv.includes("-h");
    if (asksForHelp || isCommand(first)) {
      if (asksForHelp) {
        const { useHelpLanguage } = await import("./help-language.ts");
        await useHelpLanguage(io, flagOf(argv));
      }
      const { runCommand } = await import("./command-line.ts");
      return await runCommand(argv, io);
    }
    const parsed = parseRun(argv);
    refuseMistypedCommand(parsed.prompt);
    return await run(parsed, io);
  } catch (thrown) {
    return toldTo(io, thrown);
  }
}

/** `skillet --lang ja sessions list` means the command as well: as a prompt it would be sent, and paid for. */
function commandFirst(argv: readonly string[]): readonly string[] {
  const at = firstWordAt(argv);
  const word = argv[at];
  if (at <= 0 || word === undefined || !isCommand(word)) return argv;
  return [word, ...argv.slice(0, at), ...argv.slice(at + 1)];
}

function isCommand(word: string): boolean {
  return (commandNames as readonly string[]).includes(word);
}

/** `--lang ja` and `--lang=ja`, wherever it stands: it holds for what is wrong with the rest too. */
function flagOf(argv: readonly string[]): string | undefined {
  const at = argv.findLastIndex((word) => word === "--lang" || word.startsWith("--lang="));
  return argv[at] === "--lang" ? argv[at + 1] : argv[at]?.slice("--lang=".length);
}

/** `skillet sesions list` is no prompt: it would be sent, and paid for. Two or three words whose first is nearly a command. */
function refuseMistypedCommand(words: readonly string[]): void {
  const [first = ""] = words;
  const near = words.length <= 3 && !first.includes(" ") ? nearest(first, commandNames) : undefined;
  if (near === undefined || near === first) return;
  throw new UserError(`There is no command "${first}".`, {
    hint: `Did you mean skillet ${near}? To send it as a prompt: skillet -p "${words.join(" ")}"`,
  });
}
