/** Who lets saved checks run: the person at the terminal sees every command first. */

import { expect, test } from "vitest";
import {
  type ApproveChecksInput,
  approveChecks,
} from "../../../src/app/commands/approve-checks.ts";
import { policyOf } from "../../../src/core/policy.ts";
import { parseRule } from "../../../src/core/rules.ts";
import { scriptedConsole, type Typed } from "../../support/scripted-console.ts";

interface Options extends Partial<ApproveChecksInput> {
  typed?: readonly Typed[];
  rules?: readonly string[];
}

async function asked({ typed, rules = [], ...more }: Options = {}) {
  const console = typed ? { ...scriptedConsole(typed), close() {} } : null;
  const confined = more.sandbox?.confined ?? true;
  const may = await approveChecks({
    call: { id: "verify", name: "verify", arguments: { checks: [] } },
    effect: { kind: "exec", command: "python3 app.py", cwd: ".", commands: ["rm \u001b[8mx"] },
    policy: policyOf({ mode: "ask", rules: rules.map((rule) => parseRule(rule)), confined }),
    sandbox: { label: "bwrap", confined: true },
    out: "sandbox",
    yes: false,
    openConsole: console && (() => console),
    signal: new AbortController().signal,
    ...more,
  });
  return { may, shown: console?.shown() ?? "" };
}

test("the person sees every command as it would run, and y runs them", async () => {
  const { may, shown } = await asked({ typed: ["return", "y"] });
  expect(may).toBe(true);
  expect(shown).toContain(
    "  | python3 app.py\n  | rm \\x1b[8mx\n  folder   the output directory, sandbox\n",
  );
});

test.each(["n", "escape", "ctrl-c", "ctrl-d"])("%s is no", async (key) => {
  expect(await asked({ typed: [key] })).toMatchObject({ may: false });
});

test("with -y nothing is asked, except where there is no fence", async () => {
  expect(await asked({ yes: true, typed: [] })).toEqual({ may: true, shown: "" });
  const unfenced = { label: "unconfined", confined: false };
  const { may, shown } = await asked({ yes: true, typed: ["n"], sandbox: unfenced });
  expect(may).toBe(false);
  expect(shown).toContain("NONE: unconfined");
});

test("rules for every command make the question unnecessary; what cannot be read is asked in any case", async () => {
  const rules = ["allow shell:python3 app.py"];
  expect(await asked({ rules, typed: ["n"] })).toMatchObject({ may: false });
  expect(await asked({ rules: ["allow shell"], typed: ["n"] })).toMatchObject({
    may: false,
  });
  const effect = { kind: "exec", command: "python3 app.py", cwd: "." } as const;
  expect(await asked({ rules, effect })).toMatchObject({ may: true });
});
