/** What is wrong with a skill's file or a session's is told in the user's language; the report for programs stays as it is. */

import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { useLanguage } from "../../src/core/messages/language.ts";
import { translated } from "../../src/core/messages/phrase.ts";
import { readLog } from "../../src/session/read.ts";
import { formatProblem } from "../../src/skills/problem.ts";
import { validate } from "../../src/skills/validate.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";
import { folderWith } from "../support/folder-with.ts";

afterEach(() => useLanguage("en"));

test("the place comes first, then the problem in the user's language; a report is the same in each", async () => {
  const folder = folderWith({ "a/SKILL.md": "---\nname: A\ndescription: It: does.\n---\nGo.\n" });
  const reports = await validate([folder]);
  await useLanguage("zh");
  expect(await validate([folder])).toEqual(reports);
  const [problem] = reports.flatMap(({ path, problems }) =>
    problems.map((one) => ({ path, ...one })),
  );
  expect(problem && formatProblem(problem)).toBe(
    `${join(folder, "a/SKILL.md")}:3:16: \`description\`：不加引号的值中有冒号加空格；按文本读取。`,
  );
});

test.runIf(corporaPresent)("no problem of a skill or of a log is left in English", async () => {
  const folders = [join(corpora, "skills"), join(corpora, "hostile")];
  const reports = [...(await validate(folders)), ...(await validate(folders, { strict: true }))];
  const told = new Set(reports.flatMap(({ problems }) => problems.map(({ message }) => message)));
  const logs = join(corpora, "hostile/session");
  for (const name of readdirSync(logs).filter((one) => one.endsWith(".jsonl"))) {
    try {
      for (const { message } of readLog(join(logs, name)).problems) told.add(message);
    } catch (thrown) {
      told.add((thrown as Error).message);
    }
  }
  expect(told.size).toBeGreaterThan(50);
  for (const language of ["ja", "zh"] as const) {
    await useLanguage(language);
    expect([...told].filter((message) => translated(message) === message)).toEqual([]);
  }
});
