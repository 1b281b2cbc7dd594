/** `--output-format json`: one object at the end, computed from the receipt. */

import { totalOf } from "../core/cost.ts";
import { jsonLine } from "../core/json-line.ts";
import type { Receipt } from "../core/receipt.ts";

export interface JsonResultParts {
  receipt: Receipt;
  exitCode: number;
  sessionId: string;
  /** The answer; "" when there is none. */
  text: string;
}

/** One line, with its line feed. The fields are a contract (DESIGN 6.3). */
export function jsonResult({ receipt, exitCode, sessionId, text }: JsonResultParts): string {
  const { reason, limit, verified, files, commands, checks, findings, approvals } = receipt;
  const { errors, usage, cost, durationMs, checkpoints } = receipt;
  const result = {
    exitCode,
    reason,
    sessionId,
    text,
    files,
    commands,
    checks,
    findings,
    approvals,
    usage,
    // In the currency of the configured price; null: not all of it is known, and nothing is guessed.
    cost: totalOf(cost),
    durationMs,
    // Beyond the contract: what was proven, what went wrong, in words, and which limit was reached.
    verified,
    errors,
    limit,
    // Ids for `skillet undo`.
    checkpoints,
  };
  return `${jsonLine(result)}\n`;
}
