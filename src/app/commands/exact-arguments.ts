/** A command's words and values byte for byte as they were typed: yargs takes quotes off and makes numbers of words. */

import { parseArgs } from "node:util";
import type { CommandCall } from "../command.ts";
import type { Flag } from "../flags.ts";

export interface ExactCall extends CommandCall {
  /** A flag stands between two words: whoever takes the words as one text cannot tell whose flag it is. */
  mixed: boolean;
}

/** `argv` begins with the command's name; yargs has refused already what is unknown or lacks its value. */
export function exactArguments(argv: readonly string[], known: readonly Flag[]): ExactCall {
  const { tokens } = parseArgs({
    args: argv.slice(1),
    options: Object.fromEntries(
      known.map(({ name, alias: short, type }) => [
        name,
        {
          type: type === "boolean" ? ("boolean" as const) : ("string" as const),
          multiple: true,
          ...(short ? { short } : {}),
        },
      ]),
    ),
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const words: string[] = [];
  const values: Record<string, string | boolean | string[]> = {};
  let [flagBehindWord, mixed] = [false, false];
  for (const token of tokens) {
    if (token.kind === "positional") {
      // The first word is what the command is to do; its own words come after it.
      mixed ||= flagBehindWord && words.length > 1;
      words.push(token.value);
      flagBehindWord = false;
    }
    if (token.kind !== "option") continue;
    flagBehindWord ||= words.length > 1;
    const flag = known.find(({ name }) => name === token.name);
    if (!flag) {
      const positive = token.name.replace(/^no-/, "");
      if (known.some(({ name }) => name === positive)) values[positive] = false;
    } else if (flag.type === "boolean") values[flag.name] = token.value !== "false";
    else if (flag.type === "array") {
      const before = values[flag.name];
      values[flag.name] = [...(Array.isArray(before) ? before : []), token.value ?? ""];
    } else values[flag.name] = token.value ?? "";
  }
  return { words, flags: values, mixed };
}
