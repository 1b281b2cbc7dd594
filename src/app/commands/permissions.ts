/** `skillet permissions`: the rules and where they come from, and what they say to one call. */

import type { Config } from "../../config/load.ts";
import { projectRules } from "../../config/project-rules.ts";
import { removeProjectRule } from "../../config/remove-project-rule.ts";
import { removeUserRule, saveUserRule } from "../../config/user-rules.ts";
import { display } from "../../core/display.ts";
import { UserError } from "../../core/errors.ts";
import { jsonLine } from "../../core/json-line.ts";
import { phrase, translated } from "../../core/messages/phrase.ts";
import type { PermissionsTest } from "../../core/permissions-test.ts";
import { checkTool, formatRule, parseRule } from "../../core/rules.ts";
import type { Rule } from "../../core/types.ts";
import type { Command, CommandCall } from "../command.ts";
import { configured } from "../configured.ts";
import { type Flag, flags as runFlags } from "../flags.ts";
import type { Io } from "../io.ts";
import { warn } from "../warn.ts";
import { type ExactCall, exactArguments } from "./exact-arguments.ts";

const ownFlags: readonly Flag[] = [
  {
    name: "tool",
    type: "string",
    value: "NAME",
    describe: "The tool that is called (default shell)",
    group: "Run:",
  },
  {
    name: "args",
    type: "string",
    value: "JSON",
    describe: "Its arguments, as a model writes them",
    group: "Run:",
  },
  {
    name: "rule",
    type: "array",
    value: "RULE",
    describe: 'A further rule for this test, for example "deny shell:rm"',
    group: "Safety:",
  },
  ...runFlags.filter(({ name }) =>
    ["out", "add-dir", "approval-mode", "sandbox", "allow", "deny"].includes(name),
  ),
  { name: "json", type: "boolean", describe: "As JSON", group: "Output:" },
];

export const permissions: Command = {
  name: "permissions",
  usage: 'permissions list | add RULE | rm RULE | test "COMMAND"',
  describe: "The rules, and what they say to a call without running it",
  flags: ownFlags,
  async run(_, io) {
    const call = exactArguments(io.argv, ownFlags);
    const config = await configured({
      cwd: io.cwd,
      env: io.env,
      flags: call.flags,
      stdoutIsTerminal: io.stdoutIsTerminal,
    });
    for (const warning of config.warnings) warn(shown(warning), io);
    const [action = "list"] = call.words;
    if (action === "list") return list(config, call, io);
    if (action === "add") return add(config, checkTool(ruleOf(call)), io);
    if (action === "rm") return remove(config, ruleOf(call), io);
    if (action === "test") return test(config, call, io);
    throw new UserError(`skillet permissions cannot "${shown(action)}".`, {
      hint: "It can list, add RULE, rm RULE and test COMMAND.",
    });
  },
};

function list({ rules, paths, project }: Config, { flags }: CommandCall, io: Io): number {
  const saved = new Set(projectRules(paths.config, project));
  const isSaved = (rule: Rule) => rule.source === "user" && saved.has(lineOf(rule));
  if (flags.json === true) {
    const listed = rules.map((rule) => ({
      rule: lineOf(rule),
      ...rule,
      ...(isSaved(rule) ? { project } : {}),
    }));
    io.out(`${jsonLine(listed)}\n`);
  } else if (rules.length === 0) {
    io.out(
      `${phrase("No rules: the approval mode alone decides. Add one: skillet permissions add RULE")}\n`,
    );
  }
  for (const rule of flags.json === true ? [] : rules) {
    const where = isSaved(rule) ? `  ${phrase("(saved for this project)")}` : "";
    const words = `${rule.decide.padEnd(6)}${shown(formatRule(rule))}`;
    io.out(`${(rule.source ?? "").padEnd(8)} ${words}${where}\n`);
  }
  return 0;
}

async function add({ paths, rules }: Config, rule: Rule, io: Io): Promise<number> {
  const place = await saveUserRule(paths, rule);
  io.out(`${phrase("Saved: {1}  in {2}", shown(lineOf(rule)), shown(place))}\n`);
  const denied = rules.find(
    (one) =>
      one.decide === "deny" && formatRule(one) === formatRule(rule) && rule.decide !== "deny",
  );
  if (denied) {
    const source = denied.source ?? "";
    warn(phrase("a {1} rule denies the same, and deny wins.", source), io);
  }
  return 0;
}

