/** Signals in every state of a conversation: the terminal is given back as it was, the log tells what was done, the exit code which signal it was. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { report, some } from "../support/faults.ts";
import { InTerminal } from "../support/in-terminal.ts";
import { moodyServer } from "../support/moody-server.ts";
import { newHome } from "../support/skillet.ts";

interface State {
  name: string;
  /** What is typed, and what the screen shows once the state is reached. */
  keys: string[];
  shows: string;
  /** Something runs, that INT stops. */
  busy: boolean;
}

const states: readonly State[] = [
  { name: "at the prompt", keys: [], shows: ">", busy: false },
  { name: "typing", keys: ["half a prom"], shows: "> half a prom", busy: false },
  { name: "streaming", keys: ["stream\r", "and then"], shows: "next> and then", busy: true },
  { name: "at a question", keys: ["write\r"], shows: "WRITE?", busy: true },
  { name: "running a command", keys: ["!echo begun; sleep 60\r"], shows: "\nbegun", busy: true },
  { name: "waiting to try again", keys: ["retry\r"], shows: "overloaded", busy: true },
];

const codes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129, SIGQUIT: 131 } as const;

async function inState({ keys, shows }: State) {
  const home = newHome();
  const server = await moodyServer();
  const screen = new InTerminal(["--base-url", server.baseUrl, "-m", "m"], {
    cwd: `${home}/work`,
    env: { PATH: process.env.PATH ?? "", HOME: home, LANG: "C.UTF-8", TERM: "xterm" },
  });
  await screen.see("/help.");
  await screen.atPrompt();
  for (const key of keys) await screen.type(key);
  await screen.shows(shows);
  return { screen, home };
}

/** The facts that were written, every line of the log whole; none where nothing was said. */
function factsIn(home: string): { type: string }[] {
  const sessions = join(home, ".local/state/skillet/sessions");
  const [folder = ""] = readdirSync(sessions);
  const [log = ""] = readdirSync(join(sessions, folder)).filter((name) => name.endsWith(".jsonl"));
  if (log === "") return [];
  const text = readFileSync(join(sessions, folder, log), "utf8");
  expect(text.endsWith("\n")).toBe(true);
  return text
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
}

/** Pastes are no longer marked, the cursor is shown, no other screen is left. */
function expectGivenBack(written: string): void {
  expect(written.lastIndexOf("\x1b[?2004l")).toBeGreaterThan(written.lastIndexOf("\x1b[?2004h"));
  expect(written.lastIndexOf("\x1b[?25h")).toBeGreaterThan(written.lastIndexOf("\x1b[?25l"));
  expect(written).not.toContain("\x1b[?1049h");
}

const cells = states.flatMap((state) =>
  Object.entries(codes).map(([signal, code]) => [signal, state.name, code, state] as const),
);

test.each(some(cells, 10))("%s %s ends with %i", async (signal, _name, code, state) => {
  const { screen, home } = await inState(state);
  screen.signal(signal);
  if (signal === "SIGINT" && state.busy) {
    // It stops what runs, and the conversation goes on.
    await screen.atPrompt();
    screen.signal(signal);
  }
  expect(await screen.ended).toEqual({ exit: code, same: true });
  expectGivenBack(screen.written);
  const types = factsIn(home).map(({ type }) => type);
  const begun = types.filter((type) => type === "turn_start").length;
  expect(types.filter((type) => type === "turn_end").length).toBe(begun);
  if (begun > 0) expect(screen.screen.text).toContain("Continue: skillet -c");
  const calls = types.filter((type) => type === "tool_start").length;
  expect(types.filter((type) => type === "tool_result").length).toBeGreaterThanOrEqual(calls);
});

test.each(some(states, 3))("stopped and continued $name", async (state) => {
  const { screen } = await inState(state);
  for (const round of ["SIGTSTP", "\x1a"]) {
    if (round === "\x1a") await screen.type(round);
    else screen.signal(round);
    await screen.until(() => screen.stopped !== null, "stop");
    expect(screen.stopped?.same).toBe(true);
    expectGivenBack(screen.written);
    screen.foreground();
    await screen.until(
      () => screen.written.lastIndexOf("\x1b[?2004h") > screen.written.lastIndexOf("\x1b[?2004l"),
      "return",
    );
  }
  if (state.busy) {
    await screen.type("\x03");
    await screen.atPrompt();
  }
  await screen.type("\x15", "still here\r");
  await screen.see("You said: still here");
  await screen.type("\x04");
  expect(await screen.ended).toEqual({ exit: 0, same: true });
});

test.each(some(states.slice(2), 2))("killed $name, what was written can be read", async (state) => {
  const { screen, home } = await inState(state);
  screen.signal("SIGKILL");
  expect((await screen.ended).exit).toBe(-9);
  expect(factsIn(home)[0]?.type).toBe("session");
});

test.each([
  ["SIGTERM", 143],
  ["SIGHUP", 129],
  ["Ctrl-C twice", 130],
] as const)("a terminal that nothing is taken from holds up no signal: %s", async (what, code) => {
  const { screen, home } = await inState(states[0] as State);
  screen.deafen();
  screen.press("!yes | head -c 500000; sleep 600\r");
  await screen.until(() => factsIn(home).some(({ type }) => type === "tool_start"), "command");
  // More than it holds has been printed by then.
  await sleep(1500);
  if (what === "Ctrl-C twice") await screen.type("\x03", "\x03");
  else screen.signal(what);
  expect(await screen.ended).toEqual({ exit: code, same: true });
  expect(factsIn(home).at(-1)?.type).toBe("tool_result");
});

test("a terminal that is closed ends the conversation", async () => {
  const { screen, home } = await inState(states[2] as State);
  screen.hangUp();
  expect((await screen.ended).exit).toBe(129);
  expect(factsIn(home).at(-1)?.type).toBe("turn_end");
});

test.each(some(states, 4))("a terminal that goes without a word ends it $name", async (state) => {
  const { screen, home } = await inState(state);
  screen.close();
  expect((await screen.ended).exit).toBe(0);
  const types = factsIn(home).map(({ type }) => type);
  const begun = types.filter((type) => type === "turn_start").length;
  expect(types.filter((type) => type === "turn_end").length).toBe(begun);
});

test("Ctrl-C twice leaves, though the command that runs ignores it", async () => {
  const { screen } = await inState(states[0] as State);
  await screen.type("!trap '' INT TERM HUP; echo begun; while :; do sleep 1; done\r");
  await screen.see("\r\nbegun");
  const from = performance.now();
  await screen.type("\x03", "\x03");
  expect(await screen.ended).toEqual({ exit: 130, same: true });
  report(
    `Ctrl-C twice with a stubborn command: gone after ${Math.round(performance.now() - from)} ms`,
  );
});

test("a command that reads its input or the terminal gets neither, and changes nothing of it", async () => {
  const { screen } = await inState(states[0] as State);
  const readers = [
    "read a",
    "read b < /dev/tty",
    "cat",
    "stty raw",
    "stty raw < /dev/tty",
    "head -1",
  ];
  await screen.type(`!${readers.map((one) => `${one}; echo "$?."`).join("; ")}; echo over\r`);
  await screen.see("\r\nover");
  await screen.atPrompt();
  await screen.type("\x04");
  expect(await screen.ended).toEqual({ exit: 0, same: true });
});
