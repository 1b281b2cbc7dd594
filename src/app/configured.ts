/** The configuration, and from here on its language. */

import { type Config, type LoadInput, loadConfig } from "../config/load.ts";
import { useLanguage } from "../core/messages/language.ts";

/** Throws as loadConfig does. */
export async function configured(input: LoadInput): Promise<Config> {
  const config = await loadConfig(input);
  await useLanguage(config.lang);
  return config;
}
