/** verify: proves the result by running checks; what they come to is found out here, never told by the model. */

import { type Tool, type ToolContext, ToolProblem } from "../core/ports.ts";
import type { Effect, JsonObject } from "../core/types.ts";
import { planned } from "./planned.ts";
import { tidyPath } from "./tidy-path.ts";
import type { Check } from "./verify/check.ts";
import { readChecks } from "./verify/read-checks.ts";
import { runChecks, type Verification } from "./verify/run-checks.ts";

type Look = Pick<ToolContext, "sandbox" | "savedChecks">;

const description = `Prove the result: Skillet runs the checks in order, in the sandbox. None given: the saved ones. Forms:
{start:"python3 app.py",port:5000,ready:"/"} {stop:true} {portClosed:5000}
{http:"POST /post",form|json|body:..,status:302,contains,lacks,expectHeaders:{},tokens:false,follow:true}
{run:"cmd",exit:0,contains} {file:"path",exists:true,lacks}
Cookies and hidden form fields are carried along; tokens:false drops the fields.`;

export function verifyTool(): Tool {
  // What was judged is what runs, even if the saved checks change in between.
  const plans = planned<Check[]>();
  return {
    name: "verify",
    description,
    parameters: {
      type: "object",
      properties: { checks: { type: "array", items: { type: "object" } } },
    },
    effect: async (args, look) =>
      effectOf(plans.keep(args, await checksOf(args, look)), look.sandbox),
    async *run(args, context) {
      const checks = plans.of(args) ?? (await checksOf(args, context));
      // As they stand now: what is run next may pass them.
      const earlier = context.failedChecks?.() ?? [];
      const verification = yield* runChecks(checks, context);
      return { content: told(verification, unmentioned(earlier, verification)) };
    },
  };
}

async function checksOf(args: JsonObject, { savedChecks }: Look): Promise<Check[]> {
  const given = args.checks;
  if (Array.isArray(given) && given.length > 0) return readChecks(given);
  if (given !== undefined && given !== null && !Array.isArray(given)) {
    throw new ToolProblem("`checks` must be a list of objects.");
  }
  const saved = await savedChecks();
  if (saved) return readChecks(saved);
  throw new ToolProblem(
    "There are no saved checks: give `checks`. Their forms stand in the description of verify.",
  );
}

/** Every command is judged. Requests stay inside the fence; where there is none they reach the user's own machine. */
function effectOf(
  checks: readonly Check[],
  { confined, out }: Pick<Look["sandbox"], "confined" | "out">,
): Effect {
  const paths = checks.flatMap((check) =>
    check.kind === "file" ? [tidyPath(check.path, out)] : [],
  );
  const looks = paths.length > 0 ? { looksAt: [...new Set(paths)] } : {};
  const commands = checks.flatMap(commandOf);
  const [command, ...others] = commands;
  if (command !== undefined) {
    return {
      kind: "exec",
      command,
      cwd: ".",
      ...(others.length > 0 ? { commands: others } : {}),
      ...looks,
    };
  }
  const ports = checks.flatMap((check) => (check.kind === "http" ? [check.port] : []));
  if (confined || ports.length === 0) return { kind: "none", ...looks };
  const hosts = [...new Set(ports)].map((port) => `127.0.0.1:${port}`);
  return { kind: "network", hosts, ...looks };
}

/** What `verify` would run for these checks, as it is judged. Throws ToolProblem for checks that cannot be read. */
export function commandsOfChecks(checks: readonly unknown[]): string[] {
  return checks.length === 0 ? [] : readChecks(checks).flatMap(commandOf);
}

/** With its environment in front, for that is part of what runs. */
function commandOf(check: Check): string[] {
  if (check.kind === "run") return [check.command];
  if (check.kind !== "start") return [];
  const env = Object.entries(check.env ?? {}).map(
    ([name, value]) => `${name}=${shellWord(value)} `,
  );
  return [`${env.join("")}${check.command}`];
}

function shellWord(text: string): string {
  return /^[\w./:@%+,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** Names that failed earlier and that this verification did not look at again. */
function unmentioned(
  earlier: readonly { name: string }[],
  { checks }: Pick<Verification, "checks">,
): string[] {
  const names = new Set(checks.map(({ name }) => name));
  return [...new Set(earlier.map(({ name }) => name))].filter((name) => !names.has(name));
}

function told({ checks, trace, stopped }: Verification, left: readonly string[]): string {
  const lines = checks.map(({ name, ok, expected, actual }) =>
    ok ? `ok    ${name}` : `FAIL  ${name}: expected ${expected}; got ${actual}`,
  );
  const passed = checks.filter(({ ok }) => ok).length;
  const still = left.map((name) => `FAIL  ${name}: failed before, not run again`).join("\n");
  const more = left.length > 0 ? ` Not verified: run the ${left.length} from before again.` : "";
  const sum = `${passed} of ${checks.length} passed.${more}`;
  const parts = [lines.join("\n"), still, trace, stopped, sum];
  return parts.filter((part) => part !== "").join("\n");
}
