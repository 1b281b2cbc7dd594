/** The languages, and how one is chosen and loaded. English is in the program; of the others only the one that is used is read. */

import { speak } from "./phrase.ts";

export const languages = ["en", "ja", "zh"] as const;
export type Language = (typeof languages)[number];

/** By the locale's name (`ja_JP.UTF-8`). Undefined, unknown, or an encoding in which we would not be readable: English. */
export function languageOfLocale(locale: string | undefined): Language {
  const [, language = "", encoding = "utf8"] =
    /^([a-z]{2})(?:[_-][\w-]+)?(?:\.([\w-]+))?(?:@.*)?$/i.exec(locale ?? "") ?? [];
  const readable = /^utf-?8$/i.test(encoding);
  const found = languages.find((one) => one === language.toLowerCase());
  return found && readable ? found : "en";
}

let current: Language = "en";

/** The language that is spoken, for what says so of itself. */
export function spoken(): Language {
  return current;
}

/** What is said from now on is said in this language. */
export async function useLanguage(language: Language): Promise<void> {
  current = language;
  switch (language) {
    case "en":
      return speak(null);
    case "ja":
      return speak((await import("./ja/index.ts")).ja);
    case "zh":
      return speak((await import("./zh/index.ts")).zh);
  }
}
