/** The receipt as lines: what was done and what was proven, never more than the facts say. Pure. */

import { checkName } from "../core/check-words.ts";
import { notReached } from "../core/checks.ts";
import { display } from "../core/display.ts";
import type { LimitName } from "../core/limits.ts";
import { counted, phrase, translated } from "../core/messages/phrase.ts";
import { planTool } from "../core/plan.ts";
import type { Receipt } from "../core/receipt.ts";
import { wrapWords } from "../core/wrap-words.ts";
import { allowRows } from "./allow-rows.ts";
import { costText } from "./cost-text.ts";
import { bytes, count, duration } from "./figures.ts";
import { oneLine } from "./one-line.ts";
import type { Styles } from "./style.ts";
import { clip, pad, widthOf } from "./width.ts";

export interface ReceiptTextOptions {
  /** What is typed to go on, for example `skillet -c`; "" or missing: that line is left out. */
  resume?: string;
  /** What goes on in the background, each by the name it is stopped with. Missing or empty: nothing. */
  running?: readonly { id: string; command: string }[];
  /** The errors stand above the receipt already. Default: false. */
  errorsTold?: boolean;
  /** It stands in a conversation, where slash commands can be typed. Default: false. */
  conversation?: boolean;
  /** Of the terminal; rows go on below their text. Default: they are not broken. */
  columns?: number;
}

/** The first line is the verdict. A turn that only talked gets that line and its tokens, nothing else. */
export function receiptText(receipt: Receipt, options: ReceiptTextOptions = {}): string[] {
  const { verdict, rows } = receiptRows(receipt, options);
  const { columns = Number.POSITIVE_INFINITY } = options;
  const rowsOf = (line: string) =>
    wrapWords(line, { columns, widthOf, lead: " ".repeat(12) }).split("\n");
  return [verdict, ...rows.flatMap(([name, text]) => rowsOf(`  ${pad(name, 10)}${text}`))];
}

/** `brief`: nothing stands below it. */
export function verdictStyle(receipt: Receipt, brief: boolean, styles: Styles): Styles["bold"] {
  if (brief) return styles.dim;
  return receipt.reason === "done" && receipt.verified !== "no" ? styles.bold : styles.bad;
}

type Row = [name: string, text: string];

/** The same before it is set in columns. */
export function receiptRows(
  of: Receipt,
  options: ReceiptTextOptions = {},
): { verdict: string; rows: Row[] } {
  const receipt = options.errorsTold ? { ...of, errors: [] } : of;
  const verdict = [endOf(receipt), proofOf(receipt)].filter(Boolean).join("  ");
  const running: Row = [phrase("running"), runningOf(options.running ?? [])];
  const filled = (all: readonly Row[]) => all.filter(([, text]) => text !== "");
  const rows: Row[] = [
    [phrase("files"), filesOf(receipt)],
    [phrase("undo"), undoOf(receipt, options)],
    [phrase("commands"), commandsOf(receipt, options.running ?? [])],
    [phrase("removed"), removedOf(receipt)],
    [phrase("checks"), checksOf(receipt)],
    [phrase("run it"), runOf(receipt)],
    [phrase("findings"), findingsOf(receipt)],
    [phrase("approvals"), approvalsOf(receipt)],
    ...allowRows(receipt).map((text, at): Row => [at === 0 ? phrase("to allow") : "", text]),
    [phrase("skills"), receipt.skills.map(oneLine).join(", ")],
    [
      phrase("errors"),
      receipt.errors.map(({ message }) => translated(oneLine(message))).join("; "),
    ],
    [phrase("sandbox"), sandboxOf(receipt)],
    [phrase("model"), oneLine(receipt.model)],
    [phrase("tokens"), tokensOf(receipt)],
    [phrase("time"), duration(receipt.durationMs)],
    running,
    [phrase("go on"), options.resume ?? ""],
  ];
  if (!didAnything(receipt)) {
    const brief = [
      verdict,
      oneLine(receipt.model),
      tokensOf(receipt),
      duration(receipt.durationMs),
    ];
    return { verdict: brief.filter(Boolean).join("  "), rows: filled([running]) };
  }
  return { verdict, rows: filled(rows) };
}

function runningOf(running: readonly { id: string; command: string }[]): string {
  if (running.length === 0) return "";
  const all = running.map(
    ({ id, command }) =>
      `${oneLine(id)} ${clip(display(command, { oneLine: true, marks: "command" }), 60)}`,
  );
  return `${all.join("; ")}   /ps  /stop  /open PORT`;
}

