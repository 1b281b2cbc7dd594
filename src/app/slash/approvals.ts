import { display } from "../../core/display.ts";
import { UserError } from "../../core/errors.ts";
import type { StandingGrant } from "../../core/folds.ts";
import { counted, phrase } from "../../core/messages/phrase.ts";
import { formatRule } from "../../core/rules.ts";
import type { ApprovalMode, Rule } from "../../core/types.ts";
import type { Slash, SlashContext } from "./slash.ts";

const modes: readonly ApprovalMode[] = ["ask", "auto-edit", "plan", "yolo"];

export const approvals: Slash = {
  name: "approvals",
  describe:
    "mode, rules and what was granted; /approvals revoke N takes one back, /approvals mode MODE changes the mode",
  inJob: "skillet permissions list",
  words: () => ["mode ask", "mode auto-edit", "mode plan", "revoke all"],
  run(context, words) {
    const [verb = "", word = "", ...more] = words.split(/\s+/);
    if (words === "") return list(context);
    if (verb === "revoke" && more.length === 0) return revoke(context, word);
    if (verb === "mode" && more.length === 0) return setMode(context, word);
    throw new UserError(`/approvals does not know "${words}".`, {
      hint: "It takes revoke N, revoke all, or mode ask, auto-edit or plan.",
    });
  },
};

async function list({ session, write }: SlashContext): Promise<void> {
  const { sandbox, conversation, modes: mode } = session;
  await session.rules.refresh();
  const rules = session.rules.now();
  write(
    `${phrase("mode {1}", mode.current())}${sandbox.confined ? "" : `   ${phrase("UNCONFINED: every command is asked, nothing is granted")}`}\n`,
  );
  if (rules.length === 0) write("No rules. Add one: skillet permissions add RULE\n");
  else write(`rules, deny first, then the most specific (${rules.length}):\n`);
  for (const rule of rules)
    write(`  ${rule.decide.padEnd(6)}${ruleText(rule)}   (${rule.source ?? "given"})\n`);
  const grants = conversation.grants();
  write(`granted in this session (${grants.length}):\n`);
  for (const [index, grant] of grants.entries())
    write(`  ${String(index + 1).padStart(2)}  ${grantText(grant)}\n`);
  if (grants.length > 0)
    write("  /approvals revoke N takes one back, /approvals revoke all every one.\n");
}

function grantText({ rule, name, preview }: StandingGrant): string {
  const first = shown(preview.split("\n")[0] ?? "").slice(0, 60);
  const by =
    rule.source === "plan"
      ? phrase("the plan, exactly as it stands")
      : rule.source === "skill"
        ? phrase("you, when a skill asked")
        : phrase("you, when asked for {1}", `${shown(name)} ${first}`.trim());
  const only = rule.commands
    ? phrase(", for {1} of it", counted(rule.commands.length, "command"))
    : "";
  return `allow ${ruleText(rule)}   (${by}${only})`;
}

function revoke({ session, write }: SlashContext, word: string): void {
  const grants = session.conversation.grants();
  const chosen = word === "all" ? grants : grants.filter((_, at) => String(at + 1) === word);
  if (chosen.length === 0) {
    const hint =
      grants.length > 0 ? `There are ${grants.length}; /approvals lists them.` : "There are none.";
    throw new UserError(word === "" ? "No grant was named." : `No grant "${word}".`, { hint });
  }
  for (const grant of chosen) {
    session.conversation.revoke(grant);
    session.rules.takeBack(grant.rule);
  }
  for (const { rule } of chosen) write(`Taken back: allow ${ruleText(rule)}\n`);
}

/** What lets everything through is chosen when the program starts, not on the way. */
function setMode({ session, config, write }: SlashContext, word: string): void {
  const mode = modes.find((one) => one === word);
  if (!mode) throw new UserError(`"${word}" is no mode.`, { hint: "Modes: ask, auto-edit, plan." });
  if (mode === "yolo" && config.approvalMode !== "yolo") {
    throw new UserError("Mode yolo is not taken up on the way.", {
      hint: "Start with it: skillet -c --approval-mode yolo",
    });
  }
  session.modes.set(mode);
  write(`${phrase("mode {1}", mode)}\n`);
}

function ruleText(rule: Rule): string {
  return shown(formatRule(rule));
}

function shown(text: string): string {
  return display(text, { oneLine: true, marks: "lookalikes" });
}
