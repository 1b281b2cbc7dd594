import { afterEach, expect, test } from "vitest";
import { checkName, checkWords } from "../../src/core/check-words.ts";
import { useLanguage } from "../../src/core/messages/language.ts";

afterEach(() => useLanguage("en"));

const told = [
  'exit 0, contains "A, b", lacks "no "x""',
  "400 or 403, no header set-cookie",
  '302 to /login, contains "a", body: Sorry, contains "x"',
  "exists, only a part could be seen",
  "/health answers on port 5000",
];

test("in English what a check expected and found stays as it is", () => {
  for (const text of told) expect(checkWords(text)).toBe(text);
});

test("the names of checks that come with Skillet are told in the language, names of others stay", async () => {
  const names = ["start python3 app.py", "the page answers", "stop", "port 5000 is closed", "mine"];
  expect(names.map(checkName)).toEqual(names);
  await useLanguage("ja");
  expect(names.map(checkName)).toEqual([
    "起動: python3 app.py",
    "ページが応答する",
    "停止",
    "ポート 5000 は閉じている",
    "mine",
  ]);
});

test("in another language every part of it is told in that, what programs say is left alone", async () => {
  await useLanguage("ja");
  expect(told.map(checkWords)).toEqual([
    '終了コード 0、「A, b」を含む、「no "x"」を含まない',
    "400 または 403、ヘッダー set-cookie なし",
    '302(/login へ)、「a」を含む, body: Sorry, contains "x"',
    "存在する、一部しか確認できません",
    "/health がポート 5000 で応答する",
  ]);
  await useLanguage("zh");
  expect(checkWords('exit 1 after 85 ms, no "ok"')).toBe("退出码 1（85 ms），没有“ok”");
});