/** Without anything done there is nothing to verify, to list or to go on with. */
function didAnything(receipt: Receipt): boolean {
  const { files, commands, checks, findings, approvals, errors, reason } = receipt;
  const lists = [files, commands, checks, findings, errors];
  return (
    lists.some(({ length }) => length > 0) ||
    approvals.some(({ granted }) => !granted) ||
    (reason !== "done" && reason !== "aborted" && reason !== "error")
  );
}

const limits = {
  turns: "STOPPED at the limit of steps",
  tokens: "STOPPED at the limit of tokens",
  budget: "STOPPED: the budget is used up",
  time: "STOPPED: the time is used up",
  loop: "STOPPED: it went round in a circle",
} as const satisfies Record<LimitName, string>;

function endOf({ reason, limit }: Receipt): string {
  switch (reason) {
    case "done":
      return phrase("DONE");
    case "max_steps":
      return phrase(limits.turns);
    case "limit":
      return phrase(limit === null ? "STOPPED at a limit" : limits[limit]);
    case "aborted":
      return phrase("STOPPED by you");
    case "error":
      return phrase("FAILED");
    case "approval_needed":
      return phrase("STOPPED: an approval was needed and nobody could give it");
    case null:
      return phrase("NOT ENDED");
  }
}

/** A proof that failed and one that is stale are different things, and neither is silence. */
function proofOf(receipt: Receipt): string {
  const { verified, checks, files, commands } = receipt;
  const failed = checks.filter(({ ok }) => !ok).length;
  if (verified === "yes") return phrase("verified");
  const all = counted(checks.length, "check");
  if (verified === "no" && failed === 0) return phrase("NOT VERIFIED: broke off after {1}", all);
  if (verified === "no") return phrase("NOT VERIFIED: {1} of {2} failed", failed, all);
  if (checks.length > 0) return phrase("not verified: something changed after the last checks");
  const changed = files.length > 0 || commands.some(({ ran }) => ran);
  return changed ? phrase("not verified: nothing was checked") : "";
}

function filesOf({ files }: Receipt): string {
  if (files.length === 0) return "";
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  const names = files.slice(0, 12).map(({ path }) => oneLine(path));
  if (files.length > names.length) names.push(phrase("and {1} more", files.length - names.length));
  const overwritten = files.filter(({ change }) => change === "overwrite").length;
  const unread = overwritten > 0 ? phrase(", {1} overwritten unread", overwritten) : "";
  return phrase("{1} written ({2}): {3}", files.length, bytes(total) + unread, names.join(", "));
}

/** What commands changed is not taken back by itself, so that is never left unsaid. */
function undoOf(
  { checkpoints, commands }: Receipt,
  { conversation = false }: ReceiptTextOptions,
): string {
  const last = checkpoints.at(-1);
  if (last === undefined) return "";
  const id = oneLine(last);
  const how = conversation
    ? phrase("/undo {1} (later: skillet undo {1})", id)
    : `skillet undo ${id}`;
  const all = checkpoints.slice(-8).map(oneLine).join(", ");
  const known = checkpoints.length > 1 ? phrase("{1}; the last: {2}", all, how) : how;
  const ran = commands.some((command) => command.ran);
  return ran ? known + phrase("; what commands changed only where you say so") : known;
}

function commandsOf({ commands }: Receipt, running: readonly { command: string }[]): string {
  if (commands.length === 0) return "";
  const ran = commands.filter((command) => command.ran);
  const failed = ran.filter(({ exitCode }) => exitCode !== null && exitCode !== 0).length;
  const background = ran.filter((command) => command.background);
  const killed = ran.filter(({ exitCode }) => exitCode === null).length - background.length;
  const left = running.map(({ command }) => command);
  const going = background.filter(({ command }) => {
    const at = left.indexOf(command);
    return at >= 0 && left.splice(at, 1).length > 0;
  }).length;
  const over = background.length - going;
  return sum([
    [ran.length, phrase("{1} run", ran.length), true],
    [failed, phrase("{1} failed", failed)],
    [going, phrase("{1} running in the background", going)],
    [over, phrase("{1} in the background, no longer running", over)],
    [killed, phrase("{1} without an exit code", killed)],
    [commands.length - ran.length, phrase("{1} not run", commands.length - ran.length)],
  ]);
}

function removedOf({ removed }: Receipt): string {
  const told = removed
    .slice(0, 12)
    .map(({ name, count }) =>
      count === null
        ? phrase("{1} (not known which)", oneLine(name))
        : phrase("{1} ({2})", oneLine(name), counted(count, "file")),
    );
  if (removed.length > told.length) told.push(phrase("and {1} more", removed.length - told.length));
  return told.join(", ");
}

