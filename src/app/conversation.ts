/** One open session: what it remembers, and how a turn of it runs. Everything here is rebuilt from the log on resume. */

import { failedChecks } from "../core/checks.ts";
import { drive } from "../core/drive.ts";
import type { UserError } from "../core/errors.ts";
import { type Entry, type Fact, isFact as isStored } from "../core/events.ts";
import {
  grantsOf,
  historyOf,
  isPlanGrant,
  type StandingGrant,
  standingGrants,
} from "../core/folds.ts";
import { runTurn, type TurnEnd } from "../core/loop.ts";
import { isPlanApproval } from "../core/plan.ts";
import type {
  Agent,
  Approver,
  Clock,
  Environment,
  KeepBefore,
  OpenedSkill,
  Policy,
  Sandbox,
  Sink,
  Skills,
} from "../core/ports.ts";
import { type Receipt, receiptOf } from "../core/receipt.ts";
import { formatRule } from "../core/rules.ts";
import type { Message, Rule } from "../core/types.ts";
import { undoNews } from "../core/undo-news.ts";
import { userCallId, userCommandNews } from "../core/user-commands.ts";
import type { WorkTime } from "../core/work-time.ts";
import { savedChecks } from "./saved-checks.ts";
import { startWith } from "./start-with.ts";
import type { Said } from "./started-skill.ts";
import { userCommand } from "./user-command.ts";

/** The log as the conversation needs it: append gives the entry back, with its place and time. */
export interface ConversationLog {
  append(fact: Fact): Entry;
  /** Called before whatever the fact announces happens. */
  settle(fact: Fact): void;
}

export interface ConversationParts {
  session: Extract<Fact, { type: "session" }>;
  /** Of an earlier run; empty for a new session. */
  entries: Entry[];
  log: ConversationLog;
  /** Made anew for each turn: a skill dropped in meanwhile is there. `started`: the skill that the user starts it with. */
  agent: (started?: OpenedSkill) => Promise<Agent>;
  sandbox: Sandbox;
  skills: Skills;
  /** Asked for at the beginning of each turn. */
  policy: () => Policy;
  approver: Approver;
  /** Readers of entries and deltas, after the log. */
  sinks: readonly Sink[];
  /** Readers that want the stored form of facts (seq, at). */
  entrySinks: readonly ((entry: Entry) => void)[];
  /** As in Environment. */
  claim: () => UserError | null;
  /** Made anew for each turn. Missing: nothing is kept for undo. */
  keep?: (entries: readonly Entry[]) => KeepBefore;
  clock: Clock;
  /** Of the run; it counts while a turn goes on. */
  time: WorkTime;
  /** Starts and loads what calls will need; called once, beside the first model call. */
  warmUp: () => void;
}

export class Conversation {
  readonly #parts: ConversationParts;
  readonly #history: Message[];
  readonly #grants: Rule[];
  #turnStart = 0;
  #warm: "cold" | "waiting" | "done" = "cold";

  constructor(parts: ConversationParts) {
    this.#parts = parts;
    this.#history = historyOf(parts.entries);
    this.#grants = grantsOf(parts.entries);
  }

  get id(): string {
    return this.#parts.session.id;
  }

  get history(): readonly Message[] {
    return this.#history;
  }

  /** What the log holds by now. */
  get entries(): readonly Entry[] {
    return this.#parts.entries;
  }

  /** Puts a fact of the user's making into the log, between turns; it is on disk when this returns, if it has a consequence. */
  record(fact: Fact): void {
    const { entries, entrySinks, log } = this.#parts;
    const entry = log.append(fact);
    entries.push(entry);
    for (const sink of entrySinks) sink(entry);
    log.settle(fact);
  }

