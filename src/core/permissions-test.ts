/** Judges one call without running it: what `permissions test` prints (DESIGN 6.5). */

import { judgeCommand } from "./command-verdict.ts";
import { policyOf, shellRulesFor } from "./policy.ts";
import type { Pending } from "./ports.ts";
import { suggestRule } from "./suggest-rule.ts";
import type { ApprovalMode, Decide, Effect, Rule, ToolCall } from "./types.ts";
import { commandsOf } from "./whole-line.ts";

export interface PermissionsTestInput {
  call: ToolCall;
  /** What the tool says the call would do. */
  effect: Effect;
  mode: ApprovalMode;
  rules: readonly Rule[];
  confined: boolean;
  /** The prompt as the terminal would show it, without colour; `suggest` is the rule that s and p would save. */
  renderPrompt: (pending: Pending, suggest: string | null) => string;
}

export interface PermissionsTest {
  verdict: Decide;
  /** Of commands, each program that would be started; empty for other calls. `rule`: null when none decided. */
  parts: { words: string[]; verdict: Decide; rule: string | null; reason: string }[];
  rule: string | null;
  reason: string;
  prompt: string;
  suggest: string | null;
}

/** Pure. Without a terminal the verdict stays `ask`: who answers is not the rules' business. */
export function permissionsTest(input: PermissionsTestInput): PermissionsTest {
  const { call, effect, mode, rules, confined } = input;
  const verdict = policyOf({ mode, rules, confined })(effect, call, []);
  const pending: Pending = { call, effect, verdict };
  const suggest = suggestRule(pending, confined);
  return {
    verdict: verdict.decide,
    parts: effect.kind === "exec" ? partsOf(effect, input) : [],
    rule: verdict.rule ?? null,
    reason: verdict.reason,
    prompt: input.renderPrompt(pending, suggest),
    suggest,
  };
}

function partsOf(
  effect: Extract<Effect, { kind: "exec" }>,
  { call, rules, mode, confined }: PermissionsTestInput,
): PermissionsTest["parts"] {
  return commandsOf(effect).flatMap((command) =>
    judgeCommand(
      command,
      shellRulesFor(call, rules),
      mode === "yolo" && confined ? "allow" : "ask",
    ).parts.map(({ words, decide, rule, reason }) => ({
      words,
      // What the fence or the mode asks for, no part of it is let through.
      verdict:
        decide === "allow" && (!confined || mode === "plan")
          ? mode === "plan"
            ? "deny"
            : "ask"
          : decide,
      rule: rule ?? null,
      reason,
    })),
  );
}
