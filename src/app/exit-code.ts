/** The exit code, a function of how the turn ended and what was proven. */

import { type ExitCode, exitCodes } from "../core/errors.ts";
import type { Receipt } from "../core/receipt.ts";

/** `auto`: a failed verification is told (61); `required`: so is a missing one. Signals have their own codes (130 ...). */
export function exitCodeOf(receipt: Receipt, verify: "auto" | "required" | "off"): ExitCode | 130 {
  switch (receipt.reason) {
    case "done":
      if (verify === "required" && receipt.verified !== "yes") return exitCodes.notVerified;
      if (verify === "auto" && receipt.verified === "no") return exitCodes.notVerified;
      return exitCodes.done;
    case "max_steps":
    case "limit":
      return exitCodes.limit;
    case "approval_needed":
      return exitCodes.approvalNeeded;
    case "aborted":
      return 130;
    default:
      return receipt.errors.at(-1)?.kind === "auth" ? exitCodes.credentials : exitCodes.failure;
  }
}
