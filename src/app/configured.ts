/** The configuration, and from here on its language. */

import { type Config, type LoadInput, loadConfig } from "../config/load.ts";
import { type Language, languages, useLanguage } from "../core/messages/language.ts";

/** Said on the command line of a command that has no flags of a run: no setting changes it. */
let said: Language | undefined;

/** Throws as loadConfig does. */
export async function configured(input: LoadInput): Promise<Config> {
  const config = await loadConfig(input);
  await useLanguage(said ?? config.lang);
  return config;
}

/** Takes `--lang` out of the words of a command that does not know it; what names no language stays, and is refused there. */
export function withoutLanguage(argv: readonly string[]): string[] {
  said = undefined;
  const rest: string[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? "";
    if (word === "--") return [...rest, ...argv.slice(at)];
    const [value, words] = word === "--lang" ? [argv[at + 1], 2] : [valueIn(word), 1];
    const language = languages.find((one) => one === value);
    if (language === undefined) rest.push(word);
    else {
      said = language;
      at += words - 1;
    }
  }
  return rest;
}

function valueIn(word: string): string | undefined {
  return word.startsWith("--lang=") ? word.slice("--lang=".length) : undefined;
}
