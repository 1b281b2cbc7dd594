import { expect, test } from "vitest";
import type { Skills } from "../../src/core/ports.ts";
import { checkTool, parseRule, ruledTools } from "../../src/core/rules.ts";
import { builtinTools } from "../../src/tools/index.ts";

const noSkills: Skills = { list: () => [], search: () => [], open: async () => undefined };

test("rules can be about every tool there is, and about hosts", () => {
  const names = [...builtinTools({ skills: noSkills, catalogue: "" }).keys(), "use_skill"];
  expect([...ruledTools].sort()).toEqual([...names, "network"].sort());
});

test.each(["shell:ls", "*", "deny read_file:.env", "network:a.example"])(
  "%s is about one",
  (text) => {
    expect(checkTool(parseRule(text))).toEqual(parseRule(text));
  },
);

test.each([
  ["shel:rm", 'No tool is called "shel".', "Did you mean shell?"],
  ["Shell:rm", 'No tool is called "Shell".', "Did you mean shell?"],
  ["bash:rm", 'No tool is called "bash".', "There are read_file, "],
])("%s would never apply, and says so", (text, message, hint) => {
  expect(() => checkTool(parseRule(text))).toThrow(
    expect.objectContaining({ message, hint: expect.stringContaining(hint), exitCode: 42 }),
  );
});
