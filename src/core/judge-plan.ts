/** What an approval of a plan would cover: each line judged by the rules as if it came now, and granted exactly. Pure. */

import { isClean } from "./display.ts";
import { plainHost, ruledHost } from "./host-match.ts";
import { isProtectedPath, isSecretPath, leadsOutside } from "./path-match.ts";
import {
  type JudgedPlan,
  type Plan,
  type PlanItem,
  type PlannedFile,
  planApproved,
} from "./plan.ts";
import { whyNotPlanned } from "./planned-commands.ts";
import type { Policy } from "./ports.ts";
import { formatRule, parseRule } from "./rules.ts";
import { startsByName } from "./starts-by-itself.ts";
import type { Effect, Rule } from "./types.ts";
import { wholeLine } from "./whole-line.ts";

interface World {
  policy: Policy;
  grants: readonly Rule[];
}

/** A plan takes the place of the one before: what that one granted does not count here. */
export function judgePlan(plan: Plan, { policy, grants }: World): JudgedPlan {
  const given = [...grants.filter(({ source }) => source !== "plan"), planApproved];
  const world = { policy, grants: given };
  const granted: Rule[] = [];
  const settle = (judged: Settled): PlanItem => {
    if (judged.rule) granted.push(judged.rule);
    return judged.item;
  };
  const files = plan.files.map((file) => settle(judgeFile(file, world)));
  const commands = plan.commands.map((command) => settle(judgeCommandLine(command, world)));
  const checks = plan.checks.map((command) => settle(judgeCommandLine(command, world)));
  const lines = granted.flatMap(({ tool, pattern = "" }) => (tool === "shell" ? [pattern] : []));
  const hosts = plan.hosts.map((host) => settle(judgeHost(host, lines, world)));
  return { plan, files, commands, checks, hosts, grants: granted };
}

/** Whether nothing of it would be asked as things are: then neither is the plan. */
export function goesThroughAlready(plan: Plan, { policy, grants }: World): boolean {
  const { files, commands, checks, hosts } = judgePlan(plan, {
    // Whether mode plan is left is just what is to be asked.
    policy: (effect, call, all) =>
      policy(
        effect,
        call,
        all.filter((rule) => rule !== planApproved),
      ),
    grants,
  });
  const items = [...files, ...commands, ...checks, ...hosts];
  return items.length > 0 && items.every(({ state }) => state === "free");
}

/** Whether a rule read back from a log is one that a plan could have been granted. */
export function isPlannable({ tool, pattern = "" }: Rule): boolean {
  if (tool === "write_file") return whyNotFile(pattern) === null;
  if (tool === "shell") return pattern !== "" && whyNotPlanned(pattern) === null;
  return tool === "network" && whyNotHost(pattern) === null;
}

interface Settled {
  item: PlanItem;
  rule?: Rule;
}

function judgeFile({ path, exists, problem }: PlannedFile, world: World): Settled {
  const item = (state: PlanItem["state"], why?: string) => itemOf(path, state, why);
  if (problem !== undefined) return item("refused", problem);
  const effect: Effect = {
    kind: "write",
    path,
    change: exists ? "update" : "create",
    bytes: 0,
    before: exists ? "" : null,
    after: "",
  };
  const call = { id: "", name: "write_file", arguments: { path } };
  const verdict = world.policy(effect, call, world.grants);
  if (verdict.decide === "deny") return item("refused", verdict.reason);
  if (verdict.decide === "allow") return item("free");
  if (exists) return item("asked", "it exists: each change is asked, with the difference");
  const why = whyNotFile(path);
  if (why !== null) return item("asked", why);
  return granting(path, { decide: "allow", tool: "write_file", pattern: path }, (grants) =>
    world.policy(effect, call, [...world.grants, ...grants]),
  );
}

function whyNotFile(path: string): string | null {
  if (!isClean(path)) return "its name holds hidden characters";
  if (leadsOutside(path) || path.endsWith("/")) return "it leads out of the output directory";
  if (isProtectedPath(path)) return "what is written there can run later, outside the fence";
  if (startsByName(path)) return "it can start by itself, outside the fence";
  return isSecretPath(path) ? "files of that kind may hold keys" : null;
}

function judgeCommandLine(command: string, world: World): Settled {
  const effect: Effect = { kind: "exec", command, cwd: "." };
  const call = { id: "", name: "shell", arguments: { command } };
  const verdict = world.policy(effect, call, world.grants);
  if (verdict.decide === "deny") return itemOf(command, "refused", verdict.reason);
  const free = verdict.decide === "allow";
  const why = whyNotPlanned(command);
  if (why !== null) return itemOf(command, free ? "free" : "asked", free ? undefined : why);
  const rule: Rule = { decide: "allow", tool: "shell", pattern: wholeLine(command) };
  const settled = granting(command, rule, (grants) =>
    world.policy(effect, call, [...world.grants, ...grants]),
  );
  // Also where it goes through by itself: its hosts are granted for the commands of the plan.
  return free ? { ...settled, item: { ...settled.item, state: "free" } } : settled;
}

function judgeHost(host: string, commands: readonly string[], world: World): Settled {
  const [command] = commands;
  const effect: Effect = { kind: "network", hosts: [host], ...(command ? { command } : {}) };
  const call = { id: "", name: "network", arguments: { hosts: [host] } };
  const verdict = world.policy(effect, call, world.grants);
  if (verdict.decide === "deny") return itemOf(host, "refused", verdict.reason);
  if (verdict.decide === "allow") return itemOf(host, "free");
  const why = whyNotHost(host) ?? (command ? null : "no command of this plan may reach it unasked");
  if (why !== null) return itemOf(host, "asked", why);
  const rule: Rule = {
    decide: "allow",
    tool: "network",
    pattern: ruledHost(host) ?? host,
    commands: [...commands],
  };
  return granting(host, rule, (grants) => world.policy(effect, call, [...world.grants, ...grants]));
}

function whyNotHost(host: string): string | null {
  if (ruledHost(host) === null) return "it is no plain host name";
  const name = plainHost(host) ?? "";
  if (!/[a-z]/.test(name)) return "it is an address and no name";
  return isNearby(name) ? "it is a name of this machine or of its own network" : null;
}

/** Names that no public resolver knows: where they lead to is nothing that a plan shows. */
function isNearby(name: string): boolean {
  return (
    !name.includes(".") || /\.(?:localhost|local|internal|intranet|lan|home|corp|arpa)$/.test(name)
  );
}

/** Said to be covered only where it is: the rule is read back as it is stored, and asked of the policy. */
function granting(
  text: string,
  wanted: Rule,
  judged: (grants: Rule[]) => { decide: string; reason: string },
): Settled {
  const rule: Rule = { ...wanted, exact: true, source: "plan" };
  if (!isReadBack(rule)) return itemOf(text, "asked", "it cannot be written as a rule");
  const { decide, reason } = judged([rule]);
  return decide === "allow" ? { ...itemOf(text, "covered"), rule } : itemOf(text, "asked", reason);
}

function isReadBack(rule: Rule): boolean {
  try {
    return formatRule(parseRule(formatRule(rule))) === formatRule(rule);
  } catch {
    return false;
  }
}

function itemOf(text: string, state: PlanItem["state"], why?: string): Settled {
  return { item: { text, state, ...(why === undefined ? {} : { why }) } };
}
