/** A model that says again what a session recorded: no endpoint, no key. What comes of its calls is judged anew. */

import { noUsage } from "../../core/folds.ts";
import type { Lane, Model } from "../../core/ports.ts";
import type { RecordedTurn } from "../../core/recorded.ts";
import type { ModelReply, WireCall } from "../../core/types.ts";

export interface RecordedModel {
  model: Model;
  /** Takes each reply as what it is: text that looks like a call stays text. */
  lane: Lane;
}

/** Plays the turns in order, one after the other. `idOf` names a call by turn, step and place, all from 0. */
export function recordedModel(
  turns: readonly RecordedTurn[],
  idOf: (turn: number, step: number, call: number) => string,
): RecordedModel {
  let turn = -1;
  let step = 0;
  return {
    lane,
    async *model(request, signal) {
      signal.throwIfAborted();
      if (request.step === 1) [turn, step] = [turn + 1, 0];
      yield {
        ...{ type: "model_request", step: request.step, attempt: 1, lane: lane.name },
        ...{ toolDelivery: "none", messages: request.messages.length, tools: 0 },
        ...{ bytes: 0, estimatedTokens: 0 },
      } as const;
      const recorded = turns[turn];
      const said = recorded?.steps[step];
      const calls = (said?.calls ?? []).map(
        ({ name, arguments: object }, place): WireCall => ({
          ...{ id: idOf(turn, step, place), name, text: "", object },
        }),
      );
      step += 1;
      const text = said ? said.text : recorded?.text.trim() || "(The recorded turn has no answer.)";
      if (text !== "") yield { type: "text_delta", text };
      const finish = said ? "tool_calls" : "stop";
      yield {
        ...{ type: "model_reply", step: request.step, attempt: 1, finishReason: finish },
        ...{ usage: noUsage, ttftMs: 0, durationMs: 0, anomalies: [] },
      } as const;
      const reply: ModelReply = {
        ...{ text, reasoning: "", calls, finish, usage: noUsage, anomalies: [] },
      };
      return reply;
    },
  };
}

const lane: Lane = {
  name: "recorded",
  toolDelivery: "api_parameter",
  encode: (request) => request,
  decode({ text, calls }) {
    const source = "recorded";
    if (calls.length === 0) return { kind: "final", source, text };
    const made = calls.map(({ id, name, object }) => ({ id, name, arguments: object }));
    return { kind: "act", source, text, calls: made, rejected: [] };
  },
};
