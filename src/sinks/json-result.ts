/** `--output-format json`: one object at the end, computed from the receipt. */

import { jsonLine } from "../core/json-line.ts";
import type { Receipt } from "../core/receipt.ts";

export interface JsonResultParts {
  receipt: Receipt;
  exitCode: number;
  sessionId: string;
  /** The answer; "" when there is none. */
  text: string;
  /** In the currency of the configured prices; null: no price is known, and none is guessed. */
  cost?: number | null;
}

/** One line, with its line feed. The fields are a contract (DESIGN 6.3). */
export function jsonResult({ receipt, exitCode, sessionId, text, cost }: JsonResultParts): string {
  const { reason, verified, files, commands, checks, findings, approvals } = receipt;
  const { errors, usage, durationMs } = receipt;
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
    cost: cost ?? null,
    durationMs,
    // Beyond the contract: what was proven, and what went wrong, in words.
    verified,
    errors,
  };
  return `${jsonLine(result)}\n`;
}
