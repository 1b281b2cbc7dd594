/** Which language people are spoken to in before the settings are read, and where they say nothing. */

import { type Language, languageOfLocale, languages } from "../core/messages/language.ts";
import type { Environment } from "./paths.ts";

/** The first of the three variables that is set counts (POSIX). A flag that names no language counts as not given here. */
export function languageFrom(env: Environment, flag?: unknown): Language {
  const given = languages.find((language) => language === flag);
  return given ?? languageOfLocale(env.LC_ALL || env.LC_MESSAGES || env.LANG);
}
