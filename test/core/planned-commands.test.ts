/** What the approval of a plan may grant in advance: lines whose words tell what they do, and nothing else. */

import { globSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { programName } from "../../src/core/command-programs.ts";
import { isPlannable, judgePlan } from "../../src/core/judge-plan.ts";
import { whyNotPlanned } from "../../src/core/planned-commands.ts";
import { policyOf } from "../../src/core/policy.ts";
import { commandsOfChecks } from "../../src/tools/verify.ts";
import { asked, planned } from "./planned-lines.ts";

describe("planned", () => {
  for (const [kind, lines] of Object.entries(planned)) {
    test.each(lines)(`${kind}: %s`, (line) => {
      expect(whyNotPlanned(line)).toBeNull();
    });
  }
});

describe("asked when it comes", () => {
  for (const [kind, lines] of Object.entries(asked)) {
    test.each(lines)(`${kind}: %s`, (line) => {
      expect(whyNotPlanned(line)).toMatch(/^\S.*[^.]$/);
    });
  }

  test("a planned line beside it, a chain or a pipe takes nothing of it", () => {
    for (const line of Object.values(asked).flat().slice(0, 400)) {
      expect({ line, why: whyNotPlanned(`npm test && ${line}`) }).not.toHaveProperty("why", null);
      expect({ line, why: whyNotPlanned(`${line} | wc -l`) }).not.toHaveProperty("why", null);
    }
  });

  test("neither does the program's whole path", () => {
    for (const line of Object.values(asked).flat()) {
      const [name = "", ...rest] = line.split(" ");
      if (!/^[a-z][\w.-]*$/.test(name) || programName(name) !== name) continue;
      const whole = [`/usr/bin/${name}`, ...rest].join(" ");
      expect({ whole, why: whyNotPlanned(whole) }).not.toHaveProperty("why", null);
    }
  });

  test("neither does an option that nobody knows, in front of what is planned", () => {
    for (const line of Object.values(planned).flat()) {
      const [first = "", ...rest] = line.split(" ");
      const reads = /^(?:ls|cat|grep|test|echo|rm)$/.test(first);
      if (reads || /^\.\/(?:target|build)|=/.test(first)) continue;
      const more = [first, "--evil=x", ...rest].join(" ");
      expect({ more, why: whyNotPlanned(more) }).not.toHaveProperty("why", null);
    }
  });

  test("nor a variable that is harmless", () => {
    for (const line of Object.values(asked).flat()) {
      const set = `PORT=5 ${line}`;
      expect({ set, why: whyNotPlanned(set) }).not.toHaveProperty("why", null);
    }
  });
});

test("what an approval grants is just that: the planned lines, and none of the others", () => {
  const nothing = { files: [], packages: [], checks: [], hosts: [], ports: [], choices: [] };
  const policy = policyOf({ mode: "ask", rules: [], confined: true });
  const granted = (lines: readonly string[]) =>
    judgePlan({ ...nothing, commands: [...lines] }, { policy, grants: [] });
  const lines = Object.values(planned).flat();
  expect(granted(lines).grants.map(({ pattern }) => pattern)).toEqual(lines);
  const others = Object.values(asked).flat();
  const { commands, grants } = granted(others);
  expect(grants).toEqual([]);
  expect(commands.filter(({ state, why }) => state !== "asked" || !why)).toEqual([]);
  // A log that claims otherwise is not believed.
  const claimed = others.map((pattern) => ({ decide: "allow", tool: "shell", pattern }) as const);
  expect(claimed.filter(isPlannable)).toEqual([]);
});

test("the checks that come with the skills are covered but for those that hold code", () => {
  const left = globSync("skills/*/checks.json").flatMap((path) =>
    commandsOfChecks(JSON.parse(readFileSync(path, "utf8"))).filter(
      (line) => whyNotPlanned(line) !== null,
    ),
  );
  expect(left.map((line) => line.split(" ").slice(0, 3).join(" ")).sort()).toEqual([
    "for asset in",
    "git log -1",
    "node -e \"fetch('http://127.0.0.1:3000/items',",
    "npx --no-install vite",
    "{ sleep 0.2;",
  ]);
});

describe("granted is the line itself", () => {
  const policy = policyOf({ mode: "ask", rules: [], confined: true });
  const line = "python3 app.py";
  const host = "pypi.org";
  const { grants } = judgePlan(
    {
      ...{ files: [], packages: [], checks: [], ports: [], choices: [] },
      commands: [line],
      hosts: [host],
    },
    { policy, grants: [] },
  );
  const verdict = (command: string, more: object = {}) =>
    policy(
      { kind: "exec", command, cwd: ".", ...more },
      { id: "a", name: "shell", arguments: { command } },
      grants,
    ).decide;

  test("with what the shell leaves out around it", () => {
    for (const same of [line, ` ${line}\n`, `\t${line} \t`])
      expect([verdict(same), verdict(same, { hosts: [host] })]).toEqual(["allow", "allow"]);
  });

  test.each([
    "\u00a0",
    "\u2003",
    "\u3000",
    "\u1680",
    "\u202f",
    "\ufeff",
    "\u2028",
    "\v",
    "\f",
    "\r",
    "\u0085",
  ])("not with %j around it, which is part of a word there", (blank) => {
    for (const other of [blank + line, line + blank, line.replace(" ", blank)])
      expect([verdict(other), verdict(other, { hosts: [host] })]).toEqual(["ask", "ask"]);
    expect(verdict(blank)).toBe("ask");
  });

  test.each([
    ...["python3  app.py", '"python3" app.py', "python3 './app.py'", "python3 ./app.py"],
    ...[
      "A=1 python3 app.py",
      "python3 app.py &",
      "python3 app.py;",
      "python3 app.py # x",
      "(python3 app.py)",
    ],
    ...[
      "python3 app.py\nrm x",
      "python3 app.py > x",
      "python3 APP.PY",
      "python3 app.py\\",
      "./python3 app.py",
    ],
  ])("not as %j", (other) => {
    expect(verdict(other)).toBe("ask");
  });

  test("not elsewhere, and not to other hosts or ports", () => {
    expect(verdict(line, { cwd: "sub" })).toBe("ask");
    for (const other of ["evil.org", "pypi.org:22", "files.pypi.org", "pypi.org.evil.org"])
      expect(verdict(line, { hosts: [host, other] })).toBe("ask");
  });

  test.each([
    "localhost",
    "intranet",
    "printer.local",
    "db.internal",
    "x.home.arpa",
    "LOCALHOST.",
    "a.localhost:8080",
  ])("%s is no host that a plan can have", (name) => {
    const plan = {
      files: [],
      packages: [],
      commands: [line],
      checks: [],
      hosts: [name],
      ports: [],
      choices: [],
    };
    expect(judgePlan(plan, { policy, grants: [] }).hosts).toEqual([
      { text: name, state: "asked", why: "it is a name of this machine or of its own network" },
    ]);
  });
});
