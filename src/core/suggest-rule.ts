/** Rules for a call that waits: which one is offered for keeping, and which would have let just this call through. */

import { partsOf } from "./command-parts.ts";
import { formatWords, suggestShellRule, whyNotSaveable } from "./command-suggest.ts";
import { ruledHost } from "./host-match.ts";
import { policyOf } from "./policy.ts";
import type { Pending } from "./ports.ts";
import { formatRule, parseRule } from "./rules.ts";
import { whyStarts } from "./starts-by-itself.ts";
import type { Effect, Rule } from "./types.ts";
import { commandsOf, wholeLine } from "./whole-line.ts";

type Asked = Pick<Pending, "call" | "effect" | "verdict">;

/** The rule that `s` and `p` would save, as it is typed; null: none is offered, the call is asked each time. */
export function suggestRule(asked: Asked, confined: boolean): string | null {
  const { effect, call, verdict } = asked;
  if (verdict.lifts) return verdict.lifts;
  // Whatever is in it next time would start by itself too.
  if (whyStarts(effect) !== null) return null;
  const rule = ownRule(effect, call.name, confined);
  return rule !== null && allows(rule, asked) ? rule : null;
}

function ownRule(effect: Effect, tool: string, confined: boolean): string | null {
  switch (effect.kind) {
    case "none":
      return null;
    case "read":
    case "write":
      return `${tool}:${effect.path}`;
    case "exec":
      return confined && commandsOf(effect).length === 1
        ? suggestShellRule(commandsOf(effect)[0] ?? "")
        : null;
    case "network": {
      const [host, ...more] = effect.hosts.map(ruledHost);
      return host && more.length === 0 ? `network:${host}` : null;
    }
    case "remote":
      return tool;
  }
}

/**
 * The narrowest single rule that would have let this call through, for somebody to type after `--allow`; undefined: no
 * rule would (no fence, unreadable, a path that is asked in any case).
 */
export function ruleThatAllows(asked: Asked, confined = true): string | undefined {
  const { effect, call, verdict } = asked;
  if (verdict.lifts) return verdict.lifts;
  if (effect.kind !== "exec") {
    const rule = ownRule(effect, call.name, confined);
    return rule !== null && allows(rule, asked) ? rule : undefined;
  }
  if (!confined) return undefined;
  const [command = "", ...more] = commandsOf(effect);
  const candidates = more.length === 0 ? [exactWords(command), `shell:${wholeLine(command)}`] : [];
  // It is typed on one line.
  return [...candidates, "shell"].find((rule) => !rule.includes("\n") && allows(rule, asked));
}

function exactWords(command: string): string {
  const { parts } = partsOf(command);
  return parts.length === 1 ? `shell:${formatWords(parts[0]?.words ?? [])}` : "";
}

/** The round trip: a rule counts only when it is read back as it was written and lets its own call through. */
function allows(text: string, { effect, call }: Asked): boolean {
  if (text === "") return false;
  let rule: Rule;
  try {
    rule = parseRule(`allow ${text}`);
  } catch {
    return false;
  }
  if (formatRule(rule) !== text) return false;
  const hosts: Rule = { decide: "allow", tool: "network" };
  const policy = policyOf({ mode: "ask", rules: [rule, hosts], confined: true });
  return policy(effect, call, []).decide === "allow";
}

/** Whether it allows so much that no prompt saves it, whatever the call: every tool, command or host, or a program that is a way to run any other. */
export function isBlanketRule({ tool, pattern }: Rule): boolean {
  if (tool === "*") return true;
  if (tool === "shell") return pattern === undefined || whyNotSaveable(pattern) !== null;
  return tool === "network" && (pattern === undefined || /^\*(?:\.[^.]*)?$/.test(pattern));
}

/** Why a rule must not be saved for this call from a prompt, one clause; null: it may be. */
export function whyNotRemembered(rule: Rule, asked: Asked): string | null {
  if (rule.decide !== "allow") return null;
  if (rule.pattern === undefined && asked.effect.kind === "exec")
    return "it would allow every command";
  if (rule.tool === "shell" && rule.pattern !== undefined) {
    const why = whyNotSaveable(rule.pattern);
    if (why) return why;
  }
  if (rule.tool === "*") return "it would allow every tool";
  if (
    rule.tool === "network" &&
    (rule.pattern === undefined || /^\*(?:\.[^.]*)?$/.test(rule.pattern))
  ) {
    return "it would allow every host";
  }
  const same = asked.verdict.lifts === formatRule(rule) || allows(formatRule(rule), asked);
  return same ? null : "it does not fit this call";
}
