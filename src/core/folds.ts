/** The log read back: history, grants, usage. Nothing else remembers. */

import { type CheckFact, standingChecks } from "./checks.ts";
import type { Fact, RequestedCall } from "./events.ts";
import { isPlannable } from "./judge-plan.ts";
import { planTool } from "./plan.ts";
import { formatRule, parseRule } from "./rules.ts";
import { SinceVerified } from "./since-verified.ts";
import { isBlanketRule } from "./suggest-rule.ts";
import type { Message, Rule, ToolCall, Usage, Verified } from "./types.ts";
import { isUsersOwn } from "./user-commands.ts";

type ToolMessage = Extract<Message, { role: "tool" }>;

/** What is said for a call whose result never reached the log. */
export const interrupted =
  "Interrupted, outcome unknown. Look at the current state before you repeat it.";

/** A call that no message answers yet. */
interface OpenCall {
  id: string;
  name: string;
  /** It ran to its end; only the message that says so is missing. */
  result?: Extract<Fact, { type: "tool_result" }>;
}

/** The conversation so far. Calls without an answer are closed, so that any endpoint accepts it. */
export function historyOf(facts: readonly Fact[]): Message[] {
  return replay(facts).history;
}

/**
 * What going on adds to a log that was cut short: for each call without an answer its one answer. `words`: what a
 * person knows of the call that was at work.
 */
export function closingFacts(facts: readonly Fact[], words?: string): Fact[] {
  const unanswered = unansweredCalls(facts);
  const started = new Set(unanswered.map(({ id }) => id));
  const own = unanswered.filter(({ id }) => isUsersOwn(id));
  const calls = replay(facts).open.flatMap((call): Fact[] => {
    const said = words !== undefined && started.has(call.id) ? ` The user says: ${words}` : "";
    const message = answerTo(call, interrupted + said);
    const result = cutOff(call.id, message.content);
    return [...(call.result ? [] : [result]), { type: "message", message }];
  });
  // What the user ran has no message: it is told with the next prompt.
  return [...own.map(({ id }) => cutOff(id, interrupted)), ...calls];
}

function cutOff(callId: string, content: string): Fact {
  return { type: "tool_result", callId, content, isError: true, durationMs: 0, effect: null };
}

/** `open`: the calls that the last reply is still waiting for; `history` has them closed already. */
function replay(facts: readonly Fact[]): { history: Message[]; open: OpenCall[] } {
  const history: Message[] = [];
  const open = new Map<string, OpenCall>();
  const close = () => {
    for (const call of open.values()) history.push(answerTo(call, interrupted));
  };
  for (const fact of facts) {
    if (fact.type === "tool_result") {
      const call = open.get(fact.callId);
      if (call) call.result = fact;
    }
    if (fact.type !== "message") continue;
    const { message } = fact;
    if (message.role === "tool") {
      if (!open.delete(message.toolCallId)) continue;
    } else {
      close();
      open.clear();
      if (message.role === "assistant") {
        for (const { id, name } of message.toolCalls ?? []) open.set(id, { id, name });
      }
    }
    history.push(message);
  }
  close();
  return { history, open: [...open.values()] };
}

function answerTo({ id, name, result }: OpenCall, otherwise: string): ToolMessage {
  const content = result?.content ?? otherwise;
  const isError = result?.isError ?? true;
  return { role: "tool", toolCallId: id, name, content, ...(isError ? { isError } : {}) };
}

/** The calls that were started and never answered: what a person has to be told on resume. */
export function unansweredCalls(facts: readonly Fact[]): ToolCall[] {
  const started = new Map<string, ToolCall>();
  for (const fact of facts) {
    if (fact.type === "tool_start") {
      started.set(fact.callId, { id: fact.callId, name: fact.name, arguments: fact.arguments });
    }
    if (fact.type === "tool_result") started.delete(fact.callId);
  }
  return [...started.values()];
}

/**
 * The rules granted for the session. What a skill restricts ends with its turn, and is none of them. A grant that answers no
 * question, or that no prompt would have offered, is not one of ours: it is left out, and asked again.
 */
export function grantsOf(facts: readonly Fact[]): Rule[] {
  return standingGrants(facts).map(({ rule }) => rule);
}

