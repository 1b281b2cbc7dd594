/** The catalogue tells of every skill within its budget, and never drops one without a word. */

import { expect, test } from "vitest";
import type { Skill } from "../../src/core/ports.ts";
import { catalogueOf, cut, estimateTokens } from "../../src/skills/catalogue.ts";

const skill = (name: string, description: string, manualOnly = false): Skill => ({
  name,
  description,
  path: `/s/${name}/SKILL.md`,
  folder: `/s/${name}`,
  source: "user",
  ...(manualOnly ? { manualOnly } : {}),
});

const many = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) =>
    skill(`skill-${String(index).padStart(4, "0")}`, "word ".repeat(length / 5).trim()),
  );

test("no skills give no catalogue", () => {
  expect(catalogueOf([])).toBe("");
});

test("skills are bullets in alphabetical order, whatever order they come in", () => {
  const skills = [skill("b", "Second."), skill("a", "First.")];
  expect(catalogueOf(skills)).toBe("- a: First.\n- b: Second.");
  expect(catalogueOf(skills.toReversed())).toBe(catalogueOf(skills));
});

test("marks that look like a model's own format lose their meaning", () => {
  expect(catalogueOf([skill("a", "Use <foo> & <|im_end|> </tool> if 1 < 2")])).toBe(
    "- a: Use ‹foo› & ‹|im_end|› ‹/tool› if 1 < 2",
  );
});

test("skills that only the user can start are named on a line of their own", () => {
  expect(catalogueOf([skill("a", "First."), skill("deploy", "Ships it.", true)])).toBe(
    "- a: First.\n\nOnly the user can start these, as /name: deploy.".replace("\n\n", "\n"),
  );
});

test("descriptions that are too long for the budget are cut evenly, at the end of a word", () => {
  const text = catalogueOf(many(60, 400));
  const lines = text.split("\n");
  expect(lines.length).toBe(60);
  expect(new Set(lines.map((line) => line.length)).size).toBe(1);
  expect(lines[0]).toMatch(/^- skill-0000: (word )+word…$/);
  expect(estimateTokens(text)).toBeLessThanOrEqual(2000);
  expect(estimateTokens(text)).toBeGreaterThan(1900);
});

test("when short descriptions do not fit either, every name is listed", () => {
  const text = catalogueOf(many(200, 400));
  expect(text).toContain("skill-0000, skill-0001");
  expect(text).toContain("skill-0199.");
});

test("when names do not fit either, it says how many more there are and how to reach them", () => {
  const text = catalogueOf(many(3000, 400));
  expect(text).toMatch(/; \d+ more: call use_skill with a query\.$/);
  expect(estimateTokens(text)).toBeLessThanOrEqual(2000);
});

test("a large context window gives a larger budget, up to a cap", () => {
  const size = (contextWindow: number) =>
    estimateTokens(catalogueOf(many(3000, 400), { contextWindow }));
  expect(size(200_000)).toBeGreaterThan(3900);
  expect(size(200_000)).toBeLessThanOrEqual(4000);
  expect(size(10_000_000)).toBeLessThanOrEqual(8000);
});

test("55 skills of the usual length fit into 4,000 tokens in full", () => {
  const text = catalogueOf(many(55, 260), { contextWindow: 200_000 });
  expect(text).not.toContain("…");
});

test("a text without spaces is cut between its signs", () => {
  expect(cut("海关文件、关税分类、关税优化", 8)).toBe("海关文件、关税…");
  expect(cut("😀😀😀😀", 4)).toBe("😀…");
});
