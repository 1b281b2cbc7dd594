import { expect, test } from "vitest";
import type { Fact } from "../../src/core/events.ts";
import { verifiedOf } from "../../src/core/folds.ts";
import type { Effect } from "../../src/core/types.ts";

let calls = 0;

function call(
  name: string,
  options: { checks?: boolean[]; isError?: boolean; effect?: Effect } = {},
): Fact[] {
  const callId = `call_${calls++}`;
  const checks = (options.checks ?? []).map(
    (ok): Fact => ({ type: "check", name: "x", ok, expected: "", actual: "", durationMs: 0 }),
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
])("%s", (_name, facts, verified) => {
  expect(verifiedOf(facts)).toBe(verified);
});
