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
