/** Puts a plan to the user, once, and notes what came of it: every grant is a fact before it counts. */

import type { Event } from "./events.ts";
import { goesThroughAlready, judgePlan } from "./judge-plan.ts";
import {
  type JudgedPlan,
  type PlanAnswer,
  type PlanItem,
  planApproved,
  stepByStep,
} from "./plan.ts";
import type { Environment, Tool } from "./ports.ts";
import { clippedPreview } from "./preview.ts";
import { formatRule } from "./rules.ts";
import type { JsonObject, ToolCall } from "./types.ts";

/**
 * What an approved plan covers holds until the session ends, another plan is approved, or the user takes it back. Nothing
 * is asked where nobody is there, or where nothing of the plan would be asked; nothing is granted then either.
 */
export async function* askPlan(
  { call, args }: { call: ToolCall; args: JsonObject },
  readPlan: NonNullable<Tool["plan"]>,
  environment: Environment,
): AsyncGenerator<Event, PlanAnswer> {
  const { approver, grants, signal } = environment;
  const plan = await readPlan(args, environment);
  const judged = judgePlan(plan, environment);
  const callId = call.id;
  const free = goesThroughAlready(plan, environment);
  if (!approver.plan || free) {
    const words = free
      ? "nothing of it would be asked"
      : "nobody is there: it goes on under the rules";
    yield { type: "approval", callId, granted: true, by: "policy", scope: "once", words };
    yield { type: "notice", text: `Plan (${summary(judged)}): ${words}; it grants nothing.` };
    return { approved: "steps", by: "policy", judged, words };
  }
  const reason = "The model proposes a plan.";
  const preview = planPreview(judged);
  yield {
    type: "approval_request",
    calls: [{ callId, name: call.name, effect: { kind: "none" }, preview, reason }],
  };
  const read = async (edited: JsonObject) =>
    judgePlan(await readPlan(edited, environment), environment);
  const answer = await approver.plan(judged, read, signal);
  const { approved, edited } = answer;
  const words = approved === "steps" ? stepByStep : answer.words;
  yield {
    type: "approval",
    callId,
    granted: approved !== null,
    by: "user",
    scope: "once",
    ...(words ? { words } : {}),
    ...(edited ? { arguments: edited } : {}),
  };
  if (approved === null) return answer;
  grants.splice(
    0,
    grants.length,
    ...grants.filter(({ source }) => source !== "plan"),
    planApproved,
  );
  for (const rule of approved === "build" ? answer.judged.grants : []) {
    const scope = "session";
    yield { type: "approval", callId, granted: true, by: "user", scope, rule: formatRule(rule) };
    grants.push(rule);
  }
  return answer;
}

function summary(judged: JudgedPlan): string {
  return `files: ${judged.files.length}, commands: ${judged.commands.length}, hosts: ${judged.hosts.length}`;
}

/** What the user was shown, as it is logged. */
export function planPreview({ plan, files, commands, checks, hosts }: JudgedPlan): string {
  const items = (name: string, list: readonly PlanItem[]) =>
    list.map(({ text, state, why }) => `${name} ${text}  (${state}${why ? `: ${why}` : ""})`);
  const told = (name: string, list: readonly string[]) => list.map((text) => `${name} ${text}`);
  const lines = [
    ...items("file", files),
    ...told("package", plan.packages),
    ...items("command", commands),
    ...items("check", checks),
    ...items("host", hosts),
    ...told("port", plan.ports),
    ...told("choice", plan.choices),
  ];
  // One line for one entry: what goes on below could pass for the next.
  return clippedPreview(lines.map((line) => line.replaceAll("\n", "\\n")).join("\n"));
}
