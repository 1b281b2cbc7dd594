/** What the mode and the rules say to a call's effect. Pure: the same call, rules and grants give the same verdict. */

import { judgeCommand, strictest } from "./command-verdict.ts";
import { display } from "./display.ts";
import { coversHost, meansHost, ruledHost } from "./host-match.ts";
import {
  coversPath,
  isProtectedPath,
  isSecretPath,
  leadsOutside,
  meansPath,
} from "./path-match.ts";
import { isPlanApproval } from "./plan.ts";
import type { Policy } from "./ports.ts";
import { formatRule } from "./rules.ts";
import { isAskedForItsStart, whyStarts } from "./starts-by-itself.ts";
import type { ApprovalMode, Effect, Rule, ToolCall, Verdict } from "./types.ts";
import { commandsOf, wholeLine } from "./whole-line.ts";

export interface PolicyOptions {
  mode: ApprovalMode;
  /** Of all layers, merged (merge-rules.ts). Empty: the mode alone decides. */
  rules: readonly Rule[];
  /** False: commands run without a fence; each is asked, whatever the rules and the mode say. */
  confined: boolean;
  /** False: nobody can be asked, so what is unconfined is denied. Default: true. */
  attended?: boolean;
}

type EffectOf<Kind extends Effect["kind"]> = Extract<Effect, { kind: Kind }>;

/** Why a write is asked for which nothing but the mode speaks. */
export const writesAreAsked = "Mode ask: writes are asked.";
const unread = "It replaces a file that the model has not read.";
/** The tools that write files; a deny rule for one means the other as well. */
const writers: readonly string[] = ["write_file", "edit_file"];

/**
 * `deny` wins, then the most specific of `allow` and `ask`, then the mode. Rules name the call's tool, or `*`. Besides:
 * commands, those of `verify` too, are judged by rules for `shell`; hosts by rules for `network` (`network:HOST`,
 * `network:*.example.org`). Grants of the session count like allow rules.
 */
export function policyOf(options: PolicyOptions): Policy {
  return (effect, call, grants) => {
    // Without a fence nothing is granted for a session; what a skill must not do holds everywhere.
    const given = options.confined ? grants : grants.filter(({ decide }) => decide === "deny");
    // An approved plan leaves mode plan: what it does not cover is asked.
    const mode = options.mode === "plan" && grants.some(isPlanApproval) ? "ask" : options.mode;
    const merged = { ...options, mode, rules: [...options.rules, ...given] };
    const verdict = judgeEffect(effect, call, merged);
    return strictest([verdict, ...judgeLooks(effect, call, merged)]) ?? verdict;
  };
}

/** For each file that the call looks at besides and that a rule is about. */
function judgeLooks(effect: Effect, call: ToolCall, options: PolicyOptions): Verdict[] {
  if (!("looksAt" in effect)) return [];
  const reader = { ...call, name: "read_file" };
  return (
    (effect.looksAt ?? [])
      .map((path) => judgeEffect({ kind: "read", path }, reader, options))
      // Without a rule it is about a name that may hold keys: that it is there may be told, and no check looks into it.
      .filter(({ rule }) => rule !== undefined)
  );
}

function judgeEffect(effect: Effect, call: ToolCall, options: PolicyOptions): Verdict {
  const barred = options.rules.find(
    ({ decide, tool, pattern }) => decide === "deny" && pattern === undefined && names(tool, call),
  );
  if (barred) return denied(barred);
  switch (effect.kind) {
    case "none":
      return (
        byRules(call, options, () => false) ?? { decide: "allow", reason: "It changes nothing." }
      );
    case "read":
      return judgeRead(effect, call, options);
    case "write":
      return judgeWrite(effect, call, options);
    case "exec":
      return judgeExec(effect, call, options);
    case "network":
      return (
        inPlan(options) ??
        judgeHosts(effect.hosts, options, effect.command ? [effect.command] : []) ??
        allowed("Rules allow the hosts.")
      );
    case "remote":
      return judgeRemote(effect, call, options);
  }
}

