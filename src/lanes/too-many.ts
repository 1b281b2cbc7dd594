/** A reply with more calls than one may carry: nothing of it runs, none of its calls is kept, and the model is asked for fewer. */

import { mostCalls, tooManyCalls } from "../core/reply-bounds.ts";
import type { Decision, RejectedCall, ToolSpec } from "../core/types.ts";
import { resolveName } from "./names.ts";

/** `text`: what is kept of the reply, the words before its calls; `names`: those of its calls, as they were written. */
export function decideOnTooMany(
  { source, text, attempts }: Pick<Decision, "source" | "text" | "attempts">,
  names: readonly string[],
  tools: readonly ToolSpec[],
  mintId: () => string,
): Decision {
  return {
    kind: "unreadable",
    source,
    text,
    ...(attempts ? { attempts } : {}),
    hint: `Your reply held more than ${mostCalls} calls, and none of them was run: a reply carries at most ${mostCalls}. Make the first ones now, only those that you need next, and the others when their results are there. Never make the same call twice.`,
    problem: tooManyCalls,
    rejected: names.slice(0, mostCalls).map(
      (name): RejectedCall => ({
        id: mintId(),
        name: resolveName(name, tools).name,
        reason: tooManyCalls,
      }),
    ),
  };
}
