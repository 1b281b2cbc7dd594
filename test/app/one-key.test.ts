/** Questions outside of a review, in a real terminal: a single key answers them, and nothing that was typed before. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { InTerminal } from "../support/in-terminal.ts";
import { newHome, skillet } from "../support/skillet.ts";

/** A home with a session that has changed one file, and what starts Skillet there. */
async function changed() {
  const home = newHome();
  const file = `${home}/work/sandbox/a.txt`;
  mkdirSync(`${home}/work/sandbox`);
  writeFileSync(file, "old\n");
  const write = { name: "write_file", arguments: { path: "a.txt", content: "new\n" } };
  const script = [{ calls: [write] }, { text: "Done." }];
  await skillet(["-p", "change it", "--approval-mode", "yolo"], { home, script });
  const start = (args: readonly string[], env: Record<string, string> = {}) =>
    new InTerminal(args, {
      cwd: `${home}/work`,
      env: { PATH: process.env.PATH ?? "", HOME: home, LANG: "C.UTF-8", TERM: "xterm", ...env },
    });
  return { home, start, text: () => readFileSync(file, "utf8") };
}

const chat = ["-c", "--base-url", "http://127.0.0.1:1", "-m", "m"];

test("/undo and /redo are answered by one key, also a full-width one; Enter answers nothing, Esc and Ctrl-C are a no", async () => {
  const { start, text } = await changed();
  const screen = start(chat);
  await screen.see("/help.");
  for (const no of ["\x1b", "\x03", "n", "\x04"]) {
    await screen.atPrompt();
    await screen.type("/undo\r");
    await screen.see("[y] do it  [n] no");
    await screen.type("\r", no);
    await screen.see("Only the keys that are shown answer this.");
    await screen.see("Nothing was changed.");
  }
  expect(text()).toBe("new\n");
  await screen.atPrompt();
  await screen.type("/undo\r");
  await screen.see("[y] do it");
  // A paste is no answer.
  await screen.type("\x1b[200~y\x1b[201~", "ｙ");
  await screen.see("Undone c1");
  expect(text()).toBe("old\n");
  await screen.atPrompt();
  await screen.type("/redo\r");
  await screen.see("[y] do it");
  await screen.type("y");
  await screen.see("Redone c1");
  expect(text()).toBe("new\n");
  await screen.type("/exit\r");
  expect(await screen.ended).toEqual({ exit: 0, same: true });
});

test("a key that was typed before the question stood there is no answer", async () => {
  const { home, start, text } = await changed();
  const undo = start(["undo"]);
  undo.press("y");
  await undo.see("[y] do it");
  await undo.type("n");
  await undo.see("Nothing was changed.");
  expect(text()).toBe("new\n");
  const list = await skillet(["sessions", "list", "--json"], { home, noEndpoint: true });
  const remove = start(["sessions", "rm", JSON.parse(list.stdout)[0].id]);
  remove.press("y");
  await remove.see("[y] yes");
  await remove.type("n");
  await remove.see("  no");
  const after = await skillet(["sessions", "list", "--json"], { home, noEndpoint: true });
  expect(after.stdout).toBe(list.stdout);
});

test("for a screen reader the keys are numbered, and a number is one", async () => {
  const { start, text } = await changed();
  const screen = start([...chat, "--screen-reader"]);
  await screen.see("/help.");
  await screen.type("/undo\r");
  await screen.see("1. [y] do it");
  await screen.see("2. [n] no");
  await screen.type("2");
  await screen.see("Nothing was changed.");
  await screen.type("/undo\r");
  await screen.see("2. [n] no");
  await screen.type("1");
  await screen.see("Undone c1");
  expect(text()).toBe("old\n");
});

test("skillet undo asks in the same way, numbered where the settings are for a screen reader", async () => {
  const { home, start, text } = await changed();
  const no = start(["undo"]);
  await no.see("[y] do it  [n] no");
  await no.type("\r", "\x03");
  await no.see("Nothing was changed.");
  expect(await no.ended).toEqual({ exit: 0, same: true });
  mkdirSync(`${home}/.config/skillet`, { recursive: true });
  writeFileSync(`${home}/.config/skillet/settings.json`, '{"screenReader": true, "lang": "ja"}');
  const yes = start(["undo"]);
  await yes.see("1. [y] 実行");
  await yes.type("1");
  await yes.see("c1 を取り消しました");
  expect((await yes.ended).same).toBe(true);
  expect(text()).toBe("old\n");
});

test("a session is removed by one key, and kept by Esc, Ctrl-C and whatever is no key of the question", async () => {
  const { home, start } = await changed();
  const sessions = async () => {
    const list = await skillet(["sessions", "list", "--json"], { home, noEndpoint: true });
    return JSON.parse(list.stdout) as { id: string }[];
  };
  const [{ id } = { id: "" }] = await sessions();
  for (const no of ["\x1b", "\x03", "n"]) {
    const screen = start(["sessions", "rm", id]);
    await screen.see("for good?");
    await screen.see("[y] yes  [n] no");
    await screen.type("\r", "z", no);
    await screen.see("y is yes, n is no.");
    await screen.see("  no");
    expect(await screen.ended).toEqual({ exit: 0, same: true });
    expect(await sessions()).toHaveLength(1);
  }
  const plain = start(["sessions", "rm", id], { TERM: "dumb" });
  await plain.see("1. [y] yes");
  await plain.type("1");
  await plain.see("Removed");
  expect(await sessions()).toEqual([]);
});

test("the list of sessions takes a full-width number, and no Enter that was typed before it stood there", async () => {
  const { home, start } = await changed();
  await skillet(["-p", "second"], { home, script: [{ text: "Done." }] });
  const screen = start(["-r", "--base-url", "http://127.0.0.1:1", "-m", "m"]);
  screen.press("\r");
  await screen.see("session>");
  await screen.type("２", "\r");
  await screen.see("/help.");
  await screen.see("change it");
  await screen.type("/exit\r");
  expect((await screen.ended).exit).toBe(0);
});
