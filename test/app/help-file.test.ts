/** Help in the reader's language: at once where the locale tells, the slow way where somebody else may. */

import { expect, test } from "vitest";
import { commands } from "../../src/app/commands/index.ts";
import { type Flag, flags } from "../../src/app/flags.ts";
import { helpFile, settingsPlace } from "../../src/app/help-file.ts";
import { languageFrom } from "../../src/config/language.ts";
import { pathsOf } from "../../src/config/paths.ts";
import { ja } from "../../src/core/messages/ja/index.ts";
import { useLanguage } from "../../src/core/messages/language.ts";
import { translated } from "../../src/core/messages/phrase.ts";
import { zh } from "../../src/core/messages/zh/index.ts";

const names = [
  "",
  "C",
  "POSIX",
  "en_US.UTF-8",
  "de_DE",
  "ja_JP.UTF-8",
  "ja_JP.utf8",
  "ja",
  "JA_JP",
];
const others = [
  "zh_CN.UTF-8",
  "zh_TW",
  "zh-Hans",
  "ja_JP.eucJP",
  "ja_JP@x",
  "zhx",
  "java",
  "zh_CN.GB2312",
];

test("the ready help is the one that the slow way would print", () => {
  for (const name of [...names, ...others]) {
    for (const env of [
      { LANG: name },
      { LC_ALL: name, LANG: "ja_JP.UTF-8" },
      { LC_MESSAGES: name, LANG: "en_US.UTF-8" },
    ]) {
      const file = helpFile(env, "");
      const language = languageFrom(env);
      const ready = language === "en" ? "help.txt" : `help.${language}.txt`;
      expect([file, null], JSON.stringify(env)).toContain(file === null ? null : ready);
    }
  }
  expect(helpFile({ LANG: "ja_JP.UTF-8" }, "")).toBe("help.ja.txt");
  expect(helpFile({ LANG: "zh_CN.UTF-8" }, "")).toBe("help.zh.txt");
  expect(helpFile({}, '{ "color": true }')).toBe("help.txt");
});

test("settings that speak of a language are read the slow way", () => {
  expect(helpFile({}, '{ "lang": "ja" }')).toBeNull();
  expect(helpFile({ LANG: "ja_JP.UTF-8" }, '// "lang": "zh"')).toBeNull();
});

test("settings are looked for where they are", () => {
  for (const env of [
    { HOME: "/home/u" },
    { HOME: "/home/u", XDG_CONFIG_HOME: "/x" },
    { HOME: "/home/u", XDG_CONFIG_HOME: "relative" },
    { HOME: "/home/u", XDG_CONFIG_HOME: "/x", SKILLET_CONFIG_DIR: "/c" },
  ])
    expect(settingsPlace(env)).toBe(`${pathsOf(env).config}/settings.json`);
});

test("every command, flag and action says in each language what it is", async () => {
  const of = (list: readonly Flag[] = []) =>
    list.flatMap(({ describe, group }) => [describe, group]);
  const texts = [
    ...of(flags),
    ...commands.flatMap(({ describe, flags: own }) => [describe, ...of(own)]),
    ...commands.flatMap(({ usage }) =>
      usage.split("\n").flatMap((line) => / {2,}(?!skillet )(\S.*)$/.exec(line)?.[1] ?? []),
    ),
  ];
  for (const [language, { told }] of [
    ["ja", ja],
    ["zh", zh],
  ] as const) {
    await useLanguage(language);
    // The one with the names of the lanes in it is found by its form.
    const missing = texts.filter((text) => !Object.hasOwn(told, text) && translated(text) === text);
    await useLanguage("en");
    expect(missing).toEqual([]);
  }
});
