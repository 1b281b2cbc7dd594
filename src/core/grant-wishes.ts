/** Puts what a skill asks for to the user, once, and notes what came of it. The skill is loaded either way. */

import type { Event } from "./events.ts";
import type { Environment, SkillWishes } from "./ports.ts";
import { formatRule } from "./rules.ts";
import { allowFlags } from "./typed-rule.ts";
import type { Effect, Rule } from "./types.ts";

type World = Pick<Environment, "grants" | "approver" | "signal" | "policy" | "sandbox">;

/** Rules count nowhere without a fence, and are not asked for where they change nothing. `callId`: of the use_skill call, or of the user's own start. True: the user stopped the turn with the answer. */
export async function* grantWishes(
  callId: string,
  wishes: SkillWishes,
  world: World,
): AsyncGenerator<Event, boolean> {
  const { grants, approver, signal } = world;
  for (const rule of wishes.denies) if (!has(grants, rule)) grants.push(rule);
  const { confined } = world.sandbox;
  const allows = confined ? wishes.allows.filter((rule) => !goesThrough(rule, world)) : [];
  const { skill, left } = wishes;
  if (allows.length === 0) {
    if (left.length > 0)
      yield { type: "notice", text: `${skill}: not granted: ${leftWords(left)}.` };
    return false;
  }
  const reason = `The skill ${skill} asks to have tools approved in advance.`;
  const preview = [
    ...allows.map((rule) => `allow ${formatRule(rule)}`),
    ...left.map(({ entry, why }) => `not granted: ${entry} (${why})`),
  ].join("\n");
  yield {
    type: "approval_request",
    calls: [{ callId, name: "use_skill", effect: { kind: "none" }, preview, reason }],
  };
  const refusal = { type: "approval", callId, granted: false, scope: "session" } as const;
  if (!approver.grant) {
    yield { ...refusal, by: "unattended" };
    const rules = allowFlags(allows.map(formatRule));
    yield {
      type: "notice",
      text: `${skill} is used without what it asks for; nobody is there to approve it in advance: ${rules}`,
    };
    return false;
  }
  const { granted, stop = false } = await approver.grant({ ...wishes, allows }, signal);
  if (!granted) yield { ...refusal, by: "user" };
  for (const rule of granted ? allows : []) {
    yield {
      type: "approval",
      callId,
      granted,
      by: "user",
      scope: "session",
      rule: formatRule(rule),
    };
    grants.push(rule);
  }
  return stop;
}

/** By the rules, the mode, or what was granted before. */
function goesThrough({ tool, pattern = "" }: Rule, { policy, grants }: World): boolean {
  const call = { id: "", name: tool, arguments: {} };
  const path = pattern.endsWith("/") ? `${pattern}new` : pattern;
  const effect: Effect =
    tool === "shell"
      ? { kind: "exec", command: pattern, cwd: "." }
      : { kind: "write", path, change: "overwrite", bytes: 0, before: null, after: "" };
  return policy(effect, call, grants).decide === "allow";
}

function has(grants: readonly Rule[], rule: Rule): boolean {
  return grants.some((one) => one.decide === rule.decide && formatRule(one) === formatRule(rule));
}

function leftWords(left: SkillWishes["left"]): string {
  const [first, ...more] = left.map(({ entry, why }) => `${entry} (${why})`);
  return more.length > 3 ? `${first} and ${more.length} more` : [first, ...more].join(", ");
}
