/**
 * Keys that were typed before a question stands there do not answer it, whenever they are typed. On a machine with no time to
 * spare a key of this test comes when the question is there already, and is an answer: the long form runs file after file.
 */

import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { report, rounds } from "../support/faults.ts";
import { InTerminal } from "../support/in-terminal.ts";
import { moodyServer } from "../support/moody-server.ts";
import { newHome } from "../support/skillet.ts";

const tries = rounds(6, 200);
/** Each of these grants something at a question about a new file. */
const keys = ["y", "s", "p", "a", "\r", "Y", "ｙ", "yes\r", "\x1b[200~y\r\x1b[201~"];

test(`${tries} times keys that are typed too early: none is an answer`, async () => {
  const home = newHome();
  const server = await moodyServer();
  const screen = new InTerminal(["--base-url", server.baseUrl, "-m", "m"], {
    cwd: `${home}/work`,
    env: { PATH: process.env.PATH ?? "", HOME: home, LANG: "C.UTF-8", TERM: "xterm" },
  });
  await screen.see("/help.");
  await screen.atPrompt();
  let typed = 0;
  for (let round = 0; round < tries; round++) {
    const questions = () => screen.written.split("WRITE?").length;
    const before = questions();
    await screen.type(`write after ${Math.floor(Math.random() * 300)} ms\r`);
    while (questions() === before) {
      screen.press(keys[Math.floor(Math.random() * keys.length)] as string);
      typed++;
      await sleep(Math.random() * 40);
    }
    await sleep(60);
    await screen.type("\x1b");
    await screen.see("STOPPED");
    await screen.atPrompt();
    // What was typed is in the editor, and nowhere else.
    expect(screen.screen.text).not.toContain("queued:");
    await screen.type("\x03");
    expect(existsSync(`${home}/work/sandbox/a.txt`)).toBe(false);
  }
  expect(server.requests.length).toBe(tries);
  await screen.type("write\r");
  await screen.see("WRITE?");
  await screen.type("y");
  await screen.see("You said: (a result)");
  expect(existsSync(`${home}/work/sandbox/a.txt`)).toBe(true);
  report(`${typed} keys typed ahead of ${tries} questions: 0 taken as an answer`);
}, 600_000);