/** From the user's settings, and from what was saved for this project. */
async function remove({ paths, project, rules }: Config, rule: Rule, io: Io): Promise<number> {
  const fromSettings = await removeUserRule(paths, rule);
  const fromProject = removeProjectRule(paths.config, project, rule);
  if (fromSettings || fromProject) {
    io.out(`${phrase("Removed: {1}", shown(lineOf(rule)))}\n`);
    return 0;
  }
  const alike = rules.filter((one) => formatRule(one) === formatRule(rule));
  const elsewhere = alike.map((one) => `"${shown(lineOf(one))}" (${one.source})`).join(", ");
  throw new UserError(`You have no rule "${shown(lineOf(rule))}".`, {
    hint: elsewhere
      ? `There is ${elsewhere}; only your own rules, spelt as they are, can be removed here.`
      : "See them: skillet permissions list",
  });
}

async function test(config: Config, call: ExactCall, io: Io): Promise<number> {
  const { flags } = call;
  const tool = typeof flags.tool === "string" ? flags.tool : "shell";
  const more = Array.isArray(flags.rule) ? (flags.rule as string[]) : [];
  const { judgeCall } = await import("./judge-call.ts");
  const judged = await judgeCall({
    config,
    rules: [...config.rules, ...more.map((rule): Rule => ({ ...parseRule(rule), source: "flag" }))],
    tool,
    text: argumentText(call, tool),
  });
  io.out(flags.json === true ? `${jsonLine(judged)}\n` : told(judged));
  return 0;
}

/** What stands in `--args`, with the words as the command. */
function argumentText({ words, flags, mixed }: ExactCall, tool: string): string {
  const [, ...rest] = words;
  const given = typeof flags.args === "string" ? flags.args : null;
  if (rest.length === 0) {
    if (given !== null) return given;
    throw new UserError("skillet permissions test needs a command, or --tool and --args.", {
      hint: 'For example: skillet permissions test "npm install express"',
    });
  }
  if (tool !== "shell" || mixed) {
    throw new UserError(
      mixed
        ? "There are flags between the words of the command."
        : `Words are a command, and ${shown(tool)} takes none.`,
      {
        hint: mixed
          ? 'Quote the command as one word: skillet permissions test "ls -o"'
          : "Give its arguments by --args.",
      },
    );
  }
  const command = rest.join(" ");
  if (given === null) return JSON.stringify({ command });
  let args: unknown;
  try {
    args = JSON.parse(given);
  } catch (cause) {
    throw new UserError("--args is no JSON.", { cause });
  }
  if (typeof args !== "object" || args === null || Array.isArray(args) || "command" in args) {
    throw new UserError("--args must be an object without a command beside a command's words.", {
      hint: "Give the command in one of both.",
    });
  }
  return JSON.stringify({ ...args, command });
}

function told({ verdict, rule, reason, parts, prompt, suggest }: PermissionsTest): string {
  const by = rule === null ? "" : `  ${phrase("(rule {1})", shown(rule))}`;
  const lines = [`${verdict}: ${translated(shown(reason))}${by}`];
  for (const part of parts) {
    const words = display(part.words.join(" "), { oneLine: true, marks: "command" });
    lines.push(`  ${part.verdict.padEnd(6)}${words}  ${translated(shown(part.reason))}`);
  }
  if (verdict === "ask") {
    const how = suggest === null ? phrase("nothing") : shown(suggest);
    lines.push(phrase("s and p would save: {1}", how), "", prompt.trimEnd());
  }
  return `${lines.join("\n")}\n`;
}

function ruleOf({ words }: CommandCall): Rule {
  const [action, ...rest] = words;
  if (rest.length > 0) return parseRule(rest.join(" "));
  throw new UserError(`skillet permissions ${action} needs a rule.`, {
    hint: 'For example: skillet permissions add "allow shell:npm test"',
  });
}

function lineOf(rule: Rule): string {
  return `${rule.decide} ${formatRule(rule)}`;
}

function shown(text: string): string {
  return display(text, { oneLine: true });
}
