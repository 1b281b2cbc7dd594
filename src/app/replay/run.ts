/** A recorded session done again: the same calls in the same order, each judged and asked about as if it were new. */

import type { Config } from "../../config/load.ts";
import type { Entry, SessionFact } from "../../core/events.ts";
import type { Approver, Sink } from "../../core/ports.ts";
import type { Receipt } from "../../core/receipt.ts";
import type { RecordedCall, RecordedTurn } from "../../core/recorded.ts";
import { type OpenSession, openSession } from "../open-session.ts";
import { newSession } from "../resume.ts";
import { difference, type NewResult } from "./compare.ts";
import { recordedModel } from "./recorded-model.ts";

export interface ReplayInput {
  config: Config;
  /** Of the session that is done again. */
  original: SessionFact;
  turns: readonly RecordedTurn[];
  approver: Approver;
  attended: boolean;
  sinks: readonly Sink[];
  entrySinks: readonly ((entry: Entry) => void)[];
  notice: (line: string) => void;
  signal: AbortSignal;
  /** Called once it is open: who asks and shows needs to know of its fence. */
  onOpen?: (session: OpenSession) => void;
  /** Called before each turn with its prompt. */
  onTurn?: (prompt: string) => void;
}

export interface Replayed {
  sessionId: string;
  receipt: Receipt;
  /** The last answer. */
  text: string;
  /** Calls that came to the same again. */
  same: number;
  /** Those that did not, with what is different; not reached: they would have come later. */
  different: { call: RecordedCall; what: string }[];
  notReached: RecordedCall[];
}

/** A turn that ends otherwise than done (stopped, an approval missing) is the last one. */
export async function replay(input: ReplayInput): Promise<Replayed> {
  const { turns, original } = input;
  const calls = new Map<string, RecordedCall>();
  for (const [turn, { steps }] of turns.entries())
    for (const [step, said] of steps.entries())
      for (const [place, call] of said.calls.entries()) calls.set(idOf(turn, step, place), call);
  const results = new Map<string, NewResult>();
  const watch: Sink = (event) => {
    if (event.type === "tool_result") results.set(event.callId, event);
  };
  const session = await openSession({
    config: withRoom(input.config, turns),
    endpoint: {
      provider: "recorded",
      baseUrl: nowhere,
      apiKey: null,
      model: `replay of ${original.id}`,
    },
    resume: newSession,
    approver: input.approver,
    attended: input.attended,
    sinks: [watch, ...input.sinks],
    entrySinks: input.entrySinks,
    notice: input.notice,
    played: recordedModel(turns, idOf),
  });
  try {
    input.onOpen?.(session);
    // It begins with the same words as the one that it does again: a list of sessions has to tell them apart.
    session.conversation.record({ type: "session_name", name: `replay of ${original.id}` });
    let text = "";
    for (const { prompt } of turns) {
      input.onTurn?.(prompt);
      const end = await session.conversation.turn(prompt, input.signal);
      text = end.text;
      if (end.reason !== "done") break;
    }
    const places = {
      before: [original.out, original.id],
      now: [session.out, session.id],
    };
    const told: Replayed = {
      ...{ sessionId: session.id, receipt: session.conversation.receipt(true), text },
      ...{ same: 0, different: [], notReached: [] },
    };
    for (const [id, call] of calls) {
      const result = results.get(id);
      const what = result && difference(call, result, places);
      if (!result) told.notReached.push(call);
      else if (what === undefined) told.same += 1;
      else told.different.push({ call, what });
    }
    return told;
  } finally {
    await session.close();
  }
}

/** Nothing is sent there: the recorded model has no transport. */
const nowhere = "http://127.0.0.1:9/v1";

const idOf = (turn: number, step: number, place: number) =>
  `replay_${turn + 1}_${step + 1}_${place + 1}`;

/** As many steps as were recorded, however often they are alike: they end by themselves, and cost nothing. */
function withRoom(config: Config, turns: readonly RecordedTurn[]): Config {
  const most = Math.max(0, ...turns.map(({ steps }) => steps.length));
  return {
    ...config,
    maxTurns: Math.max(config.maxTurns, most + 1),
    maxTurnsGiven: true,
    maxBudget: null,
  };
}
