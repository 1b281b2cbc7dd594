/** A plan that the model proposes before it does anything, and what became of it. Plain data. */

import type { Rule } from "./types.ts";

export interface PlannedFile {
  /** Relative to the output directory. */
  path: string;
  /** Whether something stands there already. */
  exists: boolean;
  /** Why it cannot be written at all, one line; missing: it can. */
  problem?: string;
}

/** Lists are empty where nothing of the kind is planned. */
export interface Plan {
  files: PlannedFile[];
  /** Only told: installing them is a command of the plan. */
  packages: string[];
  /** Whole lines, for the output directory itself. */
  commands: string[];
  /** Commands that the saved checks run when `verify` is called without arguments. */
  checks: string[];
  /** Hosts that the commands of the plan want to reach. */
  hosts: string[];
  /** Only told. */
  ports: string[];
  /** Safe choices, the user's and those made for them; only told, in the model's words. */
  choices: string[];
}

/** What an approval would do for one line of a plan. */
export interface PlanItem {
  text: string;
  /** covered: the approval grants it; free: it goes through without; asked: as ever, when it comes; refused: never. */
  state: "covered" | "free" | "asked" | "refused";
  /** Why it is asked or refused; missing: it is neither. */
  why?: string;
}

export interface JudgedPlan {
  plan: Plan;
  files: PlanItem[];
  commands: PlanItem[];
  checks: PlanItem[];
  hosts: PlanItem[];
  /** What an approval grants, and nothing else. Commands come before hosts. */
  grants: Rule[];
}

/** `build` grants what is covered; `steps` takes the direction and grants nothing. */
export interface PlanAnswer {
  approved: "build" | "steps" | null;
  by: "user" | "policy";
  /** The plan that was answered: as proposed, or as the user edited it. */
  judged: JudgedPlan;
  /** The user's edited arguments; missing: as proposed. */
  edited?: Record<string, unknown>;
  /** What the user said with it. */
  words?: string;
  /** The answer also stops the turn. */
  stop?: boolean;
}

/** The name of the one tool that proposes plans; an approval of its call is told by it in the log. */
export const planTool = "propose_plan";

/** What the log has as words of an approval that takes the direction and grants nothing. */
export const stepByStep = "step by step";

/** Stands among the grants from the approval of a plan to the end of its turn: mode plan is left for so long. */
export const planApproved: Rule = { decide: "allow", tool: planTool, source: "plan" };

export function isPlanApproval(rule: Rule): boolean {
  return rule.source === "plan" && rule.tool === planTool;
}
