/** The conversation in a real terminal, key by key. */

import { existsSync, readFileSync, statSync } from "node:fs";
import { expect, test } from "vitest";
import { InTerminal } from "../support/in-terminal.ts";
import { moodyServer } from "../support/moody-server.ts";
import { newHome } from "../support/skillet.ts";

async function conversation(env: Record<string, string> = {}, home = newHome()) {
  const server = await moodyServer();
  const screen = new InTerminal(["--base-url", server.baseUrl, "-m", "m"], {
    cwd: `${home}/work`,
    env: { PATH: process.env.PATH ?? "", HOME: home, LANG: "C.UTF-8", TERM: "xterm", ...env },
  });
  await screen.see("/help.");
  await screen.see("> ");
  return { screen, server, home };
}

/** The text of the last prompt that was sent. */
function sent({ requests }: Awaited<ReturnType<typeof moodyServer>>): string | undefined {
  return requests.at(-1)?.messages.findLast(({ role }) => role === "user")?.content;
}

test("a prompt of several lines, in Japanese, with the cursor where it is typed", async () => {
  const { screen, server } = await conversation();
  await screen.type("掲示板を作って", "\n", "名前は「雑談」で👨‍👩‍👧");
  await screen.until(() => screen.screen.text.endsWith("で👨‍👩‍👧"), "family");
  expect(screen.screen.cursor.column).toBe(2 + 18);
  await screen.type("\x01", "\x1b[C", "\x1b[C");
  await screen.until(() => screen.screen.cursor.column === 6, "moved cursor");
  await screen.type("\r");
  await screen.see("You said:");
  expect(sent(server)).toBe("掲示板を作って\n名前は「雑談」で👨‍👩‍👧");
});

test("a paste of fifty lines is one unit and is sent whole", async () => {
  const { screen, server } = await conversation();
  const lines = Array.from({ length: 50 }, (_, line) => `line ${line}`).join("\r");
  await screen.type("see ", `\x1b[200~${lines}\x1b[201~`, " ok");
  await screen.shows("[paste 1: 50 lines] ok");
  await screen.type("\r");
  await screen.see("You said:");
  expect(sent(server)).toBe(`see ${lines.replaceAll("\r", "\n")} ok`);
});

test("what is typed while it works is queued and sent afterwards; stopped, it is given back", async () => {
  const { screen, server } = await conversation();
  await screen.type("stream\r");
  await screen.see("more words.");
  // One by one as it is seen: what a busy machine hands over at once would be a paste.
  for (const word of ["first", "second"]) {
    await screen.type(word);
    await screen.shows(`next> ${word}`);
    await screen.type("\r");
    await screen.shows(`queued: ${word}`);
  }
  await screen.type("third");
  await screen.shows("next> third");
  expect(screen.screen.text).toContain("queued: first\nqueued: second\nnext> third");
  await screen.type("\x1b");
  await screen.see("STOPPED");
  await screen.until(() => screen.screen.text.endsWith("> first\n  second\n  third"), "queue");
  await screen.type("\r");
  await screen.see("You said: first");
  expect(sent(server)).toBe("first\nsecond\nthird");
  await screen.type("write\r");
  await screen.shows("WRITE?");
  await screen.type("n");
  await screen.see("> ");
});

test("stopped, nothing of the status line is left on the screen; continued, it stands there once", async () => {
  const { screen } = await conversation();
  await screen.type("retry\r");
  await screen.shows("trying again");
  await screen.type("\x1a");
  await screen.until(() => screen.stopped !== null, "stop");
  expect(screen.screen.text).not.toContain("trying again");
  screen.screen.write("^Z\r\n[1]+  Stopped   skillet\r\n$ fg\r\nskillet\r\n");
  screen.foreground();
  await screen.shows("trying again");
  expect(screen.screen.text.split("trying again")).toHaveLength(2);
  expect(screen.screen.text).toMatch(/\$ fg\nskillet\n.*trying again.*Ctrl-C stops$/);
  await screen.type("\x03");
  await screen.atPrompt();
  await screen.type("/exit\r");
  expect((await screen.ended).exit).toBe(0);
});

test("a command of the user's own runs in the fence, is shown, kept, and told with the next prompt", async () => {
  const { screen, server, home } = await conversation();
  await screen.type("!echo own > made.txt; cat made.txt; exit 3\r");
  await screen.shows("own\n(exit 3 after");
  expect(readFileSync(`${home}/work/sandbox/made.txt`, "utf8")).toBe("own\n");
  await screen.type("what did I do?\r");
  await screen.see("You said: what did I do?");
  const told = server.requests
    .at(-1)
    ?.messages.map(({ content }) => content)
    .join("\n");
  expect(told).toContain("$ echo own > made.txt; cat made.txt; exit 3\nexit 3");
  await screen.type("\x04");
  await screen.ended;
});

test("Tab completes commands and files; the model is told which file is meant", async () => {
  const { screen, server } = await conversation();
  await screen.type("!mkdir -p notes .git; echo x > notes/ideas.md; echo x > notes/issues.md\r");
  await screen.until(() => screen.screen.text.endsWith("\n>"), "prompt");
  await screen.type("/rec", "\t");
  await screen.shows("> /receipt");
  await screen.type("\x15", "see @n", "\t");
  await screen.shows("see @notes/");
  await screen.type("i", "\t");
  await screen.shows("@notes/ideas.md  @notes/issues.md");
  await screen.type("d", "\t", "\r");
  await screen.see("You said:");
  expect(sent(server)).toBe(
    "see @notes/ideas.md \n\n@ names what is in the output directory: notes/ideas.md",
  );
});

