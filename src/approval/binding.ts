/** Binds an answer to what was shown: a call that changed while the question stood is not what was answered. */

import type { Pending } from "../core/ports.ts";

/** SHA-256 over the call's name and arguments and everything it would do. */
export function bindingOf({ call, effect }: Pending): string {
  const shown = JSON.stringify([call.id, call.name, call.arguments, effect]) ?? "";
  return process.getBuiltinModule("node:crypto").createHash("sha256").update(shown).digest("hex");
}
