/** Carries what `effect` worked out over to `run`, so that what was judged and shown is what happens. */

import type { JsonObject } from "../core/types.ts";

/**
 * Bound to the very arguments object that was judged. Arguments the user edited are another object: nothing was planned
 * for them, and `run` works it out anew.
 */
export interface Planned<Plan> {
  keep(args: JsonObject, plan: Plan): Plan;
  of(args: JsonObject): Plan | undefined;
}

export function planned<Plan>(): Planned<Plan> {
  const plans = new WeakMap<JsonObject, Plan>();
  return {
    keep(args, plan) {
      plans.set(args, plan);
      return plan;
    },
    of: (args) => plans.get(args),
  };
}
