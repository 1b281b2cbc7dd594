import { expect, test } from "vitest";
import { unattendedApprover } from "../../src/approval/unattended.ts";
import { policyOf } from "../../src/core/policy.ts";
import type { Pending } from "../../src/core/ports.ts";
import { parseRule } from "../../src/core/rules.ts";
import { command, reading, verification, writing } from "../support/pending.ts";

const signal = new AbortController().signal;

async function ruleOf(pending: Pending): Promise<string | undefined> {
  const [approval] = await unattendedApprover().review([pending], signal);
  expect(approval).toMatchObject({
    callId: pending.call.id,
    granted: false,
    by: "unattended",
    scope: "once",
    words: pending.verdict.reason,
  });
  return approval?.rule;
}

test("nobody can be asked questions", () => {
  expect(unattendedApprover().ask).toBeNull();
});

test.each([
  ["a command", command("touch x"), "shell:touch x"],
  ["an interpreter with its script", command("python3 app.py"), "shell:python3 app.py"],
  ["a deletion", command("rm -rf build"), "shell:rm -rf build"],
  ["words in quotes", command("git commit -m 'a b'"), "shell:git commit -m 'a b'"],
  [
    "a chain, by the very line",
    command("npm install && npm test > log"),
    "shell:npm install && npm test > log",
  ],
  ["what a shell expands, by the very line", command("echo $HOME"), "shell:echo $HOME"],
  ["more than one line", command("echo a\necho $b"), "shell"],
  ["several commands", verification(["npm test", "ls"]), "shell"],
  ["a file", writing("docs/a.md", null, "x"), "write_file:docs/a.md"],
  ["a file with keys", reading(".env"), "read_file:.env"],
])("%s is refused at once, with the rule that would allow it", async (_name, pending, rule) => {
  expect(await ruleOf(pending)).toBe(rule);
  const policy = policyOf({ mode: "ask", rules: [parseRule(rule, "allow")], confined: true });
  expect(policy(pending.effect, pending.call, []).decide).toBe("allow");
});

test("where no rule would allow it, none is named", async () => {
  expect(await ruleOf(command("echo 'x"))).toBeUndefined();
  expect(await ruleOf(writing("../x", null, "x"))).toBeUndefined();
});

test("when only the network is missing, the rule is for the host", async () => {
  const rules = [parseRule("allow shell:npm install")];
  const one = command("npm install", { hosts: ["Registry.example.org:443"] });
  const verdict = policyOf({ mode: "ask", rules, confined: true })(one.effect, one.call, []);
  expect(await ruleOf({ ...one, verdict })).toBe("network:registry.example.org");
});
