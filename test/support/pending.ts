/** Calls that wait for an answer, as the policy hands them over. */

import { policyOf } from "../../src/core/policy.ts";
import type { Pending } from "../../src/core/ports.ts";
import type { Effect } from "../../src/core/types.ts";

let made = 0;

function pending(name: string, effect: Effect, args: object, confined: boolean): Pending {
  const call = { id: `c${++made}`, name, arguments: args };
  const verdict = policyOf({ mode: "ask", rules: [], confined })(effect, call, []);
  return { call, effect, verdict };
}

type Exec = Extract<Effect, { kind: "exec" }>;

/** `args`: further arguments of the call (description). */
export function command(
  text: string,
  more: Partial<Exec> & { confined?: boolean; args?: object } = {},
): Pending {
  const { confined = true, args = {}, ...effect } = more;
  const whole: Effect = { kind: "exec", command: text, cwd: ".", ...effect };
  return pending("shell", whole, { command: text, ...args }, confined);
}

export function verification(commands: string[]): Pending {
  return pending("verify", { kind: "exec", command: "", cwd: ".", commands }, {}, true);
}

/** `before`: null for a new file. */
export function writing(
  path: string,
  before: string | null,
  after: string,
  unread = false,
): Pending {
  const change = before === null ? "create" : unread ? "overwrite" : "update";
  const bytes = new TextEncoder().encode(after).length;
  return pending(
    "write_file",
    { kind: "write", path, change, bytes, before, after },
    { path, content: after },
    true,
  );
}

export function reading(path: string): Pending {
  return pending("read_file", { kind: "read", path }, { path }, true);
}

/** A host that a running command wants to reach. */
export function reaching(host: string, command: string): Pending {
  return pending("network", { kind: "network", hosts: [host], command }, { hosts: [host] }, true);
}
