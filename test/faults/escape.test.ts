/** Esc and Ctrl-C as keys, wherever something runs: it stops at once, what was typed meanwhile is kept, and the conversation goes on. */

import { expect, test } from "vitest";
import { report, some } from "../support/faults.ts";
import { InTerminal } from "../support/in-terminal.ts";
import { moodyServer } from "../support/moody-server.ts";
import { newHome } from "../support/skillet.ts";

const states = [
  ["a reply that streams without an end", "stream\r", "more words. more words."],
  ["a reply that does not begin", "after 60000 ms\r", "waiting for the model"],
  ["the wait for the next try", "retry\r", "overloaded"],
  ["a command of the model's", "command\r", "sleep 60"],
  ["a command of the user's own", "!echo begun; sleep 60\r", "\nbegun"],
  ["a question", "write\r", "WRITE?"],
] as const;
const keys = { Esc: "\x1b", "Ctrl-C": "\x03" } as const;

const cells = Object.entries(keys).flatMap(([name, key]) =>
  states.map(([state, prompt, shows]) => [name, state, key, prompt, shows] as const),
);

test.each(some(cells, 7))(
  "%s stops %s at once",
  async (name, state, key, prompt, shows) => {
    const home = newHome();
    const { baseUrl, requests } = await moodyServer();
    const screen = new InTerminal(
      ["--base-url", baseUrl, "-m", "m", "--allow", "shell:echo", "--approval-mode", "yolo"].filter(
        (word) => state !== "a question" || !["--approval-mode", "yolo"].includes(word),
      ),
      {
        cwd: `${home}/work`,
        env: { PATH: process.env.PATH ?? "", HOME: home, LANG: "C.UTF-8", TERM: "xterm" },
      },
    );
    await screen.see("/help.");
    await screen.atPrompt();
    await screen.type(prompt);
    await screen.shows(shows);
    if (state !== "a question") await screen.type("typed meanwhile");
    const asked = requests.length;
    const from = performance.now();
    await screen.type(key);
    await screen.atPrompt();
    const took = Math.round(performance.now() - from);
    // Waiting for it to end, or for the escape sequence that Esc could begin, is a second at most.
    expect(took).toBeLessThan(3000);
    // What stops one thing starts no other.
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(requests).toHaveLength(asked);
    if (state !== "a question") await screen.shows("typed meanwhile");
    await screen.type("\x15", "still here\r");
    await screen.see("You said: still here");
    await screen.type("\x04");
    expect(await screen.ended).toEqual({ exit: 0, same: true });
    report(`${name} in ${state}: the prompt is back after ${took} ms`);
  },
  60_000,
);
