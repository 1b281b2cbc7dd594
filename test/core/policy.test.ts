import { describe, expect, test } from "vitest";
import { mergeRules } from "../../src/core/merge-rules.ts";
import { policyOf } from "../../src/core/policy.ts";
import { parseRule } from "../../src/core/rules.ts";
import type { ApprovalMode, Effect, Rule, Verdict } from "../../src/core/types.ts";

interface Setting {
  mode?: ApprovalMode;
  rules?: string[];
  confined?: boolean;
  attended?: boolean;
  grants?: string[];
  /** Of the call; default: what fits the effect. */
  tool?: string;
}

const usual = {
  none: "ask_user",
  read: "read_file",
  write: "write_file",
  exec: "shell",
  network: "fetch",
  remote: "x_y",
};

function verdict(effect: Effect, setting: Setting = {}): Verdict {
  const { mode = "ask", rules = [], confined = true, grants = [] } = setting;
  const attended = setting.attended === undefined ? {} : { attended: setting.attended };
  const policy = policyOf({
    mode,
    rules: rules.map((rule) => parseRule(rule)),
    confined,
    ...attended,
  });
  const call = { id: "c", name: setting.tool ?? usual[effect.kind], arguments: {} };
  const given = grants.map((rule): Rule => ({ ...parseRule(rule), source: "session" }));
  return policy(effect, call, given);
}

const decides = (effect: Effect, setting?: Setting) => verdict(effect, setting).decide;
const read = (path: string): Effect => ({ kind: "read", path });
const write = (path: string, change: "create" | "update" | "overwrite" = "create"): Effect => ({
  kind: "write",
  path,
  change,
  bytes: 1,
  before: null,
  after: "x",
});
const exec = (command: string, more: Partial<Extract<Effect, { kind: "exec" }>> = {}): Effect => ({
  kind: "exec",
  command,
  cwd: ".",
  ...more,
});
const modes: ApprovalMode[] = ["ask", "auto-edit", "plan", "yolo"];

describe("modes", () => {
  test.each(modes)("%s lets reading and thinking through", (mode) => {
    expect(decides(read("a.py"), { mode })).toBe("allow");
    expect(decides({ kind: "none" }, { mode })).toBe("allow");
  });

  test("ask asks for writes and commands", () => {
    expect(
      [write("a"), write("a", "update"), write("a", "overwrite"), exec("ls")].map((one) =>
        decides(one),
      ),
    ).toEqual(["ask", "ask", "ask", "ask"]);
  });

  test("auto-edit lets writes through, but not over what nobody has read, and asks for commands", () => {
    const setting = { mode: "auto-edit" } as const;
    expect(
      [write("a"), write("a", "update"), write("a", "overwrite"), exec("ls")].map((one) =>
        decides(one, setting),
      ),
    ).toEqual(["allow", "allow", "ask", "ask"]);
  });

  test("plan denies whatever changes something, and says what to do instead", () => {
    const effects: Effect[] = [
      write("a"),
      exec("ls"),
      { kind: "network", hosts: ["a.example"] },
      { kind: "remote", server: "x", tool: "y" },
    ];
    for (const effect of effects) {
      const { decide, reason } = verdict(effect, { mode: "plan", rules: ["allow *"] });
      expect(decide).toBe("deny");
      expect(reason).toContain("answer with the plan");
    }
  });

  test("yolo lets everything inside the fence through, and asks for what is outside", () => {
    const setting = { mode: "yolo" } as const;
    for (const effect of [write("a", "overwrite"), exec("make > log $(x)"), exec("echo 'x")]) {
      expect(decides(effect, setting)).toBe("allow");
    }
    expect(decides(exec("npm install", { hosts: ["registry.example.org"] }), setting)).toBe("ask");
    expect(decides({ kind: "network", hosts: ["a.example"] }, setting)).toBe("ask");
    expect(decides({ kind: "remote", server: "x", tool: "y" }, setting)).toBe("ask");
  });

  test("yolo without a fence lets nothing through", () => {
    expect(decides(exec("ls"), { mode: "yolo", confined: false })).toBe("ask");
    expect(decides(write("a"), { mode: "yolo", confined: false })).toBe("ask");
  });

  test.each(modes)("%s: what a rule denies is denied", (mode) => {
    expect(decides(exec("ls && rm x"), { mode, rules: ["deny shell:rm"] })).toBe("deny");
    expect(decides(write("docs/a"), { mode, rules: ["deny write_file:docs/"] })).toBe("deny");
    expect(decides(read("docs/a"), { mode, rules: ["deny read_file:docs/"] })).toBe("deny");
    expect(decides(exec("ls"), { mode, rules: ["deny *"] })).toBe("deny");
  });
});

