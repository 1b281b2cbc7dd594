/** Switching a skill off changes one list of the user's settings and nothing else of the file. */

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { changeDisabledSkills } from "../../src/config/user-skills.ts";
import { folderWith } from "../support/folder-with.ts";
import { temporaryFolder } from "../support/temporary.ts";

test("the list is made, grows and goes; comments and other settings stay", async () => {
  const config = folderWith({ "settings.json": '{\n  // mine\n  "model": "m" // the best\n}\n' });
  const text = () => readFileSync(join(config, "settings.json"), "utf8");
  await changeDisabledSkills({ config }, (names) => [...names, "haiku"]);
  await changeDisabledSkills({ config }, (names) => [...names, "readme"]);
  expect(text()).toContain("// mine");
  expect(text()).toContain("// the best");
  expect(text()).toMatch(/"disabledSkills": \[\s*"haiku",\s*"readme"\s*\]/);
  await changeDisabledSkills({ config }, () => []);
  expect(text()).not.toContain("disabledSkills");
  expect(text()).toContain('"model": "m" // the best');
});

test("a missing file is made for the user alone, and no change writes nothing", async () => {
  const config = join(temporaryFolder(), "new");
  const path = await changeDisabledSkills({ config }, () => ["a"]);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const before = statSync(path).ino;
  await changeDisabledSkills({ config }, (names) => [...names]);
  expect(statSync(path).ino).toBe(before);
});

test("a file that is no settings is left as it is", async () => {
  const config = folderWith({ "settings.json": "{ broken" });
  await expect(changeDisabledSkills({ config }, () => ["a"])).rejects.toThrow(/settings.json:1/);
  expect(readFileSync(join(config, "settings.json"), "utf8")).toBe("{ broken");
});