  /** The grants that stand, with what gave them. */
  grants(): StandingGrant[] {
    return standingGrants(this.#parts.entries);
  }

  /** Takes one back; the log tells it, so it stays back. */
  revoke({ rule, callId }: StandingGrant): void {
    const given = { callId, granted: false, by: "user", scope: "session" } as const;
    this.record({ type: "approval", ...given, rule: formatRule(rule) });
    this.#grants.splice(0, this.#grants.length, ...grantsOf(this.entries));
  }

  /** Whether there is something that `verify` runs without arguments. */
  async hasChecks(): Promise<boolean> {
    return (await savedChecks(this.#parts.entries, this.#parts.skills)) !== null;
  }

  /** `skill`: the one that the user starts with it. `agent`: who answers instead. */
  async turn(
    prompt: string,
    signal: AbortSignal,
    { skill: started, agent: instead = (usual) => usual }: Omit<Said, "prompt"> = {},
  ): Promise<TurnEnd> {
    const { entries, sinks, time } = this.#parts;
    this.#turnStart = entries.length;
    const own = new AbortController();
    const agent = instead(await this.#parts.agent(started));
    const timeUp = time.begin();
    const environment = this.#environment(
      anyOf([signal, ...(timeUp ? [timeUp] : []), ...(started ? [own.signal] : [])]),
    );
    const turn = runTurn(prompt, this.#history, agent, environment);
    const events = started
      ? startWith(started, turn, environment, entries.length, () =>
          own.abort(new Error("stopped by the user")),
        )
      : turn;
    try {
      return await drive(events, [this.#remember, ...sinks]);
    } finally {
      time.end();
      // What a skill restricts, it restricts for its turn: a later request is the user's own. Mode plan is back as well.
      const lasting = this.#grants.filter(
        (rule) => rule.decide !== "deny" && !isPlanApproval(rule),
      );
      this.#grants.splice(0, this.#grants.length, ...lasting);
    }
  }

  /** A command of the user's own, between turns. `shown` reads its events. Throws UserError where another session changes the directory. */
  async command(command: string, signal: AbortSignal, shown: Sink): Promise<void> {
    const taken = this.#parts.claim();
    if (taken) throw taken;
    const id = userCallId(this.#parts.entries.length);
    const events = userCommand(command, id, this.#environment(signal));
    await drive(events, [this.#remember, shown]);
  }

  #environment(signal: AbortSignal): Environment {
    const { entries, sandbox, skills, policy, approver, claim, clock } = this.#parts;
    return {
      sandbox,
      skills,
      policy: policy(),
      grants: this.#grants,
      approver,
      savedChecks: () => savedChecks(entries, skills),
      failedChecks: () => failedChecks(entries),
      claim,
      keep: this.#parts.keep?.(entries),
      news: [undoNews(entries), userCommandNews(entries)].filter(Boolean).join("\n\n") || null,
      clock,
      signal,
    };
  }

  readonly #remember: Sink = (event) => {
    if (event.type === "model_request" || event.type === "call_delta") this.#warmUp(event.type);
    if (isStored(event)) this.record(event);
  };

  /**
   * While the model thinks. Not at once: the request has to leave first, and an answer that is there already would only
   * have to wait for it. Not later than the first sign of a call.
   */
  #warmUp(sign: "model_request" | "call_delta"): void {
    if (this.#warm === "done" || (this.#warm === "waiting" && sign === "model_request")) return;
    const warm = () => {
      if (this.#warm === "waiting") this.#parts.warmUp();
      this.#warm = "done";
    };
    this.#warm = "waiting";
    if (sign === "call_delta") warm();
    else setTimeout(warm, 50).unref();
  }

  /** Nothing is started any more. */
  close(): void {
    this.#warm = "done";
  }

  /** Of the last turn; `whole` takes in the session. */
  receipt(whole = false): Receipt {
    const { entries, session } = this.#parts;
    if (whole) return receiptOf(entries, session);
    const before = entries.slice(0, this.#turnStart);
    const planned = standingGrants(before).filter(isPlanGrant);
    const rules = planned.map(({ rule }) => formatRule(rule));
    return receiptOf(entries.slice(this.#turnStart), session, failedChecks(before), rules);
  }
}

function anyOf(signals: [AbortSignal, ...AbortSignal[]]): AbortSignal {
  return signals.length === 1 ? signals[0] : AbortSignal.any(signals);
}