function judgeRead({ path }: EffectOf<"read">, call: ToolCall, options: PolicyOptions): Verdict {
  const denial = options.rules.find(
    ({ decide, tool, pattern }) =>
      decide === "deny" &&
      pattern !== undefined &&
      (names(tool, call) || tool === "read_file") &&
      meansPath(pattern, path),
  );
  if (denial) return denied(denial);
  const hidden = options.rules.find(
    ({ decide, tool, pattern }) =>
      decide === "deny" &&
      tool === "read_file" &&
      pattern !== undefined &&
      call.name === "search_files",
  );
  if (hidden) {
    return asked(`A search could look into what is denied: ${formatRule(hidden)}.`, hidden);
  }
  const ruled = byRules(call, options, (rule) => fitsPath(rule, path));
  if (ruled) return ruled;
  if (isSecretPath(path)) return asked("The file may hold keys.");
  return allowed("Reading is allowed.");
}

function judgeWrite(effect: EffectOf<"write">, call: ToolCall, options: PolicyOptions): Verdict {
  const { path, change } = effect;
  const denial = options.rules.find(
    ({ decide, tool, pattern }) =>
      decide === "deny" &&
      pattern !== undefined &&
      (names(tool, call) || writers.includes(tool)) &&
      meansPath(pattern, path),
  );
  if (denial) return denied(denial);
  const plan = inPlan(options);
  if (plan) return plan;
  if (leadsOutside(path)) return asked("The path leads out of the output directory.");
  const starts = isAskedForItsStart(effect);
  // What was granted on the way, by a question or a plan, was granted for another content.
  const isTooWide = ({ decide, source = "user" }: Rule) =>
    starts && decide === "allow" && /^(?:session|plan|skill)$/.test(source);
  const ruled = byRules(
    call,
    options,
    (rule) => fitsPath(rule, path) && (!rule.exact || change === "create") && !isTooWide(rule),
  );
  const why = whyStarts(effect);
  if (why !== null && isProtectedPath(path) && !spellsProtected(ruled)) return asked(why);
  if (ruled) return ruled;
  const { mode, confined } = options;
  if (mode === "ask" || (mode === "auto-edit" && starts))
    return asked(why ?? (change === "overwrite" ? unread : writesAreAsked));
  if (mode === "yolo") {
    return confined
      ? allowed("Mode yolo.")
      : asked("There is no fence, so nothing goes through unasked.");
  }
  if (change === "overwrite") return asked(unread);
  return allowed("Mode auto-edit: writes inside the output directory go through.");
}

function spellsProtected(ruled: Verdict | undefined): boolean {
  return ruled?.decide === "allow" && ruled.rule !== undefined && isProtectedPath(patternOf(ruled));
}

/** "": the rule is about every call of the tool. */
function patternOf({ rule = "" }: Verdict): string {
  return /^[^:]*:(.*)$/s.exec(rule)?.[1] ?? "";
}

function judgeExec(effect: EffectOf<"exec">, call: ToolCall, options: PolicyOptions): Verdict {
  const { mode, confined, attended = true } = options;
  const commands = commandsOf(effect);
  const rules = shellRulesFor(call, options.rules);
  const verdicts = commands.map((command) =>
    judgeCommand(command, rules, mode === "yolo" && confined ? "allow" : "ask"),
  );
  const denial = verdicts.find(({ decide }) => decide === "deny");
  if (denial) return bare(denial);
  const hosts = judgeHosts(effect.hosts ?? [], options, commands);
  if (hosts?.decide === "deny") return hosts;
  const plan = inPlan(options);
  if (plan) return plan;
  if (!confined) {
    return attended
      ? { ...asked("Unconfined: every command is asked."), unconfined: true }
      : { decide: "deny", reason: "Unconfined commands need a person at the terminal." };
  }
  // The command first: its question names the hosts as well.
  const verdict = strictest(hosts ? [...verdicts, hosts] : verdicts);
  // A rule such as `shell:python3 app.py` was given for the output directory; elsewhere the same words are another program.
  if (verdict?.decide === "allow" && verdict.rule?.includes(":") && effect.cwd !== ".") {
    const where = display(effect.cwd, { oneLine: true, marks: "all" });
    return asked(`It runs in ${where}; rules with a pattern are for the output directory itself.`);
  }
  return verdict ? bare(verdict) : allowed("No command is run.");
}

/** The rules that judge the commands of a call. `allow verify` is no blank cheque for what its checks would run. */
export function shellRulesFor(call: ToolCall, rules: readonly Rule[]): Rule[] {
  return rules.filter(
    ({ tool, decide }) =>
      tool === "shell" ||
      tool === "*" ||
      (tool === call.name && (call.name !== "verify" || decide !== "allow")),
  );
}

