import { expect, test } from "vitest";
import { exitCodeOf } from "../../src/app/exit-code.ts";
import { failedChecks } from "../../src/core/checks.ts";
import type { Fact } from "../../src/core/events.ts";
import { grantsOf, interrupted, verifiedOf } from "../../src/core/folds.ts";
import { receiptOf } from "../../src/core/receipt.ts";
import type { Effect } from "../../src/core/types.ts";
import { receiptText } from "../../src/sinks/receipt-text.ts";

let calls = 0;

function call(
  name: string,
  options: {
    checks?: boolean[];
    named?: Record<string, boolean>;
    isError?: boolean;
    effect?: Effect;
  } = {},
): Fact[] {
  const callId = `call_${calls++}`;
  const all = [
    ...(options.checks ?? []).map((ok) => ["x", ok] as const),
    ...Object.entries(options.named ?? {}),
  ];
  const checks = all.map(
    ([name, ok]): Fact => ({ type: "check", name, ok, expected: "", actual: "", durationMs: 0 }),
  );
  const { isError = false, effect = { kind: "none" } } = options;
  return [
    { type: "tool_start", callId, name, arguments: {} },
    ...checks,
    { type: "tool_result", callId, content: "", isError, durationMs: 0, effect },
  ];
}

const write = () =>
  call("write_file", {
    effect: { kind: "write", path: "a", change: "update", bytes: 1, before: "", after: "" },
  });
const shell = () =>
  call("shell", { effect: { kind: "exec", command: "sed -i s/a/b/ a", cwd: "." } });

test.each<[string, Fact[], string]>([
  ["nothing was verified", write(), "not_run"],
  ["every check passed", call("verify", { checks: [true, true] }), "yes"],
  ["one check failed", call("verify", { checks: [true, false, true] }), "no"],
  [
    "the last verification counts",
    [...call("verify", { checks: [false] }), ...call("verify", { checks: [true] })],
    "yes",
  ],
  ["a file was written after it", [...call("verify", { checks: [true] }), ...write()], "not_run"],
  ["a command ran after it", [...call("verify", { checks: [true] }), ...shell()], "not_run"],
  [
    "a file was read after it",
    [...call("verify", { checks: [true] }), ...call("read_file")],
    "yes",
  ],
  [
    "it broke off after a check that passed",
    call("verify", { checks: [true], isError: true }),
    "no",
  ],
  ["it broke off before its first check", call("verify", { isError: true }), "no"],
  [
    "a call after it was cut off, and what it did is unknown",
    [
      ...call("verify", { checks: [true] }),
      { type: "tool_start", callId: "cut", name: "shell", arguments: {} },
      {
        type: "tool_result",
        callId: "cut",
        content: interrupted,
        isError: true,
        durationMs: 0,
        effect: null,
      },
    ],
    "not_run",
  ],
  [
    "what failed was left out of the next verification",
    [
      ...call("verify", { named: { a: true, b: false } }),
      ...call("verify", { named: { a: true } }),
    ],
    "no",
  ],
  [
    "what failed was left out after a write",
    [
      ...call("verify", { named: { a: true, b: false } }),
      ...write(),
      ...call("verify", { named: { a: true } }),
    ],
    "no",
  ],
  [
    "what failed passed later, alone",
    [
      ...call("verify", { named: { a: true, b: false } }),
      ...write(),
      ...call("verify", { named: { b: true } }),
    ],
    "yes",
  ],
  [
    "what was left out once passed at last",
    [
      ...call("verify", { named: { a: true, b: false } }),
      ...call("verify", { named: { a: true } }),
      ...call("verify", { named: { b: true } }),
    ],
    "yes",
  ],
  [
    "a file was written after a failure",
    [...call("verify", { checks: [false] }), ...write()],
    "no",
  ],
  [
    "one of two checks of a name failed, and then one of them passed and one failed",
    [...call("verify", { checks: [false, true] }), ...call("verify", { checks: [true, false] })],
    "no",
  ],
  [
    "a command was stopped after it",
    [
      ...call("verify", { checks: [true] }),
      ...call("shell", { isError: true, effect: { kind: "exec", command: "rm a", cwd: "." } }),
    ],
    "not_run",
  ],
  ["it was killed before its end", call("verify", { checks: [true] }).slice(0, -1), "no"],
])("%s", (_name, facts, verified) => {
  expect(verifiedOf(facts)).toBe(verified);
});

test("a failure of an earlier turn counts once the turn verifies", () => {
  const earlier = failedChecks([
    ...call("verify", { named: { a: true, b: false } }),
    ...call("verify", { named: { a: true } }),
  ]);
  expect(earlier.map(({ name }) => name)).toEqual(["b"]);
  expect(verifiedOf(write(), earlier)).toBe("not_run");
  expect(verifiedOf(call("verify", { named: { a: true } }), earlier)).toBe("no");
  expect(verifiedOf(call("verify", { named: { b: true } }), earlier)).toBe("yes");
});

test("the receipt lists what stands failed before the last verification", () => {
  const facts = [
    ...call("verify", { named: { a: true, b: false } }),
    ...call("verify", { named: { c: true } }),
  ];
  const entries = facts.map((fact, seq) => ({ ...fact, seq, at: "2026-01-01T00:00:00.000Z" }));
  const receipt = receiptOf(entries);
  expect(receipt.verified).toBe("no");
  expect(receipt.checks.map(({ name, ok }) => [name, ok])).toEqual([
    ["b", false],
    ["c", true],
  ]);
  expect(receiptText({ ...receipt, reason: "done" })[0]).toBe(
    "DONE  NOT VERIFIED: 1 of 2 checks failed",
  );
  expect(exitCodeOf({ ...receipt, reason: "done" }, "auto")).toBe(61);
});

test("a grant that answers no question, or that no prompt offers, is none", () => {
  const request = (callId: string, name = "shell"): Fact => ({
    type: "approval_request",
    calls: [{ callId, name, effect: { kind: "none" }, preview: "", reason: "" }],
  });
  const granted = (callId: string, rule: string): Fact => ({
    type: "approval",
    callId,
    granted: true,
    by: "user",
    scope: "session",
    rule,
  });
  const rules = (...facts: Fact[]) => grantsOf(facts).map(({ tool, pattern }) => [tool, pattern]);
  expect(rules(request("a"), granted("a", "shell:npm test"))).toEqual([["shell", "npm test"]]);
  expect(rules(granted("z", "shell:npm test"))).toEqual([]);
  for (const rule of ["shell", "*", "shell:sh", "shell:python3", "network", "network:*"]) {
    expect(rules(request("a"), granted("a", rule)), rule).toEqual([]);
  }
});
