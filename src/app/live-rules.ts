/** The rules in force. The user's own are read again before each turn: what is added or taken away meanwhile counts. */

import { statSync } from "node:fs";
import { type Config, saidInVain, userRules } from "../config/load.ts";
import { projectRulesFile } from "../config/project-rules.ts";
import { userSettingsFile } from "../config/user-settings.ts";
import { UserError } from "../core/errors.ts";
import { formatRule } from "../core/rules.ts";
import type { Rule } from "../core/types.ts";

export interface LiveRules {
  now(): readonly Rule[];
  /** Where a file cannot be read, the rules stay as they were, and that is told once. */
  refresh(): Promise<void>;
  /** The user took this grant back: where it was saved as well, it does not come in again as a rule of this session. */
  takeBack(rule: Rule): void;
}

/** Flags and the project's settings count as they were at the start; the latter are used only as they were trusted. */
export function liveRules(config: Config, notice: (line: string) => void): LiveRules {
  const files = [userSettingsFile(config.paths), projectRulesFile(config.paths.config)];
  const others = config.rules.filter(({ source }) => source !== "user");
  const takenBack = new Set<string>();
  let rules = config.rules;
  let seen = files.map(stateOf).join();
  return {
    now: () => rules,
    async refresh() {
      const state = files.map(stateOf).join();
      if (state === seen) return;
      seen = state;
      try {
        const known = new Set(rules.map(textOf));
        const read = await userRules(config);
        const texts = new Set(read.map(textOf));
        // What left the files and came again is meant anew.
        for (const text of takenBack) if (!texts.has(text)) takenBack.delete(text);
        const own = read.filter((rule) => !takenBack.has(textOf(rule)));
        rules = [...own, ...others];
        for (const rule of own)
          if (!known.has(textOf(rule))) for (const line of saidInVain(rule)) notice(line);
      } catch (thrown) {
        if (!(thrown instanceof UserError)) throw thrown;
        notice(`${thrown.message} The rules stay as they were.`);
      }
    },
    takeBack(rule) {
      const text = textOf({ ...rule, decide: "allow" });
      takenBack.add(text);
      rules = rules.filter((one) => one.source !== "user" || textOf(one) !== text);
    },
  };
}

function textOf(rule: Rule): string {
  return `${rule.decide} ${formatRule(rule)}`;
}

/** Changes with every write, by whatever program. */
function stateOf(path: string): string {
  try {
    const { mtimeMs, size, ino } = statSync(path);
    return `${mtimeMs}:${size}:${ino}`;
  } catch {
    return "none";
  }
}
