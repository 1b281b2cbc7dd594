/** A command that takes too long, in a real terminal: what was typed before answers nothing, and what is kept ends with the session. */

import { readdirSync, readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, onTestFinished, test } from "vitest";
import { startScriptedServer } from "../../src/model/scripted-server.ts";
import { readLog } from "../../src/session/read.ts";
import { InTerminal } from "../support/in-terminal.ts";
import { logsIn } from "../support/long-run.ts";
import { newHome } from "../support/skillet.ts";

/** A number nobody else sleeps for. */
const mark = `${process.pid}.75`;

function isRunning(): boolean {
  return readdirSync("/proc").some((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, "utf8") === `sleep\0${mark}\0`;
    } catch {
      return false;
    }
  });
}

test("it is asked what becomes of it; kept, it is in /ps and told to the model, and it ends at exit", async () => {
  const home = newHome();
  const command = `echo up; exec sleep ${mark}`;
  const server = await startScriptedServer({
    turns: [
      { calls: [{ name: "shell", arguments: { command, timeoutMs: 1500 } }] },
      ({ lastResult }) => ({ text: `I was told: ${lastResult.split(":")[0]}.` }),
      ({ body }) => ({ text: `Then came: ${lastWords(body)}` }),
    ],
  });
  onTestFinished(() => server.close());
  const args = ["--base-url", server.baseUrl, "-m", "m", "--approval-mode", "yolo"];
  const screen = new InTerminal(args, {
    cwd: `${home}/work`,
    env: { PATH: process.env.PATH ?? "", HOME: home, LANG: "C.UTF-8", TERM: "xterm" },
  });
  await screen.see("/help.");
  await screen.atPrompt();
  await screen.type("go\r");
  // Each of these would be an answer; they are typed for afterwards.
  await screen.type("b", "m", "e", "\r");
  await screen.see("TIME?  1.5s are over");
  await screen.see("[e] end it");
  await sleep(400);
  expect(isRunning()).toBe(true);
  expect(screen.screen.text).toMatch(/\[e\] end it {2}\[\?\] help\s*$/);
  await screen.type("\r", "b");
  await screen.see("kept in the background");
  await screen.see("I was told: Running in the background as p1.");
  await screen.see("running   p1 echo up");
  await screen.see("Then came: bme");
  await screen.atPrompt();
  await screen.type("/ps\r");
  await screen.see(`p1  echo up; exec sleep ${mark}`);
  expect(isRunning()).toBe(true);
  await screen.type("/exit\r");
  expect(await screen.ended).toEqual({ exit: 0, same: true });
  expect(isRunning()).toBe(false);
  const results = readLog(logsIn(home)[0] ?? "").entries.filter(
    (entry) => entry.type === "tool_result",
  );
  expect(results).toMatchObject([
    { isError: false, effect: { kind: "exec", command, cwd: ".", background: true } },
  ]);
});

function lastWords(body: Record<string, unknown>): string {
  const messages = body.messages as { content: string }[];
  return messages.at(-1)?.content ?? "";
}
