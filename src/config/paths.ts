/** Where Skillet keeps its things; the XDG rules, with Skillet's own variables first. */

import { homedir } from "node:os";
import { isAbsolute, join } from "node:path";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface Paths {
  home: string;
  /** Settings and trusted folders: $SKILLET_CONFIG_DIR or $XDG_CONFIG_HOME/skillet. */
  config: string;
  /** Sessions: $SKILLET_STATE_DIR or $XDG_STATE_HOME/skillet. */
  state: string;
  /** What can be made again: $XDG_CACHE_HOME/skillet. */
  cache: string;
}

/** An XDG variable that is empty or relative counts as not set (XDG base directory specification). */
export function pathsOf(env: Environment): Paths {
  const home = env.HOME || homedir();
  const xdg = (name: string, fallback: string) => {
    const value = env[name];
    return join(value && isAbsolute(value) ? value : join(home, fallback), "skillet");
  };
  return {
    home,
    config: env.SKILLET_CONFIG_DIR || xdg("XDG_CONFIG_HOME", ".config"),
    state: env.SKILLET_STATE_DIR || xdg("XDG_STATE_HOME", ".local/state"),
    cache: xdg("XDG_CACHE_HOME", ".cache"),
  };
}