/** undefined: no host is wanted, or all of them are allowed. The network is outside the fence: no mode lets it through. */
function judgeHosts(
  hosts: readonly string[],
  { rules }: PolicyOptions,
  commands: readonly string[],
): Verdict | undefined {
  const own = rules.filter(({ tool, commands: only }) => {
    if (tool !== "network") return false;
    return !only || (commands.length > 0 && commands.every((one) => only.includes(wholeLine(one))));
  });
  for (const host of hosts) {
    const denial = own.find(
      ({ decide, pattern }) => decide === "deny" && (!pattern || meansHost(pattern, host)),
    );
    if (denial) return denied(denial);
  }
  for (const host of hosts) {
    const fits = own.filter(
      ({ decide, pattern }) => decide === "allow" && (!pattern || coversHost(pattern, host)),
    );
    const careful = own.find(
      ({ decide, pattern }) => decide === "ask" && (!pattern || meansHost(pattern, host)),
    );
    const allowing = fits.some(
      ({ pattern = "" }) => pattern.length > (careful?.pattern ?? "").length,
    );
    if (careful ? !allowing : fits.length === 0) {
      const shown = display(host, { oneLine: true, marks: "all" });
      const plain = ruledHost(host);
      const lifts = careful || plain === null ? {} : { lifts: `network:${plain}` };
      return { ...asked(`It wants to reach ${shown}.`, careful), ...lifts };
    }
  }
  return undefined;
}

function judgeRemote(effect: EffectOf<"remote">, call: ToolCall, options: PolicyOptions): Verdict {
  const isIt = ({ pattern }: Rule) => pattern === effect.tool || pattern === effect.server;
  const denial = options.rules.find(
    (rule) => rule.decide === "deny" && names(rule.tool, call) && isIt(rule),
  );
  if (denial) return denied(denial);
  const plan = inPlan(options);
  if (plan) return plan;
  return (
    byRules(call, options, isIt) ?? asked("The tool of another server acts outside the fence.")
  );
}

/** The most specific of the allow and ask rules that fit; of two that are as specific, the one that asks. */
function byRules(
  call: ToolCall,
  { rules }: PolicyOptions,
  fits: (rule: Rule) => boolean,
): Verdict | undefined {
  const weight = ({ tool, pattern = "" }: Rule) => pattern.length * 2 + (tool === "*" ? 0 : 1);
  const [best] = rules
    .filter((rule) => rule.decide !== "deny" && namesForAsk(rule, call))
    .filter((rule) => rule.pattern === undefined || fits(rule))
    .sort((a, b) => weight(b) - weight(a) || (a.decide === "ask" ? -1 : 1));
  if (!best) return undefined;
  if (best.decide === "ask") return asked("A rule asks.", best);
  return { decide: "allow", reason: "A rule allows it.", rule: formatRule(best) };
}

function fitsPath({ decide, pattern = "" }: Rule, path: string): boolean {
  return decide === "allow" ? coversPath(pattern, path) : meansPath(pattern, path);
}

function names(tool: string, call: ToolCall): boolean {
  return tool === "*" || tool === call.name;
}

function namesForAsk({ decide, tool }: Rule, call: ToolCall): boolean {
  if (names(tool, call)) return true;
  return decide === "ask" && writers.includes(tool) && writers.includes(call.name);
}

function inPlan({ mode }: PolicyOptions): Verdict | undefined {
  if (mode !== "plan") return undefined;
  return {
    decide: "deny",
    reason:
      "Mode plan: nothing is changed or run before a plan is approved. Read what you need, then call propose_plan; where it cannot be approved, answer with the plan.",
  };
}

function allowed(reason: string): Verdict {
  return { decide: "allow", reason };
}

function asked(reason: string, rule?: Rule): Verdict {
  return { decide: "ask", reason, ...(rule ? { rule: formatRule(rule) } : {}) };
}

function denied(rule: Rule): Verdict {
  return {
    decide: "deny",
    reason: `A rule denies it: ${formatRule(rule)}.`,
    rule: formatRule(rule),
  };
}

function bare({ decide, reason, rule, lifts }: Verdict): Verdict {
  return { decide, reason, ...(rule ? { rule } : {}), ...(lifts ? { lifts } : {}) };
}
