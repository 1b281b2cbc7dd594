import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { approval } from "../../../src/core/messages/ja/approval.ts";
import { demo } from "../../../src/core/messages/ja/demo.ts";
import { help } from "../../../src/core/messages/ja/help.ts";
import { ja } from "../../../src/core/messages/ja/index.ts";
import { listings } from "../../../src/core/messages/ja/listings.ts";
import { plan } from "../../../src/core/messages/ja/plan.ts";
import { receipt } from "../../../src/core/messages/ja/receipt.ts";
import { session } from "../../../src/core/messages/ja/session.ts";
import { sessions } from "../../../src/core/messages/ja/sessions.ts";
import { settings } from "../../../src/core/messages/ja/settings.ts";
import { zh } from "../../../src/core/messages/zh/index.ts";

const source = new URL("../../../src/", import.meta.url).pathname;

/** All that is written outside of the catalogues. */
const sources = readdirSync(source, { recursive: true, encoding: "utf8" })
  .filter((path) => path.endsWith(".ts") && !path.startsWith("core/messages/"))
  .map((path) => readFileSync(join(source, path), "utf8").replace(/\\(["`'])/g, "$1"))
  .join("\n");

/** What stands in the skills that are shipped: their descriptions, and the names of their checks. */
const skills = new URL("../../../skills/", import.meta.url).pathname;
const shippedTexts = readdirSync(skills).flatMap((name) => {
  const skill = readFileSync(join(skills, name, "SKILL.md"), "utf8");
  const description = /^description: (.*)$/m.exec(skill)?.[1] ?? "";
  const checks = join(skills, name, "checks.json");
  if (!existsSync(checks)) return [description];
  const list: { name?: string }[] = JSON.parse(readFileSync(checks, "utf8"));
  return [description, ...list.flatMap((check) => check.name ?? [])];
});

/** `{1~}` and `{1!}` are the value in the user's language. */
const places = (text: string) =>
  (text.match(/\{\d[!~]?\}/g) ?? []).map((place) => place.replace(/[!~]/, "")).sort();

test("both catalogues hold the same phrases", () => {
  expect(Object.keys(zh.phrases)).toEqual(Object.keys(ja.phrases));
  expect(Object.keys(zh.told)).toEqual(Object.keys(ja.told));
});

test("no phrase stands in two parts of a catalogue", () => {
  const keys = [approval, demo, help, listings, plan, receipt, session, sessions, settings].flatMap(
    (part) => Object.keys(part),
  );
  expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
});

test("every translation is one, with the same values in it", () => {
  for (const { phrases, told } of [ja, zh]) {
    for (const [english, text] of [...Object.entries(phrases), ...Object.entries(told)]) {
      expect(text.trim()).not.toBe("");
      expect({ english, places: [...new Set(places(text))] }).toEqual({
        english,
        places: [...new Set(places(english))],
      });
    }
  }
});

test("Chinese has the stops of its own script", () => {
  const all = [...Object.values(zh.phrases), ...Object.values(zh.told)];
  expect(all.filter((text) => /\p{Script=Han}[,;?!]|[,;]\p{Script=Han}/u.test(text))).toEqual([]);
});

test("keys that are typed are the same letters in every language", () => {
  const keysOf = (text: string) =>
    /^(\[?[a-z?]\]?) {1,4}(?=\S)/.exec(text)?.[1] ?? text.match(/\[[a-z?]\]/g);
  for (const { phrases } of [ja, zh])
    for (const [english, text] of Object.entries(phrases))
      if (/^[a-z] {2}|^\[/.test(english)) expect(keysOf(text)).toEqual(keysOf(english));
});

test("every phrase is said somewhere", () => {
  const counts = Object.keys(ja.phrases).map((english) => english.replace(/^\{1\} /, ""));
  const unused = counts.filter((english) => !sources.includes(english));
  expect(unused).toEqual([]);
});

test("what the shipped skills are for and what their checks are called is told in every language", () => {
  expect(shippedTexts.length).toBeGreaterThan(40);
  for (const { told } of [ja, zh])
    expect(shippedTexts.filter((text) => !Object.hasOwn(told, text))).toEqual([]);
});

test("sentences that are translated when they are shown are still written somewhere", () => {
  const written = sources + shippedTexts.join("\n");
  const gone = Object.keys(ja.told).filter((english) =>
    english.split(/\{\d\}/).some((piece) => !written.includes(piece)),
  );
  expect(gone).toEqual([]);
});