describe("without a fence", () => {
  test("every command is asked, whatever is allowed or was granted", () => {
    const setting = {
      confined: false,
      rules: ["allow shell", "allow shell:ls"],
      grants: ["allow shell:ls"],
    };
    expect(decides(exec("ls"), setting)).toBe("ask");
  });

  test("commands are denied where nobody can be asked", () => {
    expect(decides(exec("ls"), { confined: false, attended: false })).toBe("deny");
  });
});

describe("the network", () => {
  const install = exec("npm install", { hosts: ["registry.example.org"] });

  test("a command needs a rule for itself and one for each host", () => {
    expect(decides(install, { rules: ["allow shell:npm install"] })).toBe("ask");
    expect(decides(install, { rules: ["allow network:registry.example.org"] })).toBe("ask");
    const both = { rules: ["allow shell:npm install", "allow network:registry.example.org"] };
    expect(decides(install, both)).toBe("allow");
    expect(
      decides(exec("npm install", { hosts: ["registry.example.org", "b.example"] }), both),
    ).toBe("ask");
  });

  test.each([
    ["*.example.org", "a.example.org", "allow"],
    ["*.example.org", "a.b.example.org", "allow"],
    ["*.example.org", "A.EXAMPLE.ORG.", "allow"],
    ["example.org", "example.org:443", "allow"],
    ["*", "a.example", "allow"],
    ["example.org:8080", "example.org:8080", "allow"],
    ["*.example.org:8080", "a.example.org:8080", "allow"],
    ["*.example.org.", "a.example.org", "allow"],
    ["*.example.org", "*.example.org", "allow"],
    ["*.example.org", "*.a.example.org", "allow"],
    ["*.a.example.org", "*.example.org", "ask"],
    ["a.example.org", "*.a.example.org", "ask"],
    ["*", "*.example.org", "ask"],
    ["example.org", "example.org:8080", "ask"],
    ["example.org:8080", "example.org", "ask"],
    ["example.org:443", "example.org", "ask"],
    ["*.example.org", "a.example.org:8080", "ask"],
    ["*.example.org", "example.org", "ask"],
    ["*.example.org", "evilexample.org", "ask"],
    ["*.example.org", "evil\0.example.org", "ask"],
    ["*.example.org", "evil.com/.example.org", "ask"],
    ["*.example.org", "evil.com#.example.org", "ask"],
    ["example.org", "example.org.evil.com", "ask"],
    ["example.org", "ex\u0430mple.org", "ask"],
    ["example.org", "user@example.org", "ask"],
  ])("network:%s and host %j: %s", (pattern, host, decide) => {
    expect(
      decides({ kind: "network", hosts: [host] }, { rules: [`allow network:${pattern}`] }),
    ).toBe(decide);
  });

  test("a denied name denies what stands below it", () => {
    const rules = ["allow network:*", "deny network:example.org"];
    expect(decides({ kind: "network", hosts: ["A.example.org."] }, { rules })).toBe("deny");
    expect(decides(exec("ls", { hosts: ["example.org"] }), { rules, mode: "yolo" })).toBe("deny");
  });

  test.each([
    ["example.org:8080", "example.org:8080", "deny"],
    ["*.example.org:8080", "a.example.org:8080", "deny"],
    ["example.org:443", "example.org", "deny"],
    ["a.example.org", "*.example.org:8080", "deny"],
    ["example.org:8080", "example.org:8081", "ask"],
    ["example.org:8080", "example.org", "ask"],
  ])("deny network:%s and host %j: %s", (pattern, host, decide) => {
    const effect: Effect = { kind: "network", hosts: [host] };
    expect(decides(effect, { rules: [`deny network:${pattern}`] })).toBe(decide);
  });

  test("the rule that would lift a question fits the port that was asked for", () => {
    const effect: Effect = { kind: "network", hosts: ["Example.org.:8080"] };
    const { lifts = "" } = verdict(effect);
    expect(lifts).toBe("network:example.org:8080");
    expect(decides(effect, { rules: [`allow ${lifts}`] })).toBe("allow");
  });
});

