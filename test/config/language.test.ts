import { expect, test } from "vitest";
import { languageFrom } from "../../src/config/language.ts";

test("the flag wins over the locale; one that names no language counts as not given", () => {
  const env = { LANG: "ja_JP.UTF-8" };
  expect(languageFrom(env, "en")).toBe("en");
  expect(languageFrom(env)).toBe("ja");
  expect(languageFrom(env, "klingon")).toBe("ja");
});

test("LC_ALL wins over LC_MESSAGES, that over LANG; empty counts as not set", () => {
  const all = { LC_ALL: "C", LC_MESSAGES: "zh_CN.UTF-8", LANG: "ja_JP.UTF-8" };
  expect(languageFrom(all)).toBe("en");
  expect(languageFrom({ ...all, LC_ALL: "" })).toBe("zh");
  expect(languageFrom({ ...all, LC_ALL: "", LC_MESSAGES: undefined })).toBe("ja");
  expect(languageFrom({})).toBe("en");
});
