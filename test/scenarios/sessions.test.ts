/** Leaving and coming back, key by key: names, copies, choosing, a new conversation in between. */

import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { InTerminal } from "../support/in-terminal.ts";
import { moodyServer } from "../support/moody-server.ts";
import { newHome, skillet } from "../support/skillet.ts";

async function world() {
  const home = newHome();
  const server = await moodyServer();
  const start = (...args: string[]) =>
    new InTerminal([...args, "--base-url", server.baseUrl, "-m", "m"], {
      cwd: `${home}/work`,
      env: {
        ...{ PATH: process.env.PATH ?? "", HOME: home, LANG: "C.UTF-8", TERM: "xterm" },
        EDITOR: "true",
      },
    });
  /** What the last request held of the conversation. */
  const told = () =>
    server.requests
      .at(-1)
      ?.messages.filter(({ role }) => role === "user")
      .map(({ content }) => content);
  return { home, start, told };
}

async function left(screen: InTerminal): Promise<void> {
  await screen.type("/exit\r");
  await screen.see("Continue: skillet -c");
  expect(await screen.ended).toEqual({ exit: 0, same: true });
}

test("a session is named, copied at a turn, left, and come back to by name and from the list", async () => {
  const { start, told } = await world();
  const first = start();
  await first.see("/help.");
  for (const words of ["one", "two"]) {
    await first.type(`${words}\r`);
    await first.see(`You said: ${words}`);
    await first.atPrompt();
  }
  await first.type("/name 掲示板 Board\r");
  await first.see('skillet --resume "掲示板 Board"');
  await first.atPrompt();
  await first.type("/fork\r");
  await first.see("2  two");
  await first.see("turn> ");
  await first.type("1\r");
  await first.see("Forked from ");
  await first.atPrompt();
  await first.type("other way\r");
  await first.see("You said: other way");
  expect(told()).toEqual(["one", "other way"]);
  await first.atPrompt();
  await first.type("/clear\r");
  await first.see("A new conversation.");
  await first.atPrompt();
  await first.type("/resume 掲示\r");
  await first.see("掲示板 Board: Resumed, 2 turns so far.");
  await first.see("> two");
  await first.see("You said: two");
  await first.see("DONE");
  await first.atPrompt();
  await first.type("three\r");
  await first.see("You said: three");
  expect(told()).toEqual(["one", "two", "three"]);
  await first.atPrompt();
  await left(first);

  const second = start("-r");
  await second.see("掲示板 Board: one");
  await second.see("2  ");
  await second.see("session> ");
  await second.type("9\r");
  await second.see('There is no session "9".');
  await second.see("session> ");
  await second.type("2\r");
  await second.see("Resumed, 2 turns so far.");
  await second.see("/help.");
  await second.see("> other way");
  await second.see("You said: other way");
  await second.see("DONE");
  await second.type("again\r");
  await second.see("You said: again");
  expect(told()).toEqual(["one", "other way", "again"]);
  await second.atPrompt();
  await left(second);
}, 60_000);

test("who wants none of the list leaves with nothing done; what was never used is not in it", async () => {
  const { start, home } = await world();
  const unused = start();
  await unused.see("/help.");
  await unused.type("/exit\r");
  expect(await unused.ended).toEqual({ exit: 0, same: true });
  expect(unused.written).not.toContain("Continue:");
  const none = start("-r");
  await none.see("This folder has no session to go on with.");
  expect(await none.ended).toEqual({ exit: 42, same: true });
  const used = start("hello");
  await used.see("You said: hello");
  await used.atPrompt();
  await left(used);
  const asked = start("--resume");
  await asked.see("session> ");
  await asked.type("\x1b");
  expect(await asked.ended).toEqual({ exit: 0, same: true });
  expect(existsSync(`${home}/work/sandbox`)).toBe(true);
}, 60_000);

test("a session that is open elsewhere is not written to by two; a copy of it goes on", async () => {
  const { start, home } = await world();
  const open = start("hello");
  await open.see("You said: hello");
  await open.atPrompt();
  const script = [{ text: "Yes." }];
  const refused = await skillet(["-c", "-p", "more"], { home, script });
  expect([refused.code, refused.requests.length]).toEqual([1, 0]);
  expect(refused.stderr).toMatch(/This session is open in process \d+\..*--fork-session/s);
  const copy = await skillet(["-c", "--fork-session", "-p", "more"], { home, script });
  expect([copy.code, copy.stdout]).toEqual([0, "Yes.\n"]);
  const list = await skillet(["sessions", "list"], { home, noEndpoint: true });
  expect(list.stdout).toMatch(/hello {2}\[open in process \d+\]/);
  const removed = await skillet(["sessions", "rm", "-y", idOfOpen(list.stdout)], {
    home,
    noEndpoint: true,
  });
  expect([removed.code, removed.stderr]).toEqual([1, expect.stringContaining("open in process")]);
  await left(open);
}, 60_000);

function idOfOpen(list: string): string {
  return (
    list
      .split("\n")
      .find((line) => line.includes("[open"))
      ?.split(" ")[0] ?? ""
  );
}
