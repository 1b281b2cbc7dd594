import { expect, test } from "vitest";
import { permissionsTest } from "../../src/core/permissions-test.ts";
import { parseRule } from "../../src/core/rules.ts";
import type { ApprovalMode, Effect } from "../../src/core/types.ts";

function judged(
  effect: Effect,
  rules: string[],
  setting: { mode?: ApprovalMode; confined?: boolean; name?: string } = {},
) {
  const { mode = "ask", confined = true, name = "shell" } = setting;
  return permissionsTest({
    call: { id: "c", name, arguments: {} },
    effect,
    mode,
    confined,
    rules: rules.map((rule) => parseRule(rule)),
    renderPrompt: ({ verdict }, suggest) => `${verdict.decide} ${suggest}`,
  });
}

const exec = (command: string): Effect => ({ kind: "exec", command, cwd: "." });

test("a command is told with its parts, the rule that hits, the prompt and what saving would store", () => {
  expect(judged(exec("npm install && rm x"), ["allow shell:npm install", "deny shell:rm"])).toEqual(
    {
      verdict: "deny",
      parts: [
        {
          words: ["npm", "install"],
          verdict: "allow",
          rule: "shell:npm install",
          reason: "A rule allows it.",
        },
        {
          words: ["rm", "x"],
          verdict: "deny",
          rule: "shell:rm",
          reason: "A rule denies it: shell:rm.",
        },
      ],
      rule: "shell:rm",
      reason: "A rule denies it: shell:rm.",
      prompt: "deny null",
      suggest: null,
    },
  );
});

test("without rules a command is asked, and a rule is offered", () => {
  expect(judged(exec("npm install express"), [])).toMatchObject({
    verdict: "ask",
    rule: null,
    suggest: "shell:npm install",
  });
});

test("without a fence and in plan mode no part goes through", () => {
  expect(judged(exec("ls"), ["allow shell"], { confined: false }).parts).toMatchObject([
    { verdict: "ask" },
  ]);
  expect(judged(exec("ls"), ["allow shell"], { mode: "plan" }).parts).toMatchObject([
    { verdict: "deny" },
  ]);
});

test("a file has no parts, and its path is the rule that is offered", () => {
  const write: Effect = {
    kind: "write",
    path: "docs/a.md",
    change: "create",
    bytes: 1,
    before: null,
    after: "x",
  };
  expect(judged(write, [], { name: "write_file" })).toMatchObject({
    verdict: "ask",
    parts: [],
    suggest: "write_file:docs/a.md",
  });
  expect(judged(write, ["allow write_file:docs/"], { name: "write_file" })).toMatchObject({
    verdict: "allow",
    rule: "write_file:docs/",
  });
});
