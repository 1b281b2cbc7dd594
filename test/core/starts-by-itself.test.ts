import { describe, expect, test } from "vitest";
import { policyOf } from "../../src/core/policy.ts";
import { parseRule } from "../../src/core/rules.ts";
import { spellsStart, startsByName, whyStarts } from "../../src/core/starts-by-itself.ts";
import { ruleThatAllows, suggestRule } from "../../src/core/suggest-rule.ts";
import type { ApprovalMode, Effect, Rule } from "../../src/core/types.ts";

type WriteEffect = Extract<Effect, { kind: "write" }>;

const write = (path: string, after = "x", before: string | null = null): WriteEffect => ({
  ...{ kind: "write", path, change: before === null ? "create" : "update", bytes: 1 },
  ...{ before, after },
});
const call = { id: "c", name: "write_file", arguments: {} };
const judge = (effect: Effect, mode: ApprovalMode, rules: string[] = [], grants: Rule[] = []) =>
  policyOf({ mode, rules: rules.map((rule) => parseRule(rule)), confined: true })(
    effect,
    call,
    grants,
  );
const scripts = (names: object) => JSON.stringify({ name: "a", scripts: names });

describe("starts by itself", () => {
  test.each([
    [".vscode/tasks.json", "opened in an editor"],
    ["app/.VSCode/Settings.json", "opened in an editor"],
    ["all.code-workspace", "opened in an editor"],
    [".devcontainer/post-create.sh", "opened in an editor"],
    [".claude/settings.local.json", "another agent"],
    [".mcp.json", "another agent"],
    [".envrc", "a shell"],
    [".zshrc", "a shell"],
    [".husky/pre-commit", "a git command"],
    [".pre-commit-config.yaml", "a git command"],
    [".github/workflows/ci.yml", "pushed to"],
    [".gitlab-ci.yml", "pushed to"],
    [".npmrc", "packages are installed"],
    ["web/setup.py", "packages are installed"],
    ["sitecustomize.py", "every Python program"],
    ["lib/x.pth", "every Python program"],
    ["tests/conftest.py", "every run of pytest"],
    [".git/hooks/pre-commit", "can run later"],
  ])("%s", (path, when) => {
    expect(whyStarts(write(path))).toContain(when);
  });

  test.each([
    ...[".vscode/launch.json", ".vscode/extensions.json", "vscode/tasks.json", "app.py", ".env"],
    ...[".github/CODEOWNERS", "docs/.claude/skills/a/SKILL.md", "husky/a", "Makefile", "a.npmrc"],
  ])("%s does not", (path) => {
    expect(whyStarts(write(path))).toBeNull();
  });

  test("a package does by the scripts that its manager runs unasked, where a write brings one", () => {
    const plain = scripts({ start: "node a.js", test: "node --test" });
    const hooked = scripts({ start: "node a.js", postinstall: "node b.js" });
    expect(whyStarts(write("package.json", plain))).toBeNull();
    for (const name of ["preinstall", "install", "postinstall", "prepare", "prepublish"])
      expect(whyStarts(write("web/package.json", scripts({ [name]: "x" })))).not.toBeNull();
    expect(whyStarts(write("package.json", `\ufeff${hooked}`))).not.toBeNull();
    expect(whyStarts(write("package.json", hooked, plain))).not.toBeNull();
    expect(whyStarts(write("package.json", `${hooked}\n`, hooked))).toBeNull();
    expect(
      whyStarts(write("package.json", scripts({ postinstall: "node c.js" }), hooked)),
    ).not.toBeNull();
    expect(whyStarts(write("composer.json", scripts({ "post-install-cmd": "x" })))).not.toBeNull();
  });

  test("a package that only a forgiving reader can read counts as one that does", () => {
    const commented = '{ /* x */ "scripts": { "postinstall": "x" } }';
    expect(whyStarts(write("package.json", commented))).not.toBeNull();
    expect(
      whyStarts(write("package.json", '{ // x\n "\\u0073cripts": {"install": "x"} }')),
    ).not.toBeNull();
    for (const odd of ["null", "[]", "7", '{"scripts": null}', '{"scripts": "x"}', "not yet"])
      expect(whyStarts(write("package.json", odd))).toBeNull();
  });
});

const hook = write(".husky/pre-commit");

test("it is asked in mode auto-edit, said why in mode ask, and goes through in mode yolo", () => {
  const reason = whyStarts(hook);
  expect(judge(hook, "ask")).toEqual({ decide: "ask", reason });
  expect(judge(hook, "auto-edit")).toEqual({ decide: "ask", reason });
  expect(judge(hook, "yolo").decide).toBe("allow");
  for (const everyday of ["tests/conftest.py", "setup.py", ".github/workflows/ci.yml"])
    expect(judge(write(everyday), "auto-edit").decide).toBe("allow");
});

test("the user's rules let it through, none that was given on the way", () => {
  const decides = (rule: string, path: string, mode: ApprovalMode = "ask") =>
    judge(write(path), mode, [rule]).decide;
  for (const [rule, path] of [
    ["write_file:.husky/pre-commit", ".husky/pre-commit"],
    ["write_file:.husky/", ".husky/pre-commit"],
    ["write_file:.github/workflows/", ".github/workflows/ci.yml"],
  ] as const)
    expect([rule, decides(rule, path), decides(rule, path, "auto-edit")]).toEqual([
      rule,
      "allow",
      "allow",
    ]);
  expect(decides("write_file", ".husky/pre-commit", "auto-edit")).toBe("allow");
  expect(decides("write_file:web/", "web/.envrc")).toBe("allow");
  expect(decides("write_file:web/", ".envrc", "auto-edit")).toBe("ask");
  expect(decides("deny write_file:.husky/", ".husky/pre-commit", "yolo")).toBe("deny");
  const installs = write("package.json", scripts({ postinstall: "x" }));
  expect(judge(installs, "ask", ["write_file:package.json"]).decide).toBe("allow");
  const plan: Rule = { ...parseRule("write_file:package.json"), source: "plan", exact: true };
  for (const source of ["session", "plan", "skill"] as const) {
    expect(judge(write("package.json", "{}"), "ask", [], [{ ...plan, source }]).decide).toBe(
      "allow",
    );
    expect(judge(installs, "ask", [], [{ ...plan, source }]).decide).toBe("ask");
  }
});

test("no prompt offers to save it, but the rule that allows it can be typed", () => {
  for (const effect of [hook, write(".git/hooks/pre-commit"), write("a/conftest.py")]) {
    const asked = { call, effect, verdict: judge(effect, "ask") };
    expect(suggestRule(asked, true)).toBeNull();
    expect(ruleThatAllows(asked)).toBe(`write_file:${effect.path}`);
  }
});

test("patterns and names of plans are told apart by the name alone", () => {
  expect([".husky/", ".github/workflows/", "a/package.json"].map(spellsStart)).toEqual([
    true,
    true,
    true,
  ]);
  expect(["./", "", ".github/"].map(spellsStart)).toEqual([false, false, false]);
  expect([".envrc", "package.json", "conftest.py"].map(startsByName)).toEqual([true, false, false]);
});
