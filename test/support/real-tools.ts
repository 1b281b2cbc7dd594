/** A conversation with the real tools, policy and questions: a scripted model, a memory sandbox, keys written down beforehand. */

import { terminalApprover } from "../../src/approval/terminal.ts";
import { unattendedApprover } from "../../src/approval/unattended.ts";
import { drive } from "../../src/core/drive.ts";
import { type Fact, isFact } from "../../src/core/events.ts";
import { runTurn } from "../../src/core/loop.ts";
import { isPlanApproval } from "../../src/core/plan.ts";
import { policyOf } from "../../src/core/policy.ts";
import type { Agent, Environment, Skills } from "../../src/core/ports.ts";
import type { ApprovalMode, Message, Rule } from "../../src/core/types.ts";
import { loadCheckArguments } from "../../src/model/check-arguments.ts";
import { memorySandbox } from "../../src/sandbox/memory.ts";
import { builtinTools } from "../../src/tools/index.ts";
import { lane, type Said, scriptedModel } from "./play.ts";
import { scriptedConsole, type Typed } from "./scripted-console.ts";

export interface RealToolsOptions {
  mode?: ApprovalMode;
  rules?: Rule[];
  files?: Record<string, string>;
  /** Default true. */
  attended?: boolean;
  confined?: boolean;
  checks?: unknown[];
  editText?: (text: string) => Promise<string | null>;
}

const noSkills: Skills = { list: () => [], search: () => [], open: async () => undefined };

export async function realTools(options: RealToolsOptions = {}) {
  const { rules = [], attended = true, confined = true, checks = null, editText } = options;
  let mode = options.mode ?? "ask";
  const sandbox = memorySandbox(options.files ?? {});
  const history: Message[] = [];
  const facts: Fact[] = [];
  const grants: Rule[] = [];
  const checkArguments = await loadCheckArguments();
  const tools = builtinTools({ skills: noSkills, catalogue: "", plans: attended });
  const now = { time: 0 };
  return {
    sandbox,
    facts,
    grants,
    setMode(next: ApprovalMode) {
      mode = next;
    },
    /** One turn. `typed`: what the user presses, in order; all of it has to be used. */
    async say(
      script: readonly Said[],
      typed: readonly Typed[] = [],
      instead = (agent: Agent): Agent => agent,
    ) {
      const console = scriptedConsole(typed);
      const model = scriptedModel(script);
      const agent: Agent = {
        system: "",
        model,
        lanes: [lane],
        tools,
        checkArguments,
        limits: { maxSteps: 20 },
      };
      const environment: Environment = {
        sandbox: Object.assign(sandbox, { confined }),
        skills: noSkills,
        policy: policyOf({ mode, rules, confined, attended }),
        grants,
        approver: attended
          ? terminalApprover(console, { ...(editText ? { editText } : {}) })
          : unattendedApprover(),
        savedChecks: async () => checks,
        clock: { now: () => now.time++, sleep: async () => {} },
        signal: new AbortController().signal,
      };
      const from = facts.length;
      const end = await drive(runTurn("go", history, instead(agent), environment), [
        (event) => {
          if (isFact(event)) facts.push(event);
        },
      ]);
      // As the conversation does it.
      grants.splice(0, grants.length, ...grants.filter((rule) => !isPlanApproval(rule)));
      const own = facts.slice(from);
      const results = own.flatMap((fact) => (fact.type === "tool_result" ? [fact.content] : []));
      return {
        end,
        shown: console.shown(),
        left: console.left(),
        facts: own,
        results,
        requests: model.requests,
      };
    },
  };
}
