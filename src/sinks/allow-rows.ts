/** What would have let through what nobody could approve, to be typed in one go. */

import { phrase } from "../core/messages/phrase.ts";
import { isProtectedPath, leadsOutside } from "../core/path-match.ts";
import { writesAreAsked } from "../core/policy.ts";
import type { Receipt } from "../core/receipt.ts";
import { parseRule } from "../core/rules.ts";
import { spellsStart } from "../core/starts-by-itself.ts";
import { allowFlags } from "../core/typed-rule.ts";
import { oneLine } from "./one-line.ts";

/** More of them nobody reads before typing them. */
const most = 8;
/** A rule that is cut is none. */
const longest = 500;

/** Empty: nothing is missing, or no rule would do. */
export function allowRows({ approvals }: Receipt): string[] {
  const refused = approvals.filter(({ granted, by }) => !granted && by === "unattended");
  const rules = [...new Set(refused.flatMap(({ rule }) => rule ?? []))];
  // A line that is pasted without a second look must not allow every command.
  const wide = rules.filter((rule) => parseRule(rule).pattern === undefined);
  const narrow = rules.filter((rule) => !wide.includes(rule));
  const told = narrow.slice(0, most).filter((rule) => rule.length <= longest);
  const more = narrow.length - told.length;
  return [
    ...(told.length > 0 ? [told.map((rule) => oneLine(allowFlags([rule]))).join(" ")] : []),
    ...(more > 0 ? [phrase("and {1} more: they stand above, with their calls", more)] : []),
    ...(new Set(refused.filter(isOrdinaryWrite).map(({ rule }) => rule)).size > 1
      ? [phrase("or --approval-mode auto-edit, for ordinary files in the output directory")]
      : []),
    ...(wide.length > 0
      ? [
          phrase(
            "not among them: {1}, which allows far more than these calls",
            oneLine(allowFlags(wide)),
          ),
        ]
      : []),
  ];
}

/** One that mode auto-edit would let through. */
function isOrdinaryWrite({ rule, words }: Receipt["approvals"][number]): boolean {
  if (rule === undefined || words !== writesAreAsked) return false;
  const { tool, pattern = "" } = parseRule(rule);
  const starts = isProtectedPath(pattern) || spellsStart(pattern);
  return /^(?:write|edit)_file$/.test(tool) && !starts && !leadsOutside(pattern);
}
