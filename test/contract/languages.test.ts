/** Help and listings in the language of the flag, the settings or the locale; what programs read is the same in each. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runCommand } from "../../src/app/command-line.ts";
import { commands } from "../../src/app/commands/index.ts";
import { processIo } from "../../src/app/io.ts";
import { writeFiles } from "../support/folder-with.ts";
import { newHome, skillet } from "../support/skillet.ts";

const japanese = { LANG: "ja_JP.UTF-8" };

function settings(home: string, text: string): void {
  mkdirSync(join(home, ".config/skillet"), { recursive: true });
  writeFileSync(join(home, ".config/skillet/settings.json"), text);
}

const say = (home: string, args: readonly string[], env: Record<string, string> = {}) =>
  skillet(args, { home, env, noEndpoint: true });

test("--help is in the language of the flag, then of the settings, then of the locale; broken settings are in nobody's way", async () => {
  const home = newHome();
  const help = async (args: string[], env = {}) => (await say(home, args, env)).stdout;
  expect(await help(["--help"])).toContain("Commands:");
  expect(await help(["--help"], japanese)).toContain("コマンド:");
  expect(await help(["--help"], { LANG: "zh_CN.UTF-8" })).toContain("命令：");
  expect(await help(["undo", "--help"], japanese)).toContain("チェックポイントの一覧");
  settings(home, '{ "lang": "zh" }');
  expect(await help(["--help"], japanese)).toContain("命令：");
  expect(await help(["--help", "--lang", "ja"])).toContain("コマンド:");
  expect(await help(["--help", "--lang=en"], japanese)).toContain("Commands:");
  settings(home, '{ "lang": ');
  const broken = await say(home, ["--help"], japanese);
  expect([broken.code, broken.stdout]).toEqual([0, expect.stringContaining("コマンド:")]);
});

test("listings of sessions, skills and rules are in the language of the settings, their JSON is not", async () => {
  const home = newHome();
  settings(home, '{ "rules": ["deny shell:rm"] }');
  writeFiles(home, {
    "work/.skillet/skills/local/SKILL.md": "---\nname: local\ndescription: Does it.\n---\nGo.\n",
    ".skillet/skills/broken/SKILL.md": "no front matter\n",
  });
  await skillet(["-p", "hello"], { home, script: [{ text: "Hi." }] });
  const [{ id }] = JSON.parse((await say(home, ["sessions", "list", "--json"])).stdout);
  const commands = [
    ["sessions", "list"],
    ["sessions", "show", id],
    ["skills", "list"],
    ["skills", "show", "haiku"],
    ["permissions", "list"],
    ["permissions", "test", "rm x"],
    ["undo", "--list"],
  ];
  const json = async (lang: string) => {
    settings(home, `{ "lang": "${lang}", "rules": ["deny shell:rm"] }`);
    const asJson = commands.filter(([name]) => name !== "undo");
    const runs = [];
    for (const command of asJson) {
      const told = JSON.parse((await say(home, [...command, "--json"])).stdout);
      // The question as the terminal would show it (DESIGN 6.5).
      delete told.prompt;
      runs.push(told);
    }
    return runs;
  };
  const english = await json("en");
  expect(await json("ja")).toEqual(english);
  const text = [];
  for (const command of commands) text.push((await say(home, command)).stdout);
  const [list, shown, skills, , rules, judged, undo] = text;
  expect(list).toContain("1 ターン");
  expect(shown).toContain("完了");
  expect(skills).toMatch(/local +project +\[信頼されていないため不使用\]/);
  expect(skills).toMatch(/broken +user +\[修復済み\][^\n]*\n {2}1:1 警告: /);
  expect(rules).toBe("user     deny  shell:rm\n");
  expect(judged).toContain("(ルール shell:rm)");
  expect(undo).toBe("このセッションではファイルは変更されていません。\n");
  const rm = await say(home, ["sessions", "rm", id]);
  expect(rm.code).toBe(60);
  expect(rm.stderr).toMatch(/完全に削除しますか\? 確認する相手がいないため/);
  expect(rm.stderr).toContain(`skillet sessions rm ${id} -y`);
  expect((await say(home, ["sessions", "rm", id, "-y"])).stdout).toBe(`${id} を削除しました。\n`);
  const none = await say(home, ["sessions", "list"]);
  expect(none.stdout).toContain("まだセッションがありません");
  // Two dozen runs one after the other.
}, 90_000);

test("--lang holds for every command, over settings and locale, and wherever it stands", async () => {
  const home = newHome();
  settings(home, '{ "lang": "zh", "rules": ["deny shell:rm"] }');
  const ja = "許可するルールがありません";
  for (const args of [
    ["permissions", "test", "ls", "--lang", "ja"],
    ["permissions", "--lang=ja", "test", "ls"],
  ]) {
    expect(await say(home, args)).toMatchObject({ code: 0, stdout: expect.stringContaining(ja) });
  }
  for (const command of ["sessions list", "skills list", "undo --list", "verify", "replay none"]) {
    const { stderr } = await say(home, [...command.split(" "), "--lang", "ja"]);
    expect(stderr, command).not.toContain("--lang");
  }
  const missing = await say(home, ["sessions", "list", "--lang"]);
  expect([missing.code, missing.stderr]).toEqual([
    42,
    expect.stringContaining("--lang needs a value: en|ja|zh."),
  ]);
  const unknown = await say(home, ["sessions", "list", "--lang", "fr"]);
  expect([unknown.code, unknown.stderr]).toEqual([
    42,
    'skillet: --lang cannot be "fr".\n  It is one of en, ja, zh.\n',
  ]);
});

test("the help of every command lists --lang, once", async () => {
  for (const { name } of commands) {
    let help = "";
    const out = (text: string) => {
      help += text;
    };
    await runCommand([name, "--help"], { ...processIo([]), out });
    expect(help.match(/--lang /g), name).toHaveLength(1);
  }
});
