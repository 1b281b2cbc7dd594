/** Rules as people type them: `allow shell:npm install`, `write_file:docs/`, `shell`. */

import { UserError } from "./errors.ts";
import { nearest } from "./nearest.ts";
import type { Decide, Rule } from "./types.ts";

const decides: readonly string[] = ["allow", "ask", "deny"];

/** Reads `[allow|ask|deny] TOOL[:PATTERN]`; without a first word the rule allows. Throws UserError. */
export function parseRule(text: string, decide: Decide = "allow"): Rule {
  const trimmed = text.trim();
  const [first = "", ...rest] = trimmed.split(/\s+/);
  const named = decides.includes(first) && rest.length > 0;
  const body = named ? trimmed.slice(first.length).trim() : trimmed;
  const colon = body.indexOf(":");
  const tool = colon < 0 ? body : body.slice(0, colon);
  if (!/^(\*|[A-Za-z][\w.-]*)$/.test(tool)) {
    throw new UserError(`Not a rule: "${text}".`, {
      hint: 'A rule is TOOL or TOOL:PATTERN, for example "shell:npm install" or "write_file:docs/".',
    });
  }
  const rule: Rule = { decide: named ? (first as Decide) : decide, tool };
  if (colon < 0) return rule;
  const pattern = body.slice(colon + 1).trim();
  if (pattern === "") {
    throw new UserError(`The rule "${text}" has an empty pattern.`, {
      hint: `Write "${tool}" for every call of the tool, or "${tool}:PATTERN".`,
    });
  }
  return { ...rule, pattern };
}

/** The rule without its decision, as it is typed after `--allow`. */
export function formatRule(rule: Rule): string {
  return rule.pattern === undefined ? rule.tool : `${rule.tool}:${rule.pattern}`;
}

/** What rules can be about: the model's tools, and the hosts that commands reach. */
export const ruledTools: readonly string[] = [
  ...["read_file", "write_file", "edit_file", "list_files", "search_files", "shell", "process"],
  ...["use_skill", "ask_user", "propose_plan", "verify", "network"],
];

/** Throws UserError (42) for a rule about no tool there is: it would never apply, and a denial that never applies denies nothing. */
export function checkTool(rule: Rule): Rule {
  const { tool } = rule;
  if (tool === "*" || ruledTools.includes(tool)) return rule;
  const near = nearest(tool, ruledTools);
  throw new UserError(`No tool is called "${tool}".`, {
    hint: near ? `Did you mean ${near}?` : `There are ${ruledTools.join(", ")}.`,
  });
}