describe("files that checks look at", () => {
  const looks = (path: string): Effect => ({ kind: "none", looksAt: ["ok.txt", path] });
  const verify = (effect: Effect, rules: string[]) => decides(effect, { rules, tool: "verify" });

  test.each([
    ["secret.txt", "secret.txt"],
    ["secret.txt", "./sub/..//SECRET.txt"],
    ["secret.txt", "deep/secret.txt"],
    ["secret.txt", "se\u00adcret.txt. "],
    ["keys/", "keys/a.pem"],
    ["keys/", "keys"],
    [".env", "app/.ENV"],
  ])("deny read_file:%s reaches %j", (pattern, path) => {
    expect(verify(looks(path), [`deny read_file:${pattern}`])).toBe("deny");
    expect(verify(looks(path), ["allow verify", `deny read_file:${pattern}`])).toBe("deny");
    expect(verify(looks(path), [`ask read_file:${pattern}`])).toBe("ask");
  });

  test("what no rule is about needs no leave, and commands of the same call keep their verdict", () => {
    expect(verify(looks("a.txt"), ["deny read_file:secret.txt"])).toBe("allow");
    expect(verify(looks(".env"), [])).toBe("allow");
    expect(verify({ ...exec("make"), looksAt: ["a"] } as Effect, ["allow shell:make"])).toBe(
      "allow",
    );
    expect(verify({ ...exec("make"), looksAt: ["a"] } as Effect, [])).toBe("ask");
    const denied = ["allow shell:make", "deny read_file:a"];
    expect(verify({ ...exec("make"), looksAt: ["a"] } as Effect, denied)).toBe("deny");
    expect(verify(looks("a"), ["deny read_file"])).toBe("deny");
  });
});

describe("files", () => {
  test("a path pattern allows that path, a folder pattern what is in it", () => {
    const rules = ["allow write_file:docs/", "allow write_file:a.txt"];
    expect(decides(write("docs/x/y.md"), { rules })).toBe("allow");
    expect(decides(write("./docs//y.md"), { rules })).toBe("allow");
    expect(decides(write("a.txt"), { rules })).toBe("allow");
    expect(decides(write("docs-evil/y.md"), { rules })).toBe("ask");
    expect(decides(write("docs/../b.txt"), { rules })).toBe("ask");
    expect(decides(write("a.txt"), { rules, tool: "edit_file" })).toBe("ask");
  });

  test.each([
    "secrets/a",
    "./secrets/a",
    "x/../secrets/a",
    "SECRETS/a",
    "secrets./a",
    "secrets /a",
    "ſecrets/a",
    "secrets\u200b/a",
  ])("deny read_file:secrets/ means %j", (path) => {
    expect(decides(read(path), { rules: ["deny read_file:secrets/"] })).toBe("deny");
    expect(decides(read(path), { rules: ["deny read_file:secrets"] })).toBe("deny");
  });

  test("a denied write means every tool that writes", () => {
    expect(decides(write("a"), { rules: ["deny write_file:a"], tool: "edit_file" })).toBe("deny");
    expect(decides(write("x/.env"), { rules: ["deny edit_file:.env"] })).toBe("deny");
  });

  test.each([
    ".git/hooks/pre-commit",
    "sub/.git/config",
    ".GIT/config",
    ".git./config",
    ".skillet/settings.json",
    "git~1/config",
  ])("%s is asked even where writes are allowed", (path) => {
    expect(decides(write(path), { rules: ["allow write_file"] })).toBe("ask");
    expect(decides(write(path), { mode: "yolo" })).toBe("ask");
    expect(decides(write(path), { mode: "auto-edit" })).toBe("ask");
  });

  test("a protected path goes through where a rule spells it", () => {
    expect(decides(write(".git/config"), { rules: ["allow write_file:.git/"] })).toBe("allow");
  });

  test.each(["../x", "/etc/passwd", "a/../../x"])(
    "%s leads outside and is never let through",
    (path) => {
      expect(decides(write(path), { mode: "yolo", rules: ["allow write_file"] })).toBe("ask");
    },
  );

  test("files that hold keys are asked before they are read, their examples are not", () => {
    expect([".env", "app/.env.local", ".ENV", ".envrc"].map((path) => decides(read(path)))).toEqual(
      ["ask", "ask", "ask", "ask"],
    );
    expect(decides(read(".env.example"))).toBe("allow");
    expect(decides(read(".env"), { rules: ["allow read_file:.env"] })).toBe("allow");
  });

  test("a search is asked where reading is denied somewhere", () => {
    expect(decides(read("."), { rules: ["deny read_file:secrets/"], tool: "search_files" })).toBe(
      "ask",
    );
  });
});

