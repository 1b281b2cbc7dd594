/** In which language help is shown: by the flag, the user's settings, the locale. It reads settings only for that, and trips over none. */

import { languageFrom } from "../config/language.ts";
import { languageOf, loadLayers } from "../config/load.ts";
import { UserError } from "../core/errors.ts";
import { languages, useLanguage } from "../core/messages/language.ts";
import type { Io } from "./io.ts";

export async function useHelpLanguage({ cwd, env }: Io, flag: string | undefined): Promise<void> {
  if (languages.some((language) => language === flag)) return;
  try {
    const { layers } = await loadLayers({ cwd, env, flags: {}, stdoutIsTerminal: false });
    await useLanguage(languageOf(layers, env));
  } catch (thrown) {
    if (!(thrown instanceof UserError)) throw thrown;
    // Broken settings are told by what uses them; help has to be there all the more.
    await useLanguage(languageFrom(env));
  }
}
