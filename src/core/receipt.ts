/** The closing summary, computed from the facts and from nothing else. */

import { checkpointsOf, did } from "./checkpoints.ts";
import { type CheckFact, standingChecks } from "./checks.ts";
import { type Cost, costOf } from "./cost.ts";
import type { Entry, Fact } from "./events.ts";
import { usageOf, verifiedOf } from "./folds.ts";
import { type LimitName, limitOf } from "./limits.ts";
import { removedIn } from "./removed.ts";
import { startCommandOf } from "./run-it.ts";
import type { StopReason, Usage, Verified } from "./types.ts";
import { type WrittenFile, writtenFiles } from "./written-files.ts";

export interface Receipt {
  /** null: the turn has not ended. */
  reason: StopReason | null;
  /** Which limit ended it; null: none did. */
  limit: LimitName | null;
  verified: Verified;
  model: string;
  sandbox: string;
  out: string;
  files: WrittenFile[];
  /** Ids of what can be undone, in order. */
  checkpoints: string[];
  /** `background`: nobody waited for its end; what it was once it had ended, no fact tells. */
  commands: {
    command: string;
    exitCode: number | null;
    durationMs: number;
    ran: boolean;
    background?: true;
  }[];
  /** What commands took away, by name; `count` files, null: not known. */
  removed: { name: string; count: number | null }[];
  checks: { name: string; ok: boolean; expected: string; actual: string; durationMs: number }[];
  findings: Omit<Extract<Fact, { type: "finding" }>, "type">[];
  approvals: {
    name: string;
    granted: boolean;
    by: string;
    scope: string;
    rule?: string;
    words?: string;
  }[];
  /** Rules that a plan had granted before these facts. */
  planned: string[];
  /** Of the model's, that the user answered. */
  questions: number;
  /** How the app was started when it was verified; null: nothing was. */
  start: string | null;
  skills: string[];
  errors: { where: string; kind: string; message: string; hint?: string }[];
  usage: Usage;
  cost: Cost;
  /** Model calls. */
  steps: number;
  durationMs: number;
}

/**
 * Of one session or of the part of a log that starts at a turn; `files` holds each path once, in its last state, `checks`
 * the last verification and what failed before it and was not passed since. `earlier`: checks that stood failed before.
 * `planned`: rules that a plan had granted before.
 */
export function receiptOf(
  entries: readonly Entry[],
  session?: Extract<Fact, { type: "session" }>,
  earlier: readonly CheckFact[] = [],
  planned: readonly string[] = [],
): Receipt {
  const names = new Map<string, string>();
  const started = new Set<string>();
  const receipt: Receipt = {
    reason: null,
    limit: limitOf(entries),
    verified: verifiedOf(entries, earlier),
    model: modelIn(entries) ?? session?.model ?? "",
    sandbox: session?.sandbox ?? "",
    out: session?.out ?? "",
    files: writtenFiles(entries),
    checkpoints: standing(entries),
    commands: [],
    removed: removedIn(entries),
    checks: checksOf(entries, earlier),
    findings: [],
    approvals: [],
    planned: [...planned],
    questions: answeredQuestions(entries),
    start: startCommandOf(entries),
    skills: [],
    errors: [],
    usage: usageOf(entries),
    cost: costOf(entries),
    steps: 0,
    durationMs: elapsed(entries),
  };
  for (const fact of entries) {
    if (fact.type === "decision") for (const call of fact.calls) names.set(call.id, call.name);
    else if (fact.type === "tool_start") started.add(fact.callId);
    else if (fact.type === "model_reply") receipt.steps += 1;
    else if (fact.type === "turn_end") receipt.reason = fact.reason;
    else if (fact.type === "skill_use") receipt.skills.push(fact.name);
    else if (fact.type === "finding") {
      const { type: _, seq: _seq, at: _at, ...finding } = fact;
      receipt.findings.push(finding);
    } else if (fact.type === "error") {
      const { where, kind, message, hint } = fact;
      receipt.errors.push({ where, kind, message, ...(hint ? { hint } : {}) });
    } else if (fact.type === "approval") {
      const { granted, by, scope, rule, words } = fact;
      // What the user took back is no answer to a call.
      if (!granted && by === "user" && rule) continue;
      const name = names.get(fact.callId) ?? "";
      receipt.approvals.push({
        name,
        granted,
        by,
        scope,
        ...(rule ? { rule } : {}),
        ...(words ? { words } : {}),
      });
    } else if (fact.type === "tool_result" && fact.effect?.kind === "exec") {
      if (names.get(fact.callId) === "verify") continue;
      const { command, background = false } = fact.effect;
      const ran = started.has(fact.callId);
      receipt.commands.push({
        command,
        exitCode: fact.exitCode ?? null,
        durationMs: fact.durationMs,
        ran,
        ...(background && !fact.isError && fact.exitCode === undefined ? { background } : {}),
      });
    }
  }
  receipt.skills = [...new Set(receipt.skills)];
  return receipt;
}

/** Where nobody was there, nobody answered. */
function answeredQuestions(entries: readonly Entry[]): number {
  const open = new Map<string, number>();
  let answered = 0;
  for (const fact of entries) {
    if (fact.type === "tool_start" && fact.name === "ask_user") {
      const { questions } = (fact.arguments ?? {}) as { questions?: unknown };
      open.set(fact.callId, Array.isArray(questions) ? questions.length : 0);
    } else if (fact.type === "tool_result" && !fact.isError) {
      if (!fact.content.startsWith("Nobody is there")) answered += open.get(fact.callId) ?? 0;
    }
  }
  return answered;
}

/** Turns that changed files, but for those that were taken back. */
function standing(entries: readonly Entry[]): string[] {
  return checkpointsOf(entries)
    .filter((one) => one.undoes === null && one.undoneBy === null && did(one))
    .map(({ id }) => id);
}

/** The one asked last; undefined: the session's own. */
function modelIn(entries: readonly Entry[]): string | undefined {
  const asked = entries.findLast(({ type }) => type === "model_request");
  return asked?.type === "model_request" ? asked.model : undefined;
}

/** Without a verification of its own a part of a log tells nothing about checks. */
function checksOf(entries: readonly Entry[], earlier: readonly CheckFact[]): Receipt["checks"] {
  if (!entries.some(({ type }) => type === "check")) return [];
  return standingChecks(entries, earlier).map(({ name, ok, expected, actual, durationMs }) => ({
    name,
    ok,
    expected,
    actual,
    durationMs,
  }));
}

/** Of the turns alone: between them, and behind the last one, nothing was worked at. One that was killed ends with its last entry. */
function elapsed(entries: readonly Entry[]): number {
  const [first] = entries;
  if (!first) return 0;
  let total = 0;
  // A part of a log may begin in the middle of a turn.
  let start: Entry | null = entries.some(({ type }) => type === "turn_start") ? null : first;
  let last = first;
  const stop = () => {
    if (start) total += Date.parse(last.at) - Date.parse(start.at);
    start = null;
  };
  for (const fact of entries) {
    if (fact.type === "turn_start") {
      stop();
      start = fact;
    }
    last = fact;
    if (fact.type === "turn_end") stop();
  }
  stop();
  return total;
}
