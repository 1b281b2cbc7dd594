/** What a skill asks for is translated or named, and what would be a blank cheque is never granted. */

import { describe, expect, test } from "vitest";
import type { Event, Fact } from "../../src/core/events.ts";
import { grantsOf } from "../../src/core/folds.ts";
import { grantWishes } from "../../src/core/grant-wishes.ts";
import { policyOf } from "../../src/core/policy.ts";
import type { Approver, Sandbox, SkillWishes } from "../../src/core/ports.ts";
import { formatRule } from "../../src/core/rules.ts";
import { wishesOf } from "../../src/core/skill-wishes.ts";
import type { ApprovalMode, Rule } from "../../src/core/types.ts";

const wish = (...allowedTools: string[]) => wishesOf({ name: "s", allowedTools });

test.each([
  ["Bash(git log:*)", "shell:git log"],
  ["Bash(git diff *)", "shell:git diff"],
  ["bash(jq:*)", "shell:jq"],
  ["shell(npm test)", "shell:npm test"],
  ["Write(docs/**)", "write_file:docs/"],
  ["Edit(./src/app.ts)", "edit_file:src/app.ts"],
])("%s would be %s", (entry, rule) => {
  const { allows, left } = wish(entry);
  expect([allows.map(formatRule), left]).toEqual([[rule], []]);
  expect(allows[0]).toMatchObject({ decide: "allow", source: "skill" });
});

test.each([
  "Bash",
  "Bash(*)",
  "Bash(:*)",
  "Bash(**)",
  "shell",
  "*",
  "Bash(python3:*)",
  "Bash(python3 -c:*)",
  "Bash(node:*)",
  "Bash(sh -c:*)",
  "Bash(git:*)",
  "Bash(git *)",
  "Bash(npm:*)",
  "Bash(npm run:*)",
  "Bash(npx:*)",
  "Bash(sudo:*)",
  "Bash(env:*)",
  "Bash(xargs:*)",
  "Bash(rm:*)",
  "Bash(find:*, python:*)",
  "Bash(./scripts/run.sh:*)",
  "Bash(git log && rm x)",
  "Bash(git $(id))",
  "Bash(ls*)",
  "Bash(git log; python3)",
  "Bash(git\nlog)",
  "Write",
  "Write(*)",
  "Write(**)",
  "Write(/)",
  "Write(./)",
  "Edit(.)",
  "Write(../x)",
  "Write(/etc/x)",
  "Write(~/x)",
  "Write(.env)",
  "Edit(.git/hooks/x)",
  "Write(src/*.ts)",
  "WebFetch(domain:example.org)",
  "mcp__server__tool",
  "constructor",
  "__proto__",
  `Bash(${"a".repeat(500)})`,
])("%s is never granted, and why is told", (entry) => {
  const { allows, left } = wish(entry);
  expect(allows).toEqual([]);
  expect(left).toEqual([{ entry: expect.any(String), why: expect.stringMatching(/\w{3}/) }]);
});

test("what needs no approval is named as such, and duplicates count once", () => {
  const { free, allows, left } = wish("Read", "Grep", "read_file", "Bash(jq:*)", "shell(jq)");
  expect(free).toEqual(["Read", "Grep", "read_file"]);
  expect([allows.length, left]).toEqual([1, []]);
});

test("more wishes than anybody reads are cut, and the cut is told", () => {
  const { allows, left } = wish(...Array.from({ length: 60 }, (_, at) => `Bash(tool${at}:*)`));
  expect(allows.length).toBe(40);
  expect(left).toEqual([{ entry: "20 more", why: "a skill may ask for 40" }]);
});

