/** What ships is valid to the letter, cheap to load, and terse where a model always reads it. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { expect, test } from "vitest";
import { catalogueOf } from "../../src/skills/catalogue.ts";
import { readEvals } from "../../src/skills/evals.ts";
import { splitFences } from "../../src/skills/fence.ts";
import { overlapsOf } from "../../src/skills/overlap.ts";
import { openShelf } from "../../src/skills/shelf.ts";
import { readSimpleYaml } from "../../src/skills/simple-yaml.ts";
import { hasFailed, validate } from "../../src/skills/validate.ts";
import { readChecks } from "../../src/tools/verify/read-checks.ts";

const root = new URL("../../skills/", import.meta.url).pathname;
const names = readdirSync(root).sort();

test("every bundled skill passes the specification's strictest reading without a word", async () => {
  const reports = await validate([root], { strict: true });
  expect(reports.map(({ name }) => name)).toEqual(names);
  expect(reports.flatMap(({ problems }) => problems)).toEqual([]);
  expect(hasFailed(reports, { strict: true })).toBe(false);
});

test("no bundled skill needs the YAML library", () => {
  for (const name of names) {
    const { yaml } = splitFences(readFileSync(join(root, name, "SKILL.md"), "utf8"));
    expect([name, readSimpleYaml(yaml ?? "") !== null]).toEqual([name, true]);
  }
});

test("the catalogue costs at most 32 tokens a skill, a body at most 1,500", async () => {
  const shelf = await openShelf({ roots: [{ path: root, source: "bundled", trusted: true }] });
  expect(encode(catalogueOf(shelf.list())).length).toBeLessThan(names.length * 32);
  for (const { name } of shelf.list()) {
    const opened = await shelf.open(name);
    expect(encode(opened?.body ?? "").length).toBeLessThan(1500);
  }
});

test("no bundled skill can be taken for another by its description", async () => {
  const shelf = await openShelf({ roots: [{ path: root, source: "bundled", trusted: true }] });
  expect(overlapsOf(shelf.list())).toEqual([]);
});

test("each bundled skill has prompts that start it, in three languages, and near misses that do not", () => {
  const expected = new Map<string, string | null>();
  for (const name of names) {
    const { evals, problems } = readEvals(join(root, name, "evals.jsonl"));
    expect(problems).toEqual([]);
    const own = evals.filter(({ skill }) => skill === name).map(({ prompt }) => prompt);
    const kana = own.filter((prompt) => /[\u3040-\u30ff]/.test(prompt));
    const han = own.filter((prompt) => /^[^\u3040-\u30ff]*[\u4e00-\u9fff]/.test(prompt));
    const latin = own.filter((prompt) => !/[\u3040-\u9fff]/.test(prompt));
    expect([name, kana.length > 0, han.length > 0, latin.length > 2]).toEqual([
      name,
      true,
      true,
      true,
    ]);
    const others = evals.filter(({ skill }) => skill !== name);
    expect([name, others.length > 3, others.some(({ skill }) => skill === null)]).toEqual([
      name,
      true,
      true,
    ]);
    for (const { prompt, skill } of evals) {
      expect([prompt, skill === null || names.includes(skill)]).toEqual([prompt, true]);
      expect([prompt, expected.get(prompt) ?? skill]).toEqual([prompt, skill]);
      expected.set(prompt, skill);
    }
  }
});

test("the checks of bundled skills can be read by verify", async () => {
  const shelf = await openShelf({ roots: [{ path: root, source: "bundled", trusted: true }] });
  const opened = await Promise.all(names.map((name) => shelf.open(name)));
  const checks = opened.flatMap((skill) => skill?.checks ?? []);
  expect(readChecks(checks).length).toBe(checks.length);
  const proven = opened.filter((skill) => skill?.checks).map((skill) => skill?.name);
  expect(proven).toEqual([
    "express-api",
    "flask-app",
    "git-commit",
    "node-cli",
    "python-cli",
    "vite-app",
  ]);
  expect(shelf.problems()).toEqual([]);
});
