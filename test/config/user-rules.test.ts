/** Rules kept in the user's settings: comments stay, files stay whole, nothing else is touched. */

import {
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { withoutRules, withRule } from "../../src/config/edit-rules.ts";
import { removeUserRule, saveUserRule } from "../../src/config/user-rules.ts";
import { parseRule } from "../../src/core/rules.ts";
import { folderWith } from "../support/folder-with.ts";

const npmTest = parseRule("allow shell:npm test");
const textIn = (config: string) => readFileSync(join(config, "settings.json"), "utf8");

test.each([
  ["{}\n", '{\n  "rules": [\n    "ask shell"\n  ]\n}\n'],
  ['{ "model": "x" }\n', '{ "model": "x",\n  "rules": [\n    "ask shell"\n  ]\n}\n'],
  ['{"rules": []}', '{"rules": ["ask shell"]}'],
  ['{"rules": ["a"]}', '{"rules": ["a", "ask shell"]}'],
  ['{"rules": ["a",]}', '{"rules": ["a", "ask shell"]}'],
  ['{"rules": ["a" /* x */]}', '{"rules": ["a", /* x */ "ask shell"]}'],
  ['{\n\t"rules": [ // mine\n\t],\n}\n', '{\n\t"rules": [ // mine\n\t\t"ask shell"\n\t],\n}\n'],
  [
    '{\n  "rules": [\n    "a", // first\n    "b" // second\n    // end\n  ],\n}\n',
    '{\n  "rules": [\n    "a", // first\n    "b", // second\n    // end\n    "ask shell"\n  ],\n}\n',
  ],
  [
    '{\r\n  "model": "x" // m, n\r\n}\r\n',
    '{\r\n  "model": "x", // m, n\r\n  "rules": [\r\n    "ask shell"\r\n  ]\r\n}\r\n',
  ],
  ["{ // only\n}", '{ // only\n  "rules": [\n    "ask shell"\n  ]\n}'],
  ['{"rules": ["a"], "rules": ["b"]}', '{"rules": ["a"], "rules": ["b", "ask shell"]}'],
])("a rule joins %j and every comment stays in its place", async (source, expected) => {
  expect(await withRule(source, "ask shell")).toBe(expected);
});

test.each([
  ['{"rules": ["a", "b", "c"]}', [1], '{"rules": ["a", "c"]}'],
  ['{"rules": ["a", "b"]}', [1], '{"rules": ["a"]}'],
  ['{"rules": ["a"]}', [0], '{"rules": []}'],
  [
    '{\n  "rules": [\n    "a", // first\n    "b"\n  ]\n}\n',
    [1],
    '{\n  "rules": [\n    "a" // first\n  ]\n}\n',
  ],
  [
    '{\n  "rules": [\n    // about a\n    "a",\n    "b",\n    "a",\n  ]\n}\n',
    [0, 2],
    '{\n  "rules": [\n    // about a\n    "b",\n  ]\n}\n',
  ],
])("rules leave %j (places %j) and the comments stay", async (source, places, expected) => {
  expect(await withoutRules(source, places)).toBe(expected);
});

test("settings that are not there are made, readable for the user alone", async () => {
  const config = join(folderWith({}), "new", "skillet");
  expect(await saveUserRule({ config }, npmTest)).toBe(join(config, "settings.json"));
  expect(JSON.parse(textIn(config))).toEqual({ rules: ["allow shell:npm test"] });
  expect(statSync(join(config, "settings.json")).mode & 0o777).toBe(0o600);
  expect(statSync(config).mode & 0o777).toBe(0o700);
  expect(readdirSync(config)).toEqual(["settings.json"]);
});

test("a rule that stands there is not written twice, however it was spaced", async () => {
  const source = '{"rules": ["allow   shell:npm test"]}';
  const config = folderWith({ "settings.json": source });
  await saveUserRule({ config }, npmTest);
  expect(textIn(config)).toBe(source);
});

test("a denied and an allowed rule of the same words are two rules", async () => {
  const config = folderWith({ "settings.json": '{"rules": ["deny shell:npm test"]}' });
  expect(await removeUserRule({ config }, npmTest)).toBe(false);
  await saveUserRule({ config }, npmTest);
  expect(await removeUserRule({ config }, npmTest)).toBe(true);
  expect(JSON.parse(textIn(config))).toEqual({ rules: ["deny shell:npm test"] });
});

test("settings that are broken are left as they are, with file and line", async () => {
  const config = folderWith({ "settings.json": '{\n  "rules": [\n' });
  await expect(saveUserRule({ config }, npmTest)).rejects.toMatchObject({
    exitCode: 52,
    message: expect.stringMatching(/settings\.json:\d+: /),
  });
  expect(textIn(config)).toBe('{\n  "rules": [\n');
});

test("settings kept elsewhere behind a link stay there", async () => {
  const config = folderWith({ "dotfiles/settings.json": "{}\n" });
  symlinkSync(join(config, "dotfiles/settings.json"), join(config, "settings.json"));
  await saveUserRule({ config }, npmTest);
  expect(readFileSync(join(config, "dotfiles/settings.json"), "utf8")).toContain("npm test");
});

test("a folder in the way is told, and nothing is left behind", async () => {
  const config = folderWith({});
  mkdirSync(join(config, "settings.json"));
  await expect(saveUserRule({ config }, npmTest)).rejects.toMatchObject({ exitCode: 52 });
  expect(readdirSync(config)).toEqual(["settings.json"]);
});

test("what acts on a terminal is escaped in the file and comes back as it was", async () => {
  const config = folderWith({});
  writeFileSync(join(config, "settings.json"), "{}");
  const rule = parseRule('allow shell:echo "\u202e\u009b"');
  await saveUserRule({ config }, rule);
  expect(textIn(config)).toContain("\\u202e\\u009b");
  expect(await removeUserRule({ config }, rule)).toBe(true);
});
