import { afterEach, expect, test } from "vitest";
import { ja } from "../../../src/core/messages/ja/index.ts";
import { languageOfLocale, useLanguage } from "../../../src/core/messages/language.ts";
import { counted, joined, phrase, speak, translated } from "../../../src/core/messages/phrase.ts";

afterEach(() => speak(null));

test("English stands where it is used; nothing has to be loaded for it", () => {
  expect(phrase("{1} applied, {2} left out", 3, 1)).toBe("3 applied, 1 left out");
  expect([counted(1, "line"), counted(2000, "line"), counted(2, "entry")]).toEqual([
    "1 line",
    "2,000 lines",
    "2 entries",
  ]);
});

test("the chosen language is used from then on, with its own order of the values", async () => {
  await useLanguage("ja");
  expect(phrase("all applied")).toBe("すべて適用しました");
  expect(phrase("NOT VERIFIED: {1} of {2} failed", 1, counted(6, "check"))).toBe(
    "未検証: 検証 6 件のうち 1 件が失敗",
  );
  await useLanguage("zh");
  expect(phrase("all applied")).toBe("已全部应用");
  await useLanguage("en");
  expect(phrase("all applied")).toBe("all applied");
});

test("a value that looks like a place stays what it is", () => {
  expect(phrase("{1} applied, {2} left out", "{2}", "$&")).toBe("{2} applied, $& left out");
});

test("what stands inside of a sentence of ours is told in the language too, and no blank stands behind its full stop", async () => {
  await useLanguage("ja");
  expect(translated("it had ended before: exit 1 after 327 ms")).toBe(
    "その前に終了していた: 終了コード 1(327 ms)",
  );
  expect(translated('"board" is the start of the id or name of 2 sessions.')).toBe(
    "id か名前が「board」で始まるセッションが 2 件あります。",
  );
  expect(translated('No lane named "x". Lanes: auto, native.')).toBe(
    "「x」というレーンはありません。レーン: auto, native。",
  );
  expect(joined(["済みました。", "", "/help"])).toBe("済みました。/help");
  expect(joined(["Done.", "", "/help"])).toBe("Done. /help");
});

const greetings = {
  phrases: ja.phrases,
  told: {
    ...ja.told,
    "No file {1}.": "{1} がありません。",
    "No file {1} in {2}.": "{2} に {1} がありません。",
  },
};

test("a ready sentence is translated where it is known, whole or sentence by sentence, else left alone", () => {
  speak(greetings);
  expect(translated("this list")).toBe("この一覧");
  expect(translated("No file a b.txt.")).toBe("a b.txt がありません。");
  expect(translated("No file a in b.")).toBe("b に a がありません。");
  expect(translated("No file x. It is gone.")).toBe("x がありません。It is gone.");
  expect(translated("Something else.")).toBe("Something else.");
  expect(translated("toString")).toBe("toString");
});

test("a value that is words of ours is looked up as well, where the translation says so", async () => {
  await useLanguage("ja");
  expect(translated("The name has 2 hidden characters (U+202E, U+200B).")).toBe(
    "name に見えない文字 2 個(U+202E, U+200B)があります。",
  );
  // Only where it is known; a template that stands on it is another sentence otherwise.
  expect(translated("Invalid YAML: bad indentation; read line by line.")).toBe(
    "YAML に誤りがあります: bad indentation。1 行ずつ読みました。",
  );
  expect(translated("The name has a blank.")).toBe("The name has a blank.");
  // What is anybody's stays as it is, also when it reads like words of ours.
  expect(translated('There is no session "it is cut off".')).toContain("it is cut off");
});

test("a long hostile sentence is looked up in time that grows with its length only", () => {
  speak(greetings);
  const long = "No file ".repeat(50_000);
  expect(translated(long)).toBe(long);
  for (const nested of ["it it ", "the command the line ", "x is refused: y is refused: "])
    expect(translated(nested.repeat(50_000)).length).toBeGreaterThan(50_000);
});

test("the locale's language is taken where its encoding can show us", () => {
  const named = [
    "ja_JP.UTF-8",
    "ja_JP.utf8",
    "ja",
    "zh_CN.UTF-8",
    "zh_TW",
    "zh-Hans",
    "ja_JP.UTF-8@x",
  ];
  expect(named.map(languageOfLocale)).toEqual(["ja", "ja", "ja", "zh", "zh", "zh", "ja"]);
  const others = [
    "C",
    "C.UTF-8",
    "POSIX",
    "en_US.UTF-8",
    "de_DE",
    "ja_JP.eucJP",
    "zh_CN.GBK",
    "",
    undefined,
  ];
  expect(new Set(others.map(languageOfLocale))).toEqual(new Set(["en"]));
});
