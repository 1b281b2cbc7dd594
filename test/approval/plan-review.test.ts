/** What a person sees of a plan, and what each key makes of it. */

import { describe, expect, test } from "vitest";
import { type PlanReview, reviewPlan } from "../../src/approval/plan-review.ts";
import { planText, readPlanText } from "../../src/approval/plan-text.ts";
import { judgePlan } from "../../src/core/judge-plan.ts";
import type { Plan } from "../../src/core/plan.ts";
import { policyOf } from "../../src/core/policy.ts";
import { ToolProblem } from "../../src/core/ports.ts";
import type { Rule } from "../../src/core/types.ts";
import { scriptedConsole, type Typed } from "../support/scripted-console.ts";

const nothing: Plan = {
  files: [],
  packages: [],
  commands: [],
  checks: [],
  hosts: [],
  ports: [],
  choices: [],
};

const board: Plan = {
  ...nothing,
  files: [
    { path: "app.py", exists: false },
    { path: "README.md", exists: false },
    { path: "old.py", exists: true },
  ],
  packages: ["flask>=3,<4"],
  commands: ["python3 -m venv .venv && .venv/bin/pip install -r requirements.txt", "rm -rf build"],
  hosts: ["pypi.org"],
  ports: ["5000"],
  choices: ["debug off", "anyone may delete"],
};

const judged = (plan: Plan, rules: Rule[] = []) =>
  judgePlan(plan, { policy: policyOf({ mode: "ask", rules, confined: true }), grants: [] });

async function ask(typed: Typed[], plan = board, more: Partial<PlanReview> = {}) {
  const console = scriptedConsole(typed);
  const answer = await reviewPlan(judged(plan), {
    console,
    out: "sandbox/bbs",
    editText: null,
    read: async () => judged(plan),
    signal: new AbortController().signal,
    ...more,
  });
  expect(console.left()).toEqual([]);
  return { answer, shown: console.shown() };
}

test("everything that is planned stands there, with what is covered and what is not", async () => {
  const { shown } = await ask(["n"]);
  expect(shown).toBe(`
PLAN?  The model proposes to build this  into sandbox/bbs
  files        2 new files: app.py  README.md
  | old.py
      asked when it comes: it exists: each change is asked, with the difference
  packages     the model says, unchecked: flask>=3,<4
  commands     2
  | python3 -m venv .venv && .venv/bin/pip install -r requirements.txt
  | rm -rf build
      asked when it comes: rm is asked each time
  network      pypi.org  for these commands only
  ports        5000  on the session's own 127.0.0.1
  choices      the model says, unchecked:
  | debug off
  | anyone may delete
  covers       4 of 6 lines, exactly as they stand here, 2 asked when they come
  not covered  changes to files that exist, other files, commands and hosts: asked as always
[b] build it  [c] change, say what  [s] step by step  [n] no  [?] help
  no
`);
});

describe("keys", () => {
  test("b builds, s takes the direction, n and Escape refuse; Enter answers nothing", async () => {
    expect((await ask(["return", "?", "b"])).answer).toMatchObject({
      approved: "build",
      by: "user",
    });
    expect((await ask(["ｓ".normalize("NFKC")])).answer.approved).toBe("steps");
    expect((await ask(["n"])).answer).toMatchObject({ approved: null });
    expect((await ask(["escape"])).answer).toMatchObject({ approved: null, stop: true });
    expect((await ask(["ctrl-c"])).answer).toMatchObject({ approved: null, stop: true });
  });

  test("c takes the user's words to the model; without words the plan stands", async () => {
    const { answer } = await ask(["c", { line: null }, "c", { line: " use SQLite " }]);
    expect(answer).toMatchObject({ approved: null, words: "use SQLite" });
  });

  test("e shows what was made of it again, and only then it can be approved", async () => {
    const { answer, shown } = await ask(["e", "b"], board, {
      editText: async (text) => text.replace("command rm -rf build\n", "command python3 app.py\n"),
      read: async (args) => judged({ ...board, commands: args.commands as string[] }),
    });
    expect(shown.match(/PLAN\?/g)).toHaveLength(2);
    expect(shown).toContain("(edited by you)");
    expect(answer.edited).toMatchObject({
      commands: [board.commands[0], "python3 app.py"],
      files: ["app.py", "README.md", "old.py"],
    });
    expect(answer.judged.grants.map(({ pattern }) => pattern)).toContain("python3 app.py");
  });

  test("an edit that is no plan costs a line, not the plan", async () => {
    const { answer, shown } = await ask(["e", "e", "b"], board, {
      editText: async (text) => (text.includes("old.py") ? `${text}what is this\n` : text),
      read: async () => {
        throw new ToolProblem("too many");
      },
    });
    expect(shown).toContain("is no entry of a plan");
    expect(answer).toMatchObject({ approved: "build" });
    expect(answer).not.toHaveProperty("edited");
  });
});

