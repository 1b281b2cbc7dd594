/** A turn in which the user runs the saved checks: the one call of it is theirs, and goes the way of every call. */

import { phrase } from "../core/messages/phrase.ts";
import type { Agent, Lane, Model } from "../core/ports.ts";
import type { ModelReply } from "../core/types.ts";

const nothing: ModelReply = {
  text: "",
  reasoning: "",
  calls: [],
  finish: "stop",
  usage: null,
  anomalies: [],
};

/** Nobody is asked for a reply: there is no request in the log either. */
const nobody: Model = async function* () {
  yield* [];
  return nothing;
};

/** The agent of such a turn. */
export function verifying(agent: Agent): Agent {
  let called = false;
  const user: Lane = {
    name: "user",
    toolDelivery: "api_parameter",
    encode: (request) => request,
    decode(_reply, _tools, mintId) {
      const source = "user:/verify";
      if (called) return { kind: "final", source, text: phrase("The saved checks ran.") };
      called = true;
      return {
        kind: "act",
        source,
        text: "",
        calls: [{ id: mintId(), name: "verify", arguments: {} }],
        rejected: [],
      };
    },
  };
  return { ...agent, model: nobody, lanes: [user] };
}
