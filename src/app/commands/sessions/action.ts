/** What one action of `skillet sessions` is: a file each beside this one. */

import type { Config } from "../../../config/load.ts";
import type { CommandCall } from "../../command.ts";
import type { Io } from "../../io.ts";

export interface SessionsAction {
  name: string;
  /** As the help shows it. */
  usage: string;
  /** Names of the flags it takes; any other is an error. */
  takes: readonly string[];
  /** `words` of the call without the action's own name. The exit code. Throws UserError. */
  run(call: CommandCall & { config: Config }, io: Io): Promise<number>;
}
