/** The checks of an earlier session, to be run again: what its last verification ran, or what its skill brings. */

import type { Skills } from "../../core/ports.ts";
import { readLog } from "../../session/read.ts";
import { listSessions } from "../../session/store.ts";
import { savedChecks } from "../saved-checks.ts";

export interface SavedChecks {
  /** The session's id. */
  session: string;
  /** Its output directory, as it was. */
  out: string;
  checks: unknown[];
  /** Names of the skills it used: their checks may need their folders. */
  skills: string[];
}

/**
 * Of the newest session of this folder that has some; `out` null: in the output directory of the newest session of all.
 * null: there is none.
 */
export async function findSavedChecks(
  state: string,
  cwd: string,
  out: string | null,
  skills: Skills,
): Promise<SavedChecks | null> {
  const sessions = listSessions(state, cwd).filter(({ problem }) => problem === undefined);
  const wanted = out ?? sessions[0]?.out;
  for (const { id, path } of sessions.filter((session) => session.out === wanted)) {
    const { entries } = readLog(path);
    const checks = await savedChecks(entries, skills);
    const used = entries.flatMap((entry) => (entry.type === "skill_use" ? [entry.name] : []));
    if (checks) return { session: id, out: wanted ?? "", checks, skills: [...new Set(used)] };
  }
  return null;
}