describe("verify", () => {
  const checks = exec("", { commands: ["python3 app.py", "npm test"] });

  test("each of its commands has to be allowed as a shell command", () => {
    const setting = { tool: "verify" };
    expect(decides(checks, { ...setting, rules: ["allow verify"] })).toBe("ask");
    expect(decides(checks, { ...setting, rules: ["allow shell:npm test"] })).toBe("ask");
    expect(
      decides(checks, {
        ...setting,
        rules: ["allow shell:npm test", "allow shell:python3 app.py"],
      }),
    ).toBe("allow");
    expect(decides(checks, { ...setting, rules: ["allow shell", "deny shell:npm"] })).toBe("deny");
    expect(decides(checks, { ...setting, rules: ["allow shell", "deny verify"] })).toBe("deny");
  });

  test("without commands it goes through", () => {
    expect(decides(exec("", { commands: [] }), { tool: "verify" })).toBe("allow");
  });
});

test("a grant of the session counts like an allow rule, and deny still wins", () => {
  expect(decides(exec("npm test"), { grants: ["allow shell:npm test"] })).toBe("allow");
  expect(
    decides(exec("npm test"), { grants: ["allow shell:npm test"], rules: ["deny shell:npm"] }),
  ).toBe("deny");
});

test("the verdict names the rule as it would be typed", () => {
  expect(verdict(exec("npm test"), { rules: ["allow shell:npm test"] })).toEqual({
    decide: "allow",
    reason: "A rule allows it.",
    rule: "shell:npm test",
  });
});

test("a tool of another server is asked, or allowed by its name", () => {
  const remote: Effect = { kind: "remote", server: "tracker", tool: "create" };
  expect(decides(remote, { tool: "tracker_create" })).toBe("ask");
  expect(decides(remote, { tool: "tracker_create", rules: ["allow tracker_create"] })).toBe(
    "allow",
  );
  expect(decides(remote, { tool: "tracker_create", rules: ["deny *:tracker"] })).toBe("deny");
});

test("layers that others wrote may tighten, never loosen", () => {
  const layers = {
    user: [parseRule("allow shell:npm")],
    project: [
      parseRule("allow shell:rm"),
      parseRule("deny shell:npm publish"),
      parseRule("ask shell:npm install"),
    ],
    skill: [parseRule("allow *")],
  };
  const { rules, ignored } = mergeRules(layers);
  expect(rules.map(({ decide, pattern, source }) => [decide, pattern, source])).toEqual([
    ["allow", "npm", "user"],
    ["deny", "npm publish", "project"],
    ["ask", "npm install", "project"],
  ]);
  expect(ignored.map(({ source }) => source)).toEqual(["project", "skill"]);
  const policy = policyOf({ mode: "ask", rules, confined: true });
  const call = { id: "c", name: "shell", arguments: {} };
  const decided = ["npm test", "npm install x", "npm publish", "rm x"].map(
    (one) => policy(exec(one), call, []).decide,
  );
  expect(decided).toEqual(["allow", "ask", "deny", "ask"]);
});
