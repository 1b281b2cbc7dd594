/** What a command of the command line is: one file each in `commands/`. */

import type { Flag, FlagValues } from "./flags.ts";
import type { Io } from "./io.ts";

export interface CommandCall {
  /** The words after the command's name that are no flags. */
  words: readonly string[];
  flags: FlagValues;
}

export interface Command {
  name: string;
  /** As the help shows it, for example `sessions <action> [id]`. */
  usage: string;
  describe: string;
  /** Its own flags; those of a run are added when `takesRunFlags` is set. */
  flags?: readonly Flag[];
  takesRunFlags?: boolean;
  /** Where each action takes flags of its own; missing: all take all. */
  actions?: readonly { name: string; usage: string; takes: readonly string[] }[];
  /** The exit code. Throws UserError. */
  run(call: CommandCall, io: Io): Promise<number>;
}
