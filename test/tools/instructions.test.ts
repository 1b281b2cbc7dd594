import { expect, test } from "vitest";
import { instructions } from "../../src/tools/instructions.ts";

test("names the output directory, and stays the same for the same options", () => {
  expect(instructions({ out: "./bbs" })).toContain("in ./bbs.");
  expect(instructions({ out: "./bbs" })).toBe(instructions({ out: "./bbs" }));
});

test("speaks of skills only where there are some", () => {
  expect(instructions({ out: "a" })).toContain("use_skill");
  const without = instructions({ out: "a", skills: false });
  expect(without).not.toContain("use_skill");
  expect(without.split("\n")).toHaveLength(instructions({ out: "a" }).split("\n").length - 1);
});

test("says when nobody is there, what day it is, and what the user adds", () => {
  const text = instructions({
    out: "a",
    unattended: true,
    date: "2026-01-01",
    extra: " Use tabs. \n",
  });
  expect(text).toContain("Nobody is there to answer");
  expect(text).toContain("Today is 2026-01-01.");
  expect(text.endsWith("\nUse tabs.")).toBe(true);
});
