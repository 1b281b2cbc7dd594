/** Commands and help by yargs; loaded only when one of them is asked for. */

import type { Argv } from "yargs";
import { UserError } from "../core/errors.ts";
import { languages } from "../core/messages/language.ts";
import { phrase, translated } from "../core/messages/phrase.ts";
import { nearest } from "../core/nearest.ts";
import type { Command } from "./command.ts";
import { commands } from "./commands/index.ts";
import { withoutLanguage } from "./configured.ts";
import { type Flag, type FlagValues, flags, languageFlag } from "./flags.ts";
import type { Io } from "./io.ts";

/** Runs a command, or prints help. Throws UserError (42) for what was mistyped. */
export async function runCommand(given: readonly string[], from: Io): Promise<number> {
  const command = commands.find(({ name }) => name === given[0]);
  const hasLanguage = command === undefined || command.takesRunFlags === true;
  const argv = hasLanguage ? given : withoutLanguage(given);
  if (!hasLanguage) refuseLanguage(argv);
  const io: Io = { ...from, argv };
  const { default: yargs } = await import("yargs");
  let code = 0;
  const finish = (exitCode: number) => {
    code = exitCode;
  };
  const cli = yargs([...argv])
    .scriptName("skillet")
    .locale("en")
    .exitProcess(false)
    .updateStrings(helpWords())
    .usage(
      usageText(
        'skillet [prompt...]        a conversation; the prompt is its first message\nskillet -p "..."           one job, no questions\nskillet -p - < spec.md     the same, read from stdin',
      ),
    )
    .parserConfiguration({
      "camel-case-expansion": false,
      "dot-notation": false,
      "strip-aliased": true,
      "populate--": false,
    })
    .wrap(Math.min(100, (io.stdoutIsTerminal ? process.stdout.columns : undefined) ?? 100))
    .version(false)
    .help("help")
    .alias("help", "h")
    .epilogue(
      [
        phrase(
          "Exit codes: 0 done, 1 failure, 41 credentials, 42 bad input, 44 no sandbox, 52 bad configuration,",
        ),
        phrase(
          "53 limit, 55 not trusted, 60 approval needed, 61 not verified, 62 findings.  Start with: skillet demo",
        ),
      ].join("\n"),
    )
    .fail((message, error) => {
      throw (
        error ??
        new UserError(message.split("\n")[0] ?? message, {
          hint: "skillet --help lists what there is.",
        })
      );
    });
  addFlags(cli, flags).option("version", {
    alias: "V",
    type: "boolean",
    describe: translated("Print the version"),
    group: translated("Output:"),
  });
  for (const command of commands) addCommand(cli, command, io, finish);
  let text = "";
  await cli.parseAsync([...argv], {}, (_error, _values, output) => {
    text = output;
  });
  if (text) io.out(`${text}\n`);
  return code;
}

/** What stands behind the words to type, and lines that are a sentence. */
function usageText(usage: string): string {
  return usage
    .split("\n")
    .map((line) => {
      const [, typed = "", about = line] = /^(.* {2,})(\S.*)$/.exec(line) ?? [];
      return typed + translated(about);
    })
    .join("\n");
}

/** The words of yargs itself. */
function helpWords(): Record<string, string> {
  return {
    "Commands:": phrase("Commands:"),
    "Options:": phrase("Options:"),
    "Show help": translated("Show help"),
    string: phrase("string"),
    boolean: phrase("boolean"),
    number: phrase("number"),
    array: phrase("array"),
    "choices:": phrase("choices:"),
  };
}

function addCommand(cli: Argv, command: Command, io: Io, finish: (code: number) => void): void {
  const own = [...(command.flags ?? []), ...(command.takesRunFlags ? flags : [])];
  // Every command takes it: where it is no flag of its own, it has been taken out of the words.
  const shown = command.takesRunFlags ? own : [...own, languageFlag];
  cli.command({
    command: `${command.name} [words..]`,
    describe: translated(command.describe),
    builder: (builder) =>
      addFlags(
        builder.usage(`skillet ${usageText(command.usage)}\n\n${translated(command.describe)}`),
        shown,
      ),
    async handler(values) {
      const { words } = values as { words?: unknown[] };
      finish(
        await command.run(
          { words: (words ?? []).map(String), flags: givenFlags(values, own, command.name) },
          io,
        ),
      );
    },
  });
}

function addFlags<T>(cli: Argv<T>, list: readonly Flag[]): Argv<T> {
  for (const { name, alias, type, describe, choices, group } of list) {
    cli.option(name, {
      type: type === "array" ? "string" : type,
      array: type === "array",
      describe: translated(describe),
      ...(type === "array" ? { nargs: 1 } : type === "boolean" ? {} : { requiresArg: true }),
      ...(alias ? { alias } : {}),
      ...(choices ? { choices } : {}),
      group: translated(group),
      global: false,
    });
  }
  return cli;
}

/** The flags as given; an unknown one is an error that names the nearest. */
function givenFlags(
  values: Record<string, unknown>,
  own: readonly Flag[],
  command: string,
): FlagValues {
  const given: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(values)) {
    if (value === undefined || name === "_" || name === "$0" || name === "words" || name === "help")
      continue;
    const flag = own.find((candidate) => candidate.name === name || candidate.alias === name);
    if (!flag) {
      const near = nearest(
        name,
        own.map((candidate) => candidate.name),
      );
      const spelled = name.length === 1 ? `-${name}` : `--${name}`;
      throw new UserError(`Unknown flag ${spelled}.`, {
        hint: near ? `Did you mean --${near}?` : `skillet ${command} --help lists the flags.`,
      });
    }
    given[flag.name] = value;
  }
  return given as FlagValues;
}

/** What is left of it in these words names no language: one that does has been taken out. Throws UserError. */
function refuseLanguage(argv: readonly string[]): void {
  const end = argv.indexOf("--");
  const words = end < 0 ? argv : argv.slice(0, end);
  const at = words.findIndex((word) => /^--lang(?:=|$)/.test(word));
  if (at < 0) return;
  const value = words[at] === "--lang" ? words[at + 1] : words[at]?.slice("--lang=".length);
  if (value === undefined || value === "" || value.startsWith("-"))
    throw new UserError(`--lang needs a value: ${languages.join("|")}.`, {
      hint: "skillet --help lists the flags.",
    });
  throw new UserError(`--lang cannot be "${value}".`, {
    hint: `It is one of ${languages.join(", ")}.`,
  });
}
