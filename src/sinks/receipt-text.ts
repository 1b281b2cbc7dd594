/** The receipt as lines: what was done and what was proven, never more than the facts say. Pure. */

import type { Receipt } from "../core/receipt.ts";
import type { StopReason } from "../core/types.ts";
import { costText } from "./cost-text.ts";
import { bytes, count, duration, plural } from "./figures.ts";
import { oneLine } from "./one-line.ts";

export interface ReceiptTextOptions {
  /** What is typed to go on, for example `skillet -c`; "" or missing: that line is left out. */
  resume?: string;
}

/** The first line is the verdict. A turn that only talked gets that line and its tokens, nothing else. */
export function receiptText(receipt: Receipt, options: ReceiptTextOptions = {}): string[] {
  const verdict = [endOf(receipt.reason), proofOf(receipt)].filter(Boolean).join("  ");
  const rows: [name: string, text: string][] = [
    ["files", filesOf(receipt)],
    ["commands", commandsOf(receipt)],
    ["checks", checksOf(receipt)],
    ["findings", findingsOf(receipt)],
    ["approvals", approvalsOf(receipt)],
    ["skills", receipt.skills.map(oneLine).join(", ")],
    ["errors", receipt.errors.map(({ message }) => oneLine(message)).join("; ")],
    ["sandbox", sandboxOf(receipt)],
    ["model", modelOf(receipt)],
    ["tokens", tokensOf(receipt)],
    ["time", duration(receipt.durationMs)],
    ["go on", options.resume ?? ""],
  ];
  if (!didAnything(receipt)) {
    const brief = [verdict, modelOf(receipt), tokensOf(receipt), duration(receipt.durationMs)];
    return [brief.filter(Boolean).join("  ")];
  }
  return [
    verdict,
    ...rows.filter(([, text]) => text !== "").map(([name, text]) => `  ${name.padEnd(10)}${text}`),
  ];
}

/** Without anything done there is nothing to verify, to list or to go on with. */
function didAnything(receipt: Receipt): boolean {
  const { files, commands, checks, findings, approvals, errors, reason } = receipt;
  const lists = [files, commands, checks, findings, errors];
  return (
    lists.some(({ length }) => length > 0) ||
    approvals.some(({ granted }) => !granted) ||
    (reason !== "done" && reason !== "aborted")
  );
}

function endOf(reason: StopReason | null): string {
  switch (reason) {
    case "done":
      return "DONE";
    case "max_steps":
      return "STOPPED at the limit of steps";
    case "limit":
      return "STOPPED at a limit";
    case "aborted":
      return "STOPPED by you";
    case "error":
      return "FAILED";
    case "approval_needed":
      return "STOPPED: an approval was needed and nobody could give it";
    case null:
      return "NOT ENDED";
  }
}

/** A proof that failed and one that is stale are different things, and neither is silence. */
function proofOf(receipt: Receipt): string {
  const { verified, checks, files, commands } = receipt;
  const failed = checks.filter(({ ok }) => !ok).length;
  if (verified === "yes") return "verified";
  if (verified === "no" && failed === 0)
    return `NOT VERIFIED: broke off after ${plural(checks.length, "check")}`;
  if (verified === "no")
    return `NOT VERIFIED: ${failed} of ${plural(checks.length, "check")} failed`;
  if (checks.length > 0) return "not verified: something changed after the last checks";
  const changed = files.length > 0 || commands.some(({ ran }) => ran);
  return changed ? "not verified: nothing was checked" : "";
}

function filesOf({ files }: Receipt): string {
  if (files.length === 0) return "";
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  const names = files.slice(0, 12).map(({ path }) => oneLine(path));
  if (files.length > names.length) names.push(`and ${files.length - names.length} more`);
  const overwritten = files.filter(({ change }) => change === "overwrite").length;
  const unread = overwritten > 0 ? `, ${overwritten} overwritten unread` : "";
  return `${files.length} written (${bytes(total)}${unread}): ${names.join(", ")}`;
}

function commandsOf({ commands }: Receipt): string {
  if (commands.length === 0) return "";
  const ran = commands.filter((command) => command.ran);
  const failed = ran.filter(({ exitCode }) => exitCode !== null && exitCode !== 0).length;
  const killed = ran.filter(({ exitCode }) => exitCode === null).length;
  return sum([
    [ran.length, "run", true],
    [failed, "failed"],
    [killed, "without an exit code"],
    [commands.length - ran.length, "not run"],
  ]);
}

function checksOf({ checks }: Receipt): string {
  if (checks.length === 0) return "";
  const passed = checks.filter(({ ok }) => ok).length;
  const failed = checks.filter(({ ok }) => !ok).map(({ name }) => oneLine(name));
  const which = failed.length > 0 ? `; failed: ${failed.join(", ")}` : "";
  return `${passed} of ${checks.length} passed${which}`;
}

function findingsOf({ findings }: Receipt): string {
  if (findings.length === 0) return "";
  const waived = findings.filter((finding) => finding.waived !== undefined).length;
  return sum([
    [findings.length - waived, "open", true],
    [waived, "waived"],
  ]);
}

function approvalsOf({ approvals }: Receipt): string {
  const granted = (by: string) => approvals.filter((one) => one.granted && one.by === by).length;
  const refused = (by: string) => approvals.filter((one) => !one.granted && one.by === by).length;
  return sum([
    [granted("user"), "given by you"],
    [granted("policy"), "by rule"],
    [refused("user"), "refused by you"],
    [refused("policy"), "denied by rule"],
    [refused("unattended"), "that nobody could give"],
  ]);
}

function sandboxOf({ sandbox, out }: Receipt): string {
  if (sandbox === "") return "";
  const where = out === "" ? "" : ` around ${oneLine(out)}`;
  return sandbox === "unconfined" ? `NONE: commands ran unconfined` : `${oneLine(sandbox)}${where}`;
}

/** Nobody takes a scripted reply for the work of a model. */
function modelOf({ model }: Receipt): string {
  if (model === "") return "";
  const scripted = /script/i.test(model) && !/^scripted model$/i.test(model);
  return scripted ? `${oneLine(model)} (scripted model)` : oneLine(model);
}

function tokensOf(receipt: Receipt): string {
  const { usage, steps } = receipt;
  if (steps === 0) return "";
  const { inputTokens, cachedTokens, outputTokens } = usage;
  const calls = plural(steps, "model call");
  if (inputTokens === 0 && outputTokens === 0) return `not told by the endpoint, ${calls}`;
  const cost = costText(receipt.cost);
  const cached =
    cachedTokens > 0 && inputTokens > 0
      ? ` (${Math.round((cachedTokens / inputTokens) * 100)}% cached)`
      : "";
  return `${count(inputTokens)} in${cached} / ${count(outputTokens)} out, ${calls}${cost && `, ${cost}`}`;
}

/** `3 run, 1 failed`; zeros are left out unless they are the point. */
function sum(parts: readonly (readonly [number, string, boolean?])[]): string {
  return parts
    .filter(([value, , always]) => value > 0 || always)
    .map(([value, words]) => `${value} ${words}`)
    .join(", ");
}