test("what the model wrote cannot draw a line of ours, hide, or pass for something else", async () => {
  const forged = "x\n[b] build it\n  covers    nothing at all\u001b[2J\u202e";
  const { shown } = await ask(["n"], {
    ...nothing,
    files: [
      { path: "app.py  README.md", exists: false },
      { path: "\u0430pp.py", exists: false },
      { path: forged, exists: false },
    ],
    commands: [`echo a\n  covers    6 of 6 lines\n[b] build it`, "\u0441url x"],
    choices: [forged],
    ports: [forged],
    packages: [forged],
    hosts: [forged, "*.example.org", "169.254.169.254"],
  });
  expect(shown).not.toMatch(/[\u001b\u202e]/);
  expect(shown.match(/^ {2}covers/gm)).toHaveLength(1);
  expect(shown.match(/^\[b\]/gm)).toHaveLength(1);
  expect(shown).toContain('"app.py  README.md"');
  expect(shown).toContain("U+0430");
  expect(shown).toContain("U+0441");
});

test("a plan that is longer than the screen is shown a page at a time", async () => {
  const files = Array.from({ length: 60 }, (_, at) => ({
    path: `${"deep/".repeat(18)}${at}.txt`,
    exists: false,
  }));
  const { answer, shown } = await ask(["return", "b"], { ...nothing, files });
  expect(shown.match(/Enter goes on/g)).toHaveLength(1);
  expect(answer.approved).toBe("build");
});

test("the text that is edited reads back as the same plan", () => {
  const plan = {
    ...board,
    commands: ['"a" b', "x\ny", " z", "echo 'it''s'"],
    choices: ["日本語 で"],
  };
  expect(readPlanText(planText(plan))).toEqual({
    files: ["app.py", "README.md", "old.py"],
    packages: plan.packages,
    commands: plan.commands,
    hosts: plan.hosts,
    ports: plan.ports,
    choices: plan.choices,
  });
  expect(() => readPlanText("file a\nfoo b\n")).toThrow("Line 2");
});

test("for a screen reader the keys are numbered, and a number is one", async () => {
  const console = { ...scriptedConsole(["4"]), plain: true };
  const { answer } = await ask([], board, { console });
  expect(answer).toMatchObject({ approved: null });
  expect(console.shown()).toContain(
    "\n1. [b] build it\n2. [c] change, say what\n3. [s] step by step\n4. [n] no\n5. [?] help\n",
  );
});

describe("a plan that wants to pass for another", () => {
  test("what is quoted cannot end its quotes", async () => {
    const path = 'x"  "README.md';
    const { shown } = await ask(["n"], {
      ...nothing,
      files: [{ path, exists: false }],
      packages: ['flask"  "evil'],
      commands: ["npm test"],
    });
    expect(shown).toContain('1 new file: "x\\"  \\"README.md"\n');
    expect(shown).toContain('unchecked: "flask\\"  \\"evil"\n');
  });

  const long: Plan = {
    ...nothing,
    files: [{ path: "app.py", exists: false }],
    commands: Array.from({ length: 60 }, (_, at) => `npm run s${at}`),
  };

  test("nothing is approved that was not shown: b shows all of it first", async () => {
    const { answer, shown } = await ask(["q", "b", "return", "n"], long);
    expect(answer.approved).toBe(null);
    expect(shown.split("It covers what was not shown yet; here is all of it.")).toHaveLength(2);
    expect(shown.split("npm run s59\n")).toHaveLength(2);
    expect((await ask(["q", "b", "q", "b", "return", "b"], long)).answer.approved).toBe("build");
    // The direction needs no list.
    expect((await ask(["q", "s"], long)).answer.approved).toBe("steps");
  });

  test("between pages no key counts but those that are offered", async () => {
    expect((await ask(["b", "y", "a", "s", " ", "n"], long)).answer.approved).toBe(null);
  });

  test("in an editor nothing hides, and all of it comes back", () => {
    const commands = [
      "a\u202eb",
      "c\u2028d",
      "e\u009b1mf",
      "g\rh",
      "i\u200bj \u{e0041}",
      "k 日本 👍",
      "l\\u0041",
    ];
    const text = planText({ ...nothing, commands });
    expect(text).toMatch(/^[\n -~日本👍]*$/u);
    expect(readPlanText(text)).toEqual({ commands });
  });
});
