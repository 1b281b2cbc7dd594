/** What `verify` runs without arguments, read back from the log. */

import type { Entry } from "../core/events.ts";
import { type OpenedSkill, type Skills, ToolProblem } from "../core/ports.ts";

/**
 * The checks of the last `verify` that had some; where skills with checks were started after it, theirs: all of them, each
 * once, in the order in which they were started. null: there are none. Throws ToolProblem when one of those skills is no
 * longer what was started: what nobody has seen does not run.
 */
export async function savedChecks(
  entries: readonly Entry[],
  skills: Skills,
): Promise<unknown[] | null> {
  const started = new Map<string, unknown[]>();
  for (const entry of entries.toReversed()) {
    if (entry.type === "tool_start" && entry.name === "verify") {
      const checks = (entry.arguments as { checks?: unknown } | null | undefined)?.checks;
      if (!Array.isArray(checks) || checks.length === 0) continue;
      if (started.size === 0) return checks;
      break;
    }
    if (entry.type !== "skill_use" || started.has(entry.path)) continue;
    const skill = await skills.open(entry.name);
    if (skill && isSame(skill, entry)) {
      if (skill.checks && skill.checks.length > 0) started.set(entry.path, skill.checks);
    } else if (skill?.checks) {
      throw new ToolProblem(
        `The skill ${entry.name} is not what it was when it was started; its checks do not run. Start it again, or give checks.`,
      );
    }
  }
  return started.size === 0 ? null : [...started.values()].toReversed().flat();
}

function isSame(skill: OpenedSkill, used: { path: string; sha256: string }): boolean {
  return skill.path === used.path && skill.sha256 === used.sha256;
}
