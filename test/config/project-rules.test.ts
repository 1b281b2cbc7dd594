import { mkdirSync, mkdtempSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRules, saveProjectRule } from "../../src/config/project-rules.ts";

function folders() {
  const top = mkdtempSync(join(tmpdir(), "skillet-rules-"));
  const [one, two] = [join(top, "one"), join(top, "two")];
  for (const folder of [one, two]) mkdirSync(folder);
  return { config: join(top, "config"), one, two };
}

test("a rule saved for one project is there again, once, and not in another", () => {
  const { config, one, two } = folders();
  const rule = { decide: "allow", tool: "shell", pattern: "npm test" } as const;
  const file = saveProjectRule(config, one, rule);
  saveProjectRule(config, one, rule);
  expect(projectRules(config, one)).toEqual(["allow shell:npm test"]);
  expect(projectRules(config, two)).toEqual([]);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});

test.each(["{", "[]", '{ "x": "allow shell" }'])(
  "a broken file (%s) is an error, not an empty list",
  (source) => {
    const { config, one } = folders();
    mkdirSync(config);
    writeFileSync(join(config, "project-rules.json"), source);
    expect(() => projectRules(config, one)).toThrow(/Cannot read/);
  },
);
