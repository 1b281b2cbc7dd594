/** What would happen to one call, up to the question and no further: DESIGN 6.5, `permissions test`. */

import { relative } from "node:path";
import { diffOf } from "../../approval/diff.ts";
import { promptText } from "../../approval/prompt.ts";
import type { Config } from "../../config/load.ts";
import { messageOf, UserError } from "../../core/errors.ts";
import { type PermissionsTest, permissionsTest } from "../../core/permissions-test.ts";
import { type Tool, ToolProblem } from "../../core/ports.ts";
import type { Rule, ToolCall } from "../../core/types.ts";
import { native } from "../../lanes/native.ts";
import { loadCheckArguments } from "../../model/check-arguments.ts";
import { builtinTools } from "../../tools/index.ts";
import { openSkills } from "../skills.ts";
import { type LookingSandbox, lookingSandbox } from "./looking-sandbox.ts";

export interface JudgeCallInput {
  config: Config;
  /** All that count; the configuration's are not added. */
  rules: readonly Rule[];
  tool: string;
  /** The arguments as a model writes them: JSON text. */
  text: string;
}

/** Throws UserError for an output directory that cannot be opened; a call that cannot work is denied, with the words for the model. */
export async function judgeCall(input: JudgeCallInput): Promise<PermissionsTest> {
  const { config } = input;
  const looking = lookingSandbox(config);
  try {
    return await judge(input, looking);
  } catch (thrown) {
    if (!(thrown instanceof ToolProblem)) throw thrown;
    return cannotWork(messageOf(thrown));
  } finally {
    looking.close();
  }
}

async function judge(
  { config, rules, tool: name, text }: JudgeCallInput,
  { sandbox, reach }: LookingSandbox,
): Promise<PermissionsTest> {
  // What is wrong with a skill is told by `skills list`; here only the tools count.
  const { shelf, catalogue } = await openSkills(config, config.out, () => {});
  const tools = builtinTools({ skills: shelf, catalogue: catalogue(null) });
  const call = callOf(name, text, tools);
  const tool = tools.get(call.name);
  if (!tool) {
    const names = [...tools.keys()].join(", ");
    throw new ToolProblem(`No tool named \`${call.name}\`. Tools: ${names}.`);
  }
  const check = await loadCheckArguments();
  const checked = await check(tool, call.arguments);
  if (!checked.ok) throw new ToolProblem(checked.problem);
  const effect = await tool.effect(checked.arguments, {
    sandbox,
    skills: shelf,
    savedChecks: async () => null,
  });
  const diff = effect.kind === "write" ? await diffOf(effect.before, effect.after) : null;
  const { label, confined, out } = sandbox;
  const judged = permissionsTest({
    call,
    effect,
    mode: config.approvalMode,
    rules,
    confined,
    renderPrompt: (pending, suggest) =>
      promptText(pending, {
        ...{ label, suggest, diff, out: relative(config.cwd, out) || "." },
        confined: confined && pending.verdict.unconfined !== true,
      }),
  });
  if (judged.verdict !== "deny") await reach(call.name, effect);
  return judged;
}

/** Read as it would be from a model's reply: repairs and refusals are the same. */
function callOf(name: string, text: string, tools: ReadonlyMap<string, Tool>): ToolCall {
  const calls = [{ id: "call_1", name, text }];
  const reply = { text: "", reasoning: "", calls, usage: null, anomalies: [] };
  const decision = native.decode({ ...reply, finish: "tool_calls" }, [...tools.values()], () => "");
  if (decision.kind !== "act") throw new Error("A reply with a call is no decision to act.");
  const [rejected] = decision.rejected;
  if (rejected) {
    throw new ToolProblem(rejected.message ?? `Not run: the call was ${rejected.reason}.`);
  }
  const [call, ...more] = decision.calls;
  if (call && more.length === 0) return call;
  throw new UserError("Several calls are written as one; only one is judged at a time.");
}

function cannotWork(reason: string): PermissionsTest {
  return { verdict: "deny", parts: [], rule: null, reason, prompt: "", suggest: null };
}
