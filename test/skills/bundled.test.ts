/** What ships is valid to the letter, cheap to load, and terse where a model always reads it. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { expect, test } from "vitest";
import { catalogueOf } from "../../src/skills/catalogue.ts";
import { splitFences } from "../../src/skills/fence.ts";
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

test("the checks of bundled skills can be read by verify", async () => {
  const shelf = await openShelf({ roots: [{ path: root, source: "bundled", trusted: true }] });
  const opened = await Promise.all(names.map((name) => shelf.open(name)));
  const checks = opened.flatMap((skill) => skill?.checks ?? []);
  expect(readChecks(checks).length).toBe(checks.length);
  expect(opened.filter((skill) => skill?.checks).map((skill) => skill?.name)).toContain(
    "flask-app",
  );
  expect(shelf.problems()).toEqual([]);
});
