/** Single settings set and taken out in the text of a file: every comment and everything else stays. */

import { expect, test } from "vitest";
import { withoutSetting, withSetting } from "../../src/config/edit-settings.ts";
import { parseSettings } from "../../src/config/parse-settings.ts";

test.each([
  ["{}\n", ["model"], "b", '{\n  "model": "b"\n}\n'],
  ['{ "model": "a" } // end\n', ["model"], "b", '{ "model": "b" } // end\n'],
  [
    '{\n  "maxTurns": 3, // few\n}\n',
    ["skills"],
    false,
    '{\n  "maxTurns": 3, // few\n  "skills": false\n}\n',
  ],
  ['{ "model": "a", "model": "b" }', ["model"], "c", '{ "model": "a", "model": "c" }'],
  ["{}", ["endpoints", "home", "model"], "m", '{\n  "endpoints": {"home":{"model":"m"}}\n}'],
  [
    '{\n  "endpoints": {\n    "home": { "model": "a" } // mine\n  }\n}\n',
    ["endpoints", "home", "baseUrl"],
    "http://x/v1",
    '{\n  "endpoints": {\n    "home": { "model": "a",\n      "baseUrl": "http://x/v1"\n    } // mine\n  }\n}\n',
  ],
  [
    '{\r\n  "model": "a" // m, n\r\n}\r\n',
    ["maxTurns"],
    7,
    '{\r\n  "model": "a", // m, n\r\n  "maxTurns": 7\r\n}\r\n',
  ],
  ["{ // only\n}", ["rules"], ["deny shell:rm"], '{ // only\n  "rules": ["deny shell:rm"]\n}'],
])("%j with %j = %j", async (source, path, value, expected) => {
  const text = await withSetting(source, path, value);
  expect(text).toBe(expected);
  await parseSettings(text, "settings.json", () => {});
});

test.each([
  ['{ "model": "a" }', ["model"], "{ }"],
  ['{\n  "maxTurns": 3, // few\n  "model": "a"\n}\n', ["model"], '{\n  "maxTurns": 3 // few\n}\n'],
  [
    '{\n  "model": "a", // about it\n  "maxTurns": 3,\n}\n',
    ["model"],
    '{\n  // about it\n  "maxTurns": 3,\n}\n',
  ],
  ['{ "model": "a", "maxTurns": 3, "model": "b" }', ["model"], '{ "maxTurns": 3 }'],
  [
    '{"endpoints": {"home": {"model": "m", "baseUrl": "u"}}}',
    ["endpoints", "home", "model"],
    '{"endpoints": {"home": {"baseUrl": "u"}}}',
  ],
])("%j without %j", async (source, path, expected) => {
  const text = await withoutSetting(source, path);
  expect(text).toBe(expected);
  await parseSettings(text ?? "", "settings.json", () => {});
});

test("what is not there cannot be taken out", async () => {
  expect(await withoutSetting('{ "model": "a" }', ["maxTurns"])).toBeNull();
  expect(await withoutSetting('{ "endpoints": {} }', ["endpoints", "home", "model"])).toBeNull();
});
