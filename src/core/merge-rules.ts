/** The rules of all layers as one list. Layers that others wrote (project, skill) may only tighten. */

import type { Rule } from "./types.ts";

export type RuleLayers = Partial<Record<NonNullable<Rule["source"]>, readonly Rule[]>>;

const tightenOnly: ReadonlySet<string> = new Set(["project", "skill"]);

/** Each rule gets its layer as `source`. `ignored`: allow rules of layers that may not loosen; to be told to the user. */
export function mergeRules(layers: RuleLayers): { rules: Rule[]; ignored: Rule[] } {
  const rules: Rule[] = [];
  const ignored: Rule[] = [];
  for (const source of ["flag", "user", "project", "session", "plan", "skill"] as const) {
    for (const rule of layers[source] ?? []) {
      const loosens = rule.decide === "allow" && tightenOnly.has(source);
      (loosens ? ignored : rules).push({ ...rule, source });
    }
  }
  return { rules, ignored };
}
