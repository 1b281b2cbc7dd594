/** Which ready help answers `--help` at once. Used by cli.ts before anything else is loaded, so it imports nothing. */

type Environment = Readonly<Record<string, string | undefined>>;

/** The file beside the program; null: who is asked has to be found out the slow way. `settings`: the user's, "" where there are none. */
export function helpFile(env: Environment, settings: string): string | null {
  // Settings may choose a language, or speak of one in a comment; reading them rightly takes a parser.
  if (settings.includes('"lang"')) return null;
  // The short form of config/language.ts and core/messages/language.ts: a name that is not understood here is for those.
  const locale = env.LC_ALL || env.LC_MESSAGES || env.LANG || "";
  if (!/^(?:ja|zh)/i.test(locale)) return "help.txt";
  const [, language] = /^(ja|zh)(?:_[A-Z]{2})?(?:\.utf-?8)?$/i.exec(locale) ?? [];
  return language ? `help.${language.toLowerCase()}.txt` : null;
}

/** Where the user's settings are, by the usual rules; a place that is wrong only means that they are found the slow way, or not here. */
export function settingsPlace(env: Environment): string {
  const { SKILLET_CONFIG_DIR, XDG_CONFIG_HOME = "", HOME = "" } = env;
  const config = XDG_CONFIG_HOME.startsWith("/") ? XDG_CONFIG_HOME : `${HOME}/.config`;
  return `${SKILLET_CONFIG_DIR || `${config}/skillet`}/settings.json`;
}