function checksOf({ checks }: Receipt): string {
  if (checks.length === 0) return "";
  const passed = checks.filter(({ ok }) => ok).length;
  const failed = checks.filter(({ ok }) => !ok);
  const reached = failed.filter(({ actual }) => actual !== notReached);
  const names = reached.map(({ name }) => checkName(oneLine(name)));
  const rest = failed.length - reached.length;
  if (rest > 0) names.push(phrase("and {1} that were not reached", rest));
  const which = failed.length > 0 ? phrase("; failed: {1}", names.join(phrase(", "))) : "";
  return phrase("{1} of {2} passed", passed, checks.length) + which;
}

function findingsOf({ findings }: Receipt): string {
  if (findings.length === 0) return "";
  const waived = findings.filter((finding) => finding.waived !== undefined).length;
  return sum([
    [findings.length - waived, phrase("{1} open", findings.length - waived), true],
    [waived, phrase("{1} waived", waived)],
  ]);
}

/** A plan is one answer, however many lines it granted; what went through by them is told apart from the user's own rules. */
function approvalsOf({ approvals, questions, planned: before }: Receipt): string {
  const fromPlan = ({ name, scope, by }: Approved) =>
    name === planTool && scope === "session" && by === "user";
  const planned = new Set([...before, ...approvals.filter(fromPlan).map(({ rule }) => rule)]);
  const noted = ({ name, by }: Approved) => name === planTool && by === "policy";
  const answers = approvals.filter((one) => !fromPlan(one) && !noted(one));
  const count = (granted: boolean, by: string, plan?: boolean) =>
    answers.filter((one) => {
      if (one.granted !== granted || one.by !== by) return false;
      return plan === undefined || plan === (one.rule !== undefined && planned.has(one.rule));
    }).length;
  const byMode = answers.filter(
    ({ granted, by, rule }) => granted && by === "policy" && rule === undefined,
  ).length;
  const figures = {
    user: count(true, "user"),
    plan: count(true, "policy", true),
    rule: count(true, "policy", false) - byMode,
    mode: byMode,
    refused: count(false, "user"),
    denied: count(false, "policy"),
    nobody: count(false, "unattended"),
  };
  return sum([
    [figures.user, phrase("{1} given by you", figures.user)],
    [figures.plan, phrase("{1} by the plan", figures.plan)],
    [figures.rule, phrase("{1} by rule", figures.rule)],
    [figures.mode, phrase("{1} by the mode", figures.mode)],
    [figures.refused, phrase("{1} refused by you", figures.refused)],
    [figures.denied, phrase("{1} denied by rule", figures.denied)],
    [figures.nobody, phrase("{1} that nobody could give", figures.nobody)],
    [questions, phrase("{1} answered", counted(questions, "question"))],
  ]);
}

type Approved = Receipt["approvals"][number];

/** Typed by a person, in a terminal of their own: outside the fence. */
function runOf({ start, out }: Receipt): string {
  if (start === null) return "";
  const command = display(start, { oneLine: true, marks: "command" });
  return out === "" ? command : `cd ${shellWord(oneLine(out))} && ${command}`;
}

function shellWord(path: string): string {
  return /^[\p{L}\p{N}_./@+-]+$/u.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
}

function sandboxOf({ sandbox, out }: Receipt): string {
  if (sandbox === "") return "";
  if (sandbox === "unconfined") return phrase("NONE: commands ran unconfined");
  return out === "" ? oneLine(sandbox) : phrase("{1} around {2}", oneLine(sandbox), oneLine(out));
}

function tokensOf(receipt: Receipt): string {
  const { usage, steps } = receipt;
  if (steps === 0) return "";
  const { inputTokens, cachedTokens, outputTokens } = usage;
  const calls = counted(steps, "model call");
  if (inputTokens === 0 && outputTokens === 0) return phrase("{1}, tokens not told", calls);
  const cost = costText(receipt.cost);
  const cached =
    cachedTokens > 0 && inputTokens > 0
      ? phrase(" ({1}% cached)", Math.round((cachedTokens / inputTokens) * 100))
      : "";
  const figures = phrase("{1} in{2} / {3} out", count(inputTokens), cached, count(outputTokens));
  return [figures, calls, cost].filter(Boolean).join(phrase(", "));
}

/** `3 run, 1 failed`; zeros are left out unless they are the point. */
function sum(parts: readonly (readonly [number, string, boolean?])[]): string {
  return parts
    .filter(([value, , always]) => value > 0 || always)
    .map(([, words]) => words)
    .join(phrase(", "));
}