test("earlier prompts are there in the next run, for their user alone and without keys", async () => {
  const { screen, home } = await conversation();
  const key = `sk-${"a1".repeat(20)}`;
  await screen.type(`use ${key} please\r`);
  await screen.see("You said:");
  await screen.type("\x04");
  expect((await screen.ended).exit).toBe(0);
  const file = `${home}/.local/state/skillet/history.jsonl`;
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readFileSync(file, "utf8")).not.toContain(key);
  const { screen: next } = await conversation({}, home);
  await next.type("\x12", "please");
  await next.shows("use [redacted:api-key] please");
});

test("Ctrl-G opens the user's editor and takes what it leaves", async () => {
  const { screen, server } = await conversation({ EDITOR: "sed -i s/one/zwei/" });
  await screen.type("one", "\x07");
  await screen.shows("> zwei");
  await screen.type("\r");
  await screen.see("You said: zwei");
  expect(sent(server)).toBe("zwei");
});

test("a narrower and a wider terminal show what is typed once", async () => {
  const { screen } = await conversation();
  await screen.type("a text that is long enough for two rows of sixty columns, 日本語も入れて");
  await screen.shows("入れて");
  screen.resize(40, 24);
  await screen.type("!");
  await screen.until(() => screen.screen.text.endsWith("入れて!"), "text");
  screen.resize(80, 24);
  await screen.type("?");
  await screen.until(() => screen.screen.text.endsWith("入れて!?"), "text");
  expect(screen.screen.text.split("> a text").length).toBe(2);
});

test("signs that an input method wrote full width are understood", async () => {
  const { screen } = await conversation();
  await screen.type("／ｐｓ\r");
  await screen.shows("Nothing runs");
  await screen.type("write\r");
  await screen.shows("WRITE?");
  await screen.type("Ｙ");
  await screen.see("You said: (a result)");
});

test("Ctrl-C at a question says no and stops the turn; a second one right after it leaves", async () => {
  const { screen, home } = await conversation();
  await screen.type("write\r");
  await screen.see("WRITE?");
  await screen.type("\x03");
  await screen.see("STOPPED");
  await screen.atPrompt();
  await screen.type("\x03");
  expect(await screen.ended).toEqual({ exit: 130, same: true });
  expect(existsSync(`${home}/work/sandbox/a.txt`)).toBe(false);
});

test.each([
  ["at the prompt", "hel", "> hel"],
  ["while a reply streams", "stream\r", "more words."],
  ["at a question", "write\r", "WRITE?"],
])("two Ctrl-C that arrive at once leave %s", async (_where, keys, shown) => {
  const { screen } = await conversation();
  await screen.type(keys);
  await screen.shows(shown);
  screen.press("\x03\x03");
  expect(await screen.ended).toEqual({ exit: 130, same: true });
});

test("TERM=dumb gets no escape at all: plain lines, numbered choices, and what is edited is shown without them", async () => {
  const { screen, server, home } = await conversation({ TERM: "dumb" });
  await screen.type("helo", "\x1b[D", "l", "\x05", " 世界", "\x08", "\r");
  await screen.see("You said: hello 世");
  expect(screen.screen.text).toContain("\n> hello 世\n");
  expect(sent(server)).toBe("hello 世");
  await screen.atPrompt();
  await screen.type("a text that is longer than one row of eighty columns is, ".repeat(2), "\x0c");
  await screen.type("\x01", "\x0b", "\t", "/he", "\t", "\r");
  await screen.see("this list");
  await screen.atPrompt();
  await screen.type("stream\r");
  await screen.until(() => server.requests.length === 2, "request");
  await screen.type("later", "\r");
  await screen.see("queued: later");
  await screen.type("\x1b");
  await screen.see("STOPPED");
  await screen.atPrompt();
  await screen.type("\x03");
  await screen.see("Once more leaves");
  await screen.type("write\r");
  await screen.see("WRITE?");
  await screen.see("1. [y]");
  await screen.type("1");
  await screen.see("You said:");
  expect(readFileSync(`${home}/work/sandbox/a.txt`, "utf8")).not.toBe("");
  await screen.type("/copy\r");
  await screen.see("This terminal has no clipboard");
  await screen.type("/undo\r");
  await screen.see("1. [y] do it");
  await screen.type("\x03");
  await screen.see("Nothing was changed.");
  await screen.type("\x1a");
  await screen.until(() => screen.stopped !== null, "stop");
  screen.foreground();
  await screen.type("/exit\r");
  expect(await screen.ended).toEqual({ exit: 0, same: true });
  expect(screen.written).not.toContain("\x1b");
});

test("other commands write none either to such a terminal", async () => {
  const home = newHome();
  const env = { PATH: process.env.PATH ?? "", HOME: home, LANG: "C.UTF-8", TERM: "dumb" };
  for (const args of [["--help"], ["doctor"], ["skills", "list"], ["demo", "--help"], ["undo"]]) {
    const screen = new InTerminal(args, { cwd: `${home}/work`, env });
    await screen.ended;
    expect(screen.written).not.toBe("");
    expect(screen.written).not.toContain("\x1b");
  }
});
