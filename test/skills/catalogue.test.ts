/** The catalogue tells of every skill within its budget, and never drops one without a word. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { expect, test } from "vitest";
import type { Skill } from "../../src/core/ports.ts";
import { catalogueOf, cut, estimateTokens } from "../../src/skills/catalogue.ts";
import { openShelf } from "../../src/skills/shelf.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";

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

const natural = () => {
  const sources = readFileSync(join(corpora, "skills/SOURCES.tsv"), "utf8").split("\n");
  const files = sources.filter((line) => /\tnatural\t/.test(line));
  const roots = files.map((line) => ({
    path: join(corpora, "skills", line.split("\t")[0] ?? ""),
    source: "user",
    trusted: true,
  }));
  return openShelf({ roots });
};

test.skipIf(!corporaPresent)(
  "public skills cost at most 72 tokens each in full, and 55 of them fit into 4,000",
  async () => {
    const skills = (await natural()).list();
    const all = catalogueOf(skills, { maxTokens: 1_000_000 });
    expect(all).not.toContain("…");
    expect(encode(all).length / skills.length).toBeLessThanOrEqual(72);
    const wholeOf55: boolean[] = [];
    for (let from = 0; from + 55 <= skills.length; from += 11) {
      const text = catalogueOf(skills.slice(from, from + 55), { contextWindow: 200_000 });
      expect(encode(text).length).toBeLessThanOrEqual(4000);
      // Whatever 55 they are: what is cut is cut a little.
      expect(encode(text).length).toBeGreaterThan(3000);
      wholeOf55.push(!text.includes("…"));
    }
    expect(wholeOf55).toContain(true);
    // Of all of them, nobody loses the whole description.
    const crowded = catalogueOf(skills, { contextWindow: 200_000 });
    expect(encode(crowded).length).toBeLessThanOrEqual(4000);
    const lines = crowded.split("\n");
    expect(lines.length).toBe(skills.length);
    const manual = lines.pop();
    expect(manual).toMatch(/^Only the user can start these/);
    for (const line of lines) expect(line).toMatch(/^- \S.*: \S.{10}/);
  },
);

test("the estimate is never far below what a tokenizer counts", () => {
  const texts = [
    "word ".repeat(100),
    "海关文件".repeat(50),
    "x7-9_Z".repeat(60),
    "a".repeat(900),
    "(){}[];,".repeat(80),
  ];
  for (const text of texts) expect(estimateTokens(text)).toBeGreaterThan(0.6 * encode(text).length);
});

test("a text without spaces is cut between its signs", () => {
  expect(cut("海关文件、关税分类、关税优化", 8)).toBe("海关文件、关税…");
  expect(cut("😀😀😀😀", 4)).toBe("😀…");
});
