/** Who may do what: by the rules at once, the rest as one question to whoever is there. Every answer is a fact. */

import type { Event, LoggedEffect } from "./events.ts";
import type { Environment, Pending } from "./ports.ts";
import { previewOf } from "./preview.ts";
import { parseRule } from "./rules.ts";
import type { Approval, Effect, ToolCall, ToolResult } from "./types.ts";

/** A call, and what it would do. */
export interface Judged {
  call: ToolCall;
  effect: Effect;
}

/** Gives every call its answer: by the rules at once, the rest as one question to whoever is there. */
export async function* judge(
  ready: readonly Judged[],
  environment: Environment,
): AsyncGenerator<Event, Map<ToolCall, Approval>> {
  const answers = new Map<ToolCall, Approval>();
  const pending: Pending[] = [];
  for (const { call, effect } of ready) {
    const verdict = environment.policy(effect, call, environment.grants);
    if (verdict.decide === "ask") {
      pending.push({ call, effect, verdict });
      continue;
    }
    const granted = verdict.decide === "allow";
    const { rule } = verdict;
    const approval: Approval = {
      callId: call.id,
      granted,
      by: "policy",
      scope: "once",
      ...(rule ? { rule } : {}),
    };
    if (!granted) approval.words = verdict.reason;
    answers.set(call, approval);
    if (!granted || !isHarmless(effect)) yield { type: "approval", ...approval };
  }
  if (pending.length === 0) return answers;

  yield {
    type: "approval_request",
    calls: pending.map(({ call, effect, verdict }) => ({
      callId: call.id,
      name: call.name,
      effect: logged(effect),
      preview: previewOf(effect),
      reason: verdict.reason,
    })),
  };
  const given = await environment.approver.review(pending, environment.signal);
  for (const [index, { call }] of pending.entries()) {
    const approval = given[index] ?? {
      callId: call.id,
      granted: false,
      by: "unattended",
      scope: "once",
    };
    answers.set(call, approval);
    const { stop: _, ...fact } = approval;
    yield { type: "approval", ...fact };
    if (approval.granted && approval.scope !== "once" && approval.rule) {
      environment.grants.push({ ...parseRule(approval.rule), source: "session" });
    }
  }
  return answers;
}

/** Reading and thinking need no approval fact of their own; the log would hold little else. */
export function isHarmless(effect: Effect): boolean {
  return effect.kind === "none" || effect.kind === "read";
}

/** `came`: what the call came to; missing: it has not run. */
export function logged(effect: Effect, came?: Pick<ToolResult, "background">): LoggedEffect {
  if (effect.kind === "exec") {
    const { removes, ...others } = effect;
    const rest = came?.background ? { ...others, background: true } : others;
    if (!removes) return rest;
    return { ...rest, removes: removes.map(({ files: _files, ...one }) => one) };
  }
  if (effect.kind !== "write") return effect;
  const { before: _before, after: _after, ...rest } = effect;
  return rest;
}
