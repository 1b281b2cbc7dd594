/** May these checks run? By the rules, by `-y`, by the person at the terminal, else not at all. */

import { askYes } from "../../approval/keys.ts";
import { promptLines } from "../../approval/prompt.ts";
import { exitCodes, UserError } from "../../core/errors.ts";
import { phrase } from "../../core/messages/phrase.ts";
import type { Console, Pending, Policy } from "../../core/ports.ts";
import { parseRule } from "../../core/rules.ts";
import { ruleThatAllows } from "../../core/suggest-rule.ts";
import { allowFlags } from "../../core/typed-rule.ts";
import type { Effect, ToolCall } from "../../core/types.ts";

export interface ApproveChecksInput {
  call: ToolCall;
  effect: Effect;
  policy: Policy;
  sandbox: { label: string; confined: boolean };
  /** The output directory, as the user knows it. */
  out: string;
  /** `-y`: what would be asked is run. Where there is no fence it does not count. */
  yes: boolean;
  /** Opens the terminal; null: nobody is there. */
  openConsole: (() => Console & { close(): void }) | null;
  signal: AbortSignal;
}

/** False: the person said no. Throws UserError (60) where a rule denies it, or nobody can be asked. */
export async function approveChecks(input: ApproveChecksInput): Promise<boolean> {
  const { call, effect, policy, sandbox, openConsole } = input;
  const verdict = policy(effect, call, []);
  if (verdict.decide === "allow") return true;
  const { approvalNeeded: exitCode } = exitCodes;
  if (verdict.decide === "deny") {
    throw new UserError(`The checks may not run: ${verdict.reason}`, {
      hint: "See the rules: skillet permissions list",
      exitCode,
    });
  }
  if (input.yes && sandbox.confined) return true;
  const pending = { call, effect, verdict };
  if (openConsole) {
    const console = openConsole();
    try {
      return await confirm(console, pending, input);
    } finally {
      console.close();
    }
  }
  const rules = rulesFor(pending, policy);
  const allow = allowFlags(rules);
  throw new UserError("The checks need an approval and nobody is there to give it.", {
    hint: allow
      ? `Allowed by: ${allow}; or by -y, after a look at them.`
      : "Look at them and give -y.",
    exitCode,
  });
}

async function confirm(
  console: Console,
  pending: Pending,
  { sandbox: { label, confined }, out, signal }: ApproveChecksInput,
): Promise<boolean> {
  const options = { label, confined, out, suggest: null, diff: null, whole: true, looking: true };
  const keys = `[y] ${phrase("run them")}  [n] ${phrase("no")}`;
  return askYes(promptLines(pending, options), keys, { console, signal });
}

/** One for each command where that is enough, else the one that covers all; empty: no rule would do. */
function rulesFor(pending: Pending, policy: Policy): string[] {
  const { effect, call, verdict } = pending;
  if (effect.kind === "exec") {
    const commands = [effect.command, ...(effect.commands ?? [])];
    const each = commands.map((command) =>
      ruleThatAllows({
        call: { ...call, name: "shell", arguments: { command } },
        effect: { kind: "exec", command, cwd: effect.cwd },
        verdict,
      }),
    );
    const rules = [...new Set(each.flatMap((rule) => rule ?? []))];
    const grants = rules.map((rule) => parseRule(rule));
    if (policy(effect, call, grants).decide === "allow") return rules;
  }
  const whole = ruleThatAllows(pending);
  return whole === undefined ? [] : [whole];
}
