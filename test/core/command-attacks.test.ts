/** Many ways past a rule, by kind: nothing is let through that a rule does not spell, and no spelling hides what is denied. */

import { describe, expect, test } from "vitest";
import { judgeCommand } from "../../src/core/command-verdict.ts";
import { parseRule } from "../../src/core/rules.ts";
import { denied, plain, sneaky, undenied, unseen } from "./attack-lines.ts";

const judge = (command: string, ...rules: string[]) =>
  judgeCommand(
    command,
    rules.map((rule) => parseRule(rule)),
  ).decide;

/** What somebody in a hurry would allow. */
const hurried = (
  "npm|npm install|npm test|git status|git log|git diff|git show|git grep|git fetch|git ls-remote|git clone|git archive|" +
  "git format-patch|ls|echo|cat|head|tail|grep|rg|sort|uniq|find|sed|awk|date|tree|file|diff|printf|test|[|split|zip|tar|" +
  "pip install|gcc|cmake|prettier|bat|tsc|git apply|go test|python3 app.py|node app.js|jq|wc|cd|pushd|true|exit|wait"
)
  .split("|")
  .map((pattern) => `allow shell:${pattern}`);

describe.each(Object.entries(sneaky))("%s", (_kind, lines) => {
  test.each(lines.map((line) => [line]))("%j is asked", (line) => {
    expect(judge(line, ...hurried)).toBe("ask");
  });
});

describe.each(Object.entries(denied))("deny shell:%s", (pattern, lines) => {
  test.each(lines.map((line) => [line]))("means %j", (line) => {
    expect(judge(line, "allow shell", `deny shell:${pattern}`)).toBe("deny");
  });
});

test.each(unseen.map((line) => [line]))(
  "%j shows nothing of what it runs, and is asked",
  (line) => {
    expect(judge(line, "allow shell", "deny shell:rm")).not.toBe("allow");
    expect(judgeCommand(line, [parseRule("deny shell:rm")], "allow").decide).not.toBe("allow");
  },
);

test.each(plain.map(([line, ...patterns]) => [line, patterns] as const))(
  "%j goes through where %j is allowed",
  (line, patterns) => {
    expect(judge(line, ...patterns.map((pattern) => `allow shell:${pattern}`))).toBe("allow");
  },
);

test.each(undenied)("%j goes through although %j is denied", (line, pattern) => {
  expect(judge(line, "allow shell", `deny shell:${pattern}`)).toBe("allow");
});

test.each([
  "curl -w '%output{x}a' example.org",
  "curl file:///etc/passwd",
  "curl -sw@x example.org",
  "curl -o x example.org",
])("%j is asked although curl is allowed", (line) => {
  expect(judge(line, "allow shell:curl")).toBe("ask");
});
