/** The lesson of docs/skills.md, taken at its word: its three files, dropped in, are a sound skill that does what it says. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Entry } from "../../src/core/events.ts";
import { readEvals } from "../../src/skills/evals.ts";
import { validate } from "../../src/skills/validate.ts";
import { newHome, skillet } from "../support/skillet.ts";

const page = readFileSync(new URL("../../docs/skills.md", import.meta.url), "utf8");

/** The block behind a file's name in the lesson. */
function fileOf(name: string): string {
  const [, rest = ""] = page.split(`\n\`${name}\`, `);
  return /```\w+\n([\s\S]*?)```/.exec(rest)?.[1] ?? "";
}

async function play(todo: string) {
  const home = newHome();
  const skill = join(home, ".skillet/skills/todo-list");
  const out = join(home, "work/sandbox");
  for (const folder of [skill, out]) mkdirSync(folder, { recursive: true });
  for (const name of ["SKILL.md", "checks.json", "evals.jsonl"]) {
    writeFileSync(join(skill, name), fileOf(name));
  }
  writeFileSync(join(out, "app.sh"), "#!/bin/sh\n# TODO: say goodbye\necho hello\n");
  const reports = await validate([skill], { strict: true });
  const { evals, problems } = readEvals(join(skill, "evals.jsonl"));
  const call = (name: string, args: object) => ({ calls: [{ name, arguments: { ...args } }] });
  const { stdout, stderr } = await skillet(
    ["-p", "What is left?", "--output-format", "stream-json", "--approval-mode", "yolo"],
    {
      home,
      script: [
        call("use_skill", { name: "todo-list" }),
        call("search_files", { pattern: "TODO|FIXME" }),
        call("write_file", { path: "TODO.md", content: `# To do\n\n- [ ] ${todo}\n` }),
        call("verify", {}),
        { text: "One thing is left. Only comments were searched." },
      ],
    },
  );
  rmSync(home, { recursive: true });
  const facts = stdout
    .trim()
    .split("\n")
    .map((line): Entry => JSON.parse(line));
  return { reports, evals, problems, facts, stderr };
}

const endOf = (facts: readonly Entry[]) => facts.find((fact) => fact.type === "turn_end");
const failedOf = (facts: readonly Entry[]) =>
  facts.flatMap((fact) => (fact.type === "check" && !fact.ok ? [fact.name] : []));

test("the skill of the lesson is valid to the letter, is started and is proven", async () => {
  const { reports, evals, problems, facts, stderr } = await play("app.sh:2: say goodbye");
  expect(reports.map(({ name, status }) => [name, status])).toEqual([["todo-list", "loaded"]]);
  expect(reports.flatMap((report) => report.problems)).toEqual([]);
  expect([evals.length, problems]).toEqual([3, []]);
  expect(facts.some((fact) => fact.type === "skill_use" && fact.name === "todo-list")).toBe(true);
  expect([failedOf(facts), endOf(facts)?.verified]).toEqual([[], "yes"]);
  expect(stderr).not.toContain("todo-list/");
});

test("an entry that was made up is found out", async () => {
  const { facts } = await play("app.sh:3: say goodbye");
  expect([failedOf(facts), endOf(facts)?.verified]).toEqual([
    ["every entry is where it says"],
    "no",
  ]);
});
