/** Which earlier session is meant; neither `latest`, `id` nor `choose`: a new one. */

import { isClean } from "../core/display.ts";
import { UserError } from "../core/errors.ts";
import type { FlagValues } from "./flags.ts";

export interface Resume {
  /** The last one of this folder. */
  latest: boolean;
  /** An id or a name, or the start of one. */
  id: string | undefined;
  /** The user is shown them and chooses. Default: false. */
  choose?: boolean;
  /** Go on in a copy, up to this turn (default: all of them). Missing: in the session itself. */
  fork?: { turn?: number };
  /** Where a new one works; missing: as configured. An earlier one knows its own place. */
  out?: string;
}

export const newSession: Resume = { latest: false, id: undefined };

/** What `--continue`, `--resume` and `--fork-session` say together. Throws UserError where they contradict. */
export function resumeOf(flags: FlagValues): Resume {
  const latest = flags.continue === true;
  const id = typeof flags.resume === "string" ? flags.resume.trim() : undefined;
  if (latest && id !== undefined) {
    throw new UserError("--continue and --resume do not go together.", {
      hint: "--continue takes the last session of this folder, --resume the one that is named.",
    });
  }
  const fork = flags["fork-session"] === true;
  if (fork && !latest && id === undefined) {
    throw new UserError("--fork-session needs a session to copy.", {
      hint: "skillet -c --fork-session takes the last one of this folder, skillet -r ID --fork-session any other.",
    });
  }
  return {
    latest,
    id: id === "" ? undefined : id,
    ...(id === "" ? { choose: true } : {}),
    ...(fork ? { fork: {} } : {}),
  };
}

/** What to type behind `--resume`: the name where a shell takes it as it is between quotes, else the id. */
export function resumeWord({ id, name }: { id: string; name(): string }): string {
  const called = name();
  return called && isClean(called) && !/["$`\\!]/.test(called) ? `"${called}"` : id;
}