/** A grant with the question that it answered. */
export interface StandingGrant {
  rule: Rule;
  callId: string;
  /** The tool whose call was asked about, and what was shown of it. */
  name: string;
  preview: string;
}

export function isPlanGrant({ rule }: StandingGrant): boolean {
  return rule.source === "plan";
}

/** A plan takes the place of the one before; what the user took back is gone. */
export function standingGrants(facts: readonly Fact[]): StandingGrant[] {
  let grants: StandingGrant[] = [];
  const asked = new Map<string, RequestedCall>();
  for (const fact of facts) {
    if (fact.type === "approval_request") {
      for (const call of fact.calls) asked.set(call.callId, call);
    }
    if (fact.type !== "approval" || fact.by !== "user") continue;
    const { callId, granted, scope } = fact;
    const { name, preview } = asked.get(callId) ?? {};
    if (granted && scope === "once" && name === planTool) {
      grants = grants.filter(({ rule }) => rule.source !== "plan");
    }
    if (scope === "once" || !fact.rule) continue;
    const rule = parseRule(`allow ${fact.rule}`);
    if (!granted) {
      grants = grants.filter((grant) => formatRule(grant.rule) !== fact.rule);
    } else if (name === planTool) {
      const planned = plannedRule(rule, callId, grants);
      if (isPlannable(rule)) grants.push({ rule: planned, callId, name, preview: preview ?? "" });
    } else if (name !== undefined && !isBlanketRule(rule)) {
      const source = name === "use_skill" ? "skill" : "session";
      grants.push({ rule: { ...rule, source }, callId, name, preview: preview ?? "" });
    }
  }
  return grants;
}

/** Hosts of a plan are for its commands, which stand before them. */
function plannedRule(rule: Rule, callId: string, grants: readonly StandingGrant[]): Rule {
  const planned: Rule = { ...rule, source: "plan", exact: true };
  if (rule.tool !== "network") return planned;
  const own = grants.filter((grant) => grant.callId === callId && grant.rule.tool === "shell");
  return { ...planned, commands: own.map((grant) => grant.rule.pattern ?? "") };
}

export const noUsage: Usage = { inputTokens: 0, cachedTokens: 0, outputTokens: 0 };

export function addUsage(a: Usage, b: Usage | null): Usage {
  if (!b) return a;
  return {
    inputTokens: a.inputTokens + b.inputTokens,
    cachedTokens: a.cachedTokens + b.cachedTokens,
    outputTokens: a.outputTokens + b.outputTokens,
  };
}

export function usageOf(facts: readonly Fact[]): Usage {
  let sum = noUsage;
  for (const fact of facts) if (fact.type === "model_reply") sum = addUsage(sum, fact.usage);
  return sum;
}

/**
 * What was proven: yes when no check stands failed and files are what the last verification saw; a write or an approved
 * command later than that makes it not_run again, for nobody has looked since, until an undo brings the same content back.
 * What failed stays failed until a check of that name passes (checks.ts). `earlier`: what stood failed before these facts;
 * it counts once they verify.
 */
export function verifiedOf(facts: readonly Fact[], earlier: readonly CheckFact[] = []): Verified {
  const calls = new Map<string, string>();
  const since = new SinceVerified();
  let brokeOff = false;
  for (const fact of facts) {
    if (fact.type === "tool_start") {
      calls.set(fact.callId, fact.name);
      if (fact.name !== "verify") continue;
      // A verification without an end has proven nothing, whatever passed before it broke off.
      brokeOff = true;
      since.verified();
    } else if (fact.type === "tool_result") {
      const name = calls.get(fact.callId);
      since.result(fact);
      if (name === "verify") brokeOff = fact.isError;
      // What it did before it was cut off, nobody knows.
      else if (fact.isError && fact.content.startsWith(interrupted)) since.lost();
      // Also one that was stopped on its way.
      else if (fact.effect?.kind === "exec" && name === "shell") since.lost();
    } else if (fact.type === "checkpoint") since.checkpoint(fact);
  }
  const ran = facts.some(({ type }) => type === "check");
  if (brokeOff || (ran && standingChecks(facts, earlier).some(({ ok }) => !ok))) return "no";
  return ran && since.isSame ? "yes" : "not_run";
}