describe("restrictions", () => {
  test.each([
    ["Bash(rm:*)", ["shell:rm"]],
    ["Bash(git push *)", ["shell:git push"]],
    ["Bash(git * main)", ["shell:git"]],
    ["Bash", ["shell"]],
    ["Write", ["write_file", "edit_file"]],
    ["Edit(src/)", ["write_file:src/", "edit_file:src/"]],
    ["Write(src/**)", ["write_file:src/", "edit_file:src/"]],
    ["Bash(echo $(x))", ["shell:echo"]],
    ["*", ["*"]],
  ])("%s denies at least as much", (entry, rules) => {
    const { denies } = wishesOf({ name: "s", disallowedTools: [entry] });
    expect(denies.map(formatRule)).toEqual(rules);
    expect(denies.every(({ decide }) => decide === "deny")).toBe(true);
  });

  test("a tool that is not here is named", () => {
    const { denies, left } = wishesOf({ name: "s", disallowedTools: ["WebFetch"] });
    expect([denies, left]).toEqual([[], [{ entry: "!WebFetch", why: expect.any(String) }]]);
  });

  test("they hold without a fence as well", () => {
    const effect = { kind: "exec", command: "rm x", cwd: "." } as const;
    const deny: Rule = { decide: "deny", tool: "shell", pattern: "rm" };
    const call = { id: "1", name: "shell", arguments: {} };
    const policy = policyOf({ mode: "ask", rules: [], confined: false });
    expect(policy(effect, call, [deny]).decide).toBe("deny");
    expect(policy(effect, call, [{ ...deny, decide: "allow" }]).decide).toBe("ask");
  });
});

async function granting(
  wishes: SkillWishes,
  grant?: Approver["grant"],
  grants: Rule[] = [],
  { mode = "ask" as ApprovalMode, confined = true } = {},
) {
  const approver: Approver = { ask: null, review: async () => [], ...(grant ? { grant } : {}) };
  const events: Event[] = [];
  const running = grantWishes("call_1", wishes, {
    grants,
    approver,
    policy: policyOf({ mode, rules: [], confined }),
    sandbox: { confined } as Sandbox,
    signal: new AbortController().signal,
  });
  for (;;) {
    const next = await running.next();
    if (next.done) return { stop: next.value, events, grants };
    events.push(next.value);
  }
}

describe("the question", () => {
  const wishes = wishesOf({
    name: "s",
    allowedTools: ["Bash(git log:*)", "Bash(jq:*)", "Bash(*)"],
    disallowedTools: ["Write"],
  });

  test("a yes grants each rule for the session, by facts that rebuild it", async () => {
    const { events, grants } = await granting(wishes, async () => ({ granted: true }));
    expect(events[0]).toMatchObject({
      type: "approval_request",
      calls: [{ callId: "call_1", name: "use_skill", effect: { kind: "none" } }],
    });
    expect(events.slice(1)).toEqual(
      ["shell:git log", "shell:jq"].map((rule) => ({
        ...{ type: "approval", callId: "call_1", granted: true, by: "user" },
        ...{ scope: "session", rule },
      })),
    );
    const allowed = grants.filter(({ decide }) => decide === "allow");
    expect(grantsOf(events as Fact[])).toEqual(allowed);
    expect(allowed.map(({ source }) => source)).toEqual(["skill", "skill"]);
  });

  test("a no grants nothing, and what restricts holds all the same", async () => {
    const { events, grants, stop } = await granting(wishes, async () => ({ granted: false }));
    expect(events.slice(1)).toEqual([
      { type: "approval", callId: "call_1", granted: false, by: "user", scope: "session" },
    ]);
    expect(grants.map(formatRule)).toEqual(["write_file", "edit_file"]);
    expect([stop, grantsOf(events as Fact[])]).toEqual([false, []]);
  });

  test("with nobody there nothing is granted, and that is said with the rules to type", async () => {
    const { events, grants } = await granting(wishes);
    expect(grants.some(({ decide }) => decide === "allow")).toBe(false);
    expect(events[1]).toMatchObject({ granted: false, by: "unattended" });
    expect(events[2]).toMatchObject({
      type: "notice",
      text: expect.stringContaining('--allow "shell:git log"'),
    });
  });

  test("where it changes nothing it is no question: what goes through anyhow, and where there is no fence", async () => {
    const grant = async () => {
      throw new Error("asked");
    };
    const one = wish("Bash(jq:*)", "Write(docs/)");
    expect((await granting(one, grant, [], { mode: "yolo" })).events).toEqual([]);
    expect((await granting(one, grant, [], { confined: false })).events).toEqual([]);
  });

  test("what was granted is not asked again, and nothing to grant is no question", async () => {
    const grant = async () => {
      throw new Error("asked");
    };
    const { events } = await granting(wishes, grant, [...wishes.allows]);
    expect(events).toEqual([
      { type: "notice", text: "s: not granted: Bash(*) (it would allow every command)." },
    ]);
    expect((await granting(wish("Read"), grant)).events).toEqual([]);
  });
});
