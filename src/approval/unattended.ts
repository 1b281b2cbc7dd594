/** Nobody is there: every question is a no at once, with the rule that would have made it unnecessary. */

import type { Approver, Pending } from "../core/ports.ts";
import { ruleThatAllows } from "../core/suggest-rule.ts";
import type { Approval } from "../core/types.ts";

/** `ruleFor`: the rule as it is typed after `--allow`; undefined: none would. Questions of the model are answered by its own defaults. */
export function unattendedApprover(
  ruleFor: (pending: Pending) => string | undefined = (pending) => ruleThatAllows(pending),
): Approver {
  return {
    ask: null,
    async review(pending) {
      return pending.map((one): Approval => {
        const rule = ruleFor(one);
        return {
          callId: one.call.id,
          granted: false,
          by: "unattended",
          scope: "once",
          words: one.verdict.reason,
          ...(rule === undefined ? {} : { rule }),
        };
      });
    },
  };
}
