/** What one action of `skillet skills` is: a file each beside this one. */

import type { CommandCall } from "../../command.ts";
import type { Io } from "../../io.ts";

export interface SkillsAction {
  name: string;
  /** As the help shows it. */
  usage: string;
  /** Names of the flags it takes; any other is an error. */
  takes: readonly string[];
  /** `words` of the call without the action's own name. The exit code. Throws UserError. */
  run(call: CommandCall, io: Io): Promise<number>;
}

/** Which skills are looked at: what every action takes that reads them. */
export const choosing = ["skill", "skills", "trust-project-skills"] as const;
