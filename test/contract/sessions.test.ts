/** DESIGN 6.1 and 6.7: sessions are listed, shown, continued, resumed by id or name, forked and removed. */

import {
  appendFileSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
} from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { corpora, corporaPresent } from "../support/corpora.ts";
import { newHome, type Run, skillet } from "../support/skillet.ts";

const sessionsOf = (home: string) => join(home, ".local/state/skillet/sessions");

function logs(home: string): string[] {
  return readdirSync(sessionsOf(home), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".jsonl"))
    .map((path) => join(sessionsOf(home), path));
}

function append(path: string, fact: object): void {
  appendFileSync(path, `${JSON.stringify({ seq: 900, at: new Date().toISOString(), ...fact })}\n`);
}

async function listed(home: string, ...more: string[]) {
  const { stdout, code } = await skillet(["sessions", "list", "--json", ...more], {
    home,
    noEndpoint: true,
  });
  expect(code).toBe(0);
  return JSON.parse(stdout);
}

/** A home with one session for each prompt. */
async function homeWith(...prompts: string[]): Promise<string> {
  const home = newHome();
  for (const prompt of prompts) await skillet(["-p", prompt], { home, script: [{ text: "Yes." }] });
  return home;
}

const said = ({ requests }: Run) => requests[0]?.messages.map(({ content }) => content);

test("sessions list --json is an array, newest first, with what a person chooses by", async () => {
  const home = await homeWith("first", "second");
  const [path = ""] = logs(home).sort();
  append(path, { type: "session_name", name: "the board" });
  const list = await listed(home);
  expect(list).toMatchObject([
    {
      title: "first",
      turns: 1,
      name: "the board",
      openBy: null,
      reason: "done",
      model: "scripted",
    },
    { title: "second", turns: 1, name: "", openBy: null },
  ]);
  for (const { id, bytes, updatedAt } of list) {
    expect(id).toMatch(/^[\w-]+$/);
    expect(bytes).toBeGreaterThan(100);
    expect(Date.parse(updatedAt)).toBeGreaterThan(0);
  }
  const text = await skillet(["sessions", "list"], { home, noEndpoint: true });
  expect(text.stdout).toMatch(/ 1 turn .*the board: first\n.* 1 turn .*second\n$/s);
});

test("a session goes on by id, by the start of it and by name; -c takes the last one of the folder", async () => {
  const home = await homeWith("first", "second");
  const [first] = (await listed(home)).slice(1);
  append(logs(home).sort()[0] ?? "", { type: "session_name", name: "the board" });
  for (const words of [["-r", first.id], ["--resume", "The Board"], ["--resume=the b"]]) {
    const run = await skillet([...words, "-p", "more"], { home, script: [{ text: "Yes." }] });
    expect(run.stderr).toContain("the board: Resumed, ");
    expect(said(run)?.slice(1, 3)).toEqual(["first", "Yes."]);
  }
  const last = await skillet(["-c", "-p", "and?"], { home, script: [{ text: "Yes." }] });
  expect(last.stderr).toContain("the board: Resumed, 4 turns so far, the last: more");
});

test("which session is meant is never guessed", async () => {
  const home = await homeWith("first", "second");
  for (const path of logs(home)) append(path, { type: "session_name", name: "board" });
  const cases: [string[], RegExp][] = [
    [["-r", "board", "-p", "x"], /"board" is the name of 2 sessions\..*Give the id: \d+/s],
    [["-r", "2", "-p", "x"], /is the start of the id or name of 2 sessions/],
    [["-r", "nothing", "-p", "x"], /There is no session "nothing"\..*skillet sessions list/s],
    [["-p", "x", "--resume"], /needs a terminal to choose it on.*skillet sessions list/s],
    [["--resume", "-p", "x"], /needs a terminal to choose it on/],
    [["-c", "-r", "board", "-p", "x"], /--continue and --resume do not go together/],
    [["--fork-session", "-p", "x"], /--fork-session needs a session to copy.*skillet -c/s],
  ];
  for (const [args, message] of cases) {
    const { code, stderr, requests } = await skillet(args, { home });
    expect(stderr).toMatch(message);
    expect([code, requests.length]).toEqual([42, 0]);
  }
  const empty = await skillet(["-c", "-p", "x"]);
  expect([empty.code, empty.stderr]).toMatchObject([
    42,
    /has no session to continue/.exec(empty.stderr) ? empty.stderr : "",
  ]);
});

test("--fork-session goes on in a copy that says where it is from; the session stays as it is", async () => {
  const home = await homeWith("first");
  const [path = ""] = logs(home);
  const before = readFileSync(path);
  const run = await skillet(["-c", "--fork-session", "-p", "another way"], {
    home,
    script: [{ text: "Yes." }],
  });
  expect(run.code).toBe(0);
  expect(run.stderr).toContain("Forked from ");
  expect(said(run)?.slice(1)).toEqual(["first", "Yes.", "another way"]);
  expect(readFileSync(path)).toEqual(before);
  const [copy, original] = await listed(home);
  expect(copy).toMatchObject({ turns: 2, forkedFrom: { id: original.id } });
});

test("show prints the session, its facts and its receipt; rm asks, -y removes", async () => {
  const home = await homeWith("first");
  const [{ id }] = await listed(home);
  const show = await skillet(["sessions", "show", id, "--json"], { home, noEndpoint: true });
  const shown = JSON.parse(show.stdout);
  expect(shown.session.id).toBe(id);
  expect(shown.facts[0]).toMatchObject({ seq: 1, type: "session" });
  expect(shown.receipt).toMatchObject({ reason: "done", steps: 1 });
  const asked = await skillet(["sessions", "rm", id], { home, noEndpoint: true });
  expect([asked.code, logs(home).length]).toEqual([60, 1]);
  const removed = await skillet(["sessions", "rm", id, "-y"], { home, noEndpoint: true });
  expect([removed.code, logs(home).length]).toEqual([0, 0]);
});

test.runIf(corporaPresent)(
  "damaged and hostile session files crash none of it",
  async () => {
    const home = await homeWith("first");
    const folder = join(sessionsOf(home), "from-elsewhere");
    mkdirSync(folder);
    const names = Array.from({ length: 8 }, (_, index) => `e0${index + 1}`);
    for (const name of names)
      copyFileSync(`${corpora}hostile/session/${name}.jsonl`, join(folder, `${name}.jsonl`));
    expect(await listed(home, "--all")).toHaveLength(9);
    for (const name of names) {
      const newer = name === "e08";
      const show = await skillet(["sessions", "show", name], { home, noEndpoint: true });
      expect([show.code, show.stderr]).toEqual([
        newer ? 42 : 0,
        expect.not.stringContaining("    at "),
      ]);
      const resumed = await skillet(["-r", name, "-p", "go on"], {
        home,
        script: [{ text: "Yes." }],
      });
      expect(resumed.code).toBe(newer ? 42 : 0);
      const fork = await skillet(["-r", name, "--fork-session", "-p", "go on"], {
        home,
        script: [{ text: "Yes." }],
      });
      expect([name, fork.code]).toEqual([name, newer ? 42 : 0]);
      const page = await skillet(["sessions", "export", name, "--format", "html"], {
        home,
        noEndpoint: true,
      });
      expect([name, page.code]).toEqual([name, newer ? 42 : 0]);
      const replay = await skillet(["replay", name], { home, noEndpoint: true });
      expect([name, replay.code]).toEqual([name, newer ? 42 : 0]);
      for (const { stderr } of [resumed, fork, page, replay])
        expect(stderr).not.toMatch(/[\x07\x1b\x80-\x9f\u202e]|\n {4}at /);
    }
    // Forty runs one after the other.
  },
  90_000,
);

test("export prints or writes md, json or html, without keys, and never over a file unasked", async () => {
  const key = "sk-proj-Abcdefghijklmnop1234567890";
  const home = newHome();
  await skillet(["-p", "hi"], { home, script: [{ text: "\u001b[31m<b>red</b>\u009b\u202e" }] });
  const [path = ""] = logs(home);
  // A log of before the key was known, or from elsewhere.
  append(path, { type: "turn_start", prompt: `my key is ${key}` });
  append(path, { type: "session_name", name: "red <i>board</i>" });
  const run = (...args: string[]) =>
    skillet(["sessions", "export", "red", ...args], { home, noEndpoint: true });
  const holds = { md: "# Skillet session", json: '"facts": [', html: "&lt;b&gt;red&lt;/b&gt;" };
  for (const [format, text] of Object.entries(holds)) {
    const { stdout, code } = await run("--format", format);
    expect(code).toBe(0);
    expect(stdout).toContain(text);
    expect(stdout).not.toMatch(/[\x1b\x07\x7f-\x9f\u202e]|sk-proj/);
    if (format === "html") expect(stdout).not.toMatch(/<[bi]>|<script/);
    const file = `page.${format}`;
    const written = await run("-o", file);
    expect([written.code, written.stdout]).toEqual([0, ""]);
    expect(readFileSync(join(home, "work", file), "utf8")).toBe(stdout);
  }
  expect((await run("-o", "-")).stdout).toContain("# Skillet session");
  expect(existsSync(join(home, "work", "-"))).toBe(false);
  const odd = await run("-o", "page.pdf");
  expect([odd.code, odd.stderr]).toEqual([42, expect.stringContaining("No page ends in .pdf")]);
  expect(existsSync(join(home, "work", "page.pdf"))).toBe(false);
  expect((await run("-o", "page.txt", "--format", "md")).code).toBe(0);
  const again = await run("-o", "page.md");
  expect([again.code, again.stderr]).toEqual([42, expect.stringContaining("is there already")]);
  expect((await run("-o", "page.md", "-y")).code).toBe(0);
  expect((await run("-o", "none/page.md")).code).toBe(42);
  const wrong = await run("--format", "pdf");
  expect([wrong.code, wrong.stdout]).toEqual([42, ""]);
});

test("what an action does not take is an error that says what it takes", async () => {
  for (const [args, message] of [
    [["export"], "needs a session"],
    [["show", "a", "b"], 'A name of several words goes between quotes: "a b"'],
    [["remove", "x"], 'cannot "remove". '],
    [["list", "--format", "md"], "takes no --format"],
    [["shwo", "x"], "Did you mean show?"],
  ] as const) {
    const run = await skillet(["sessions", ...args], { noEndpoint: true });
    expect([run.code, run.stderr]).toEqual([42, expect.stringContaining(message.trim())]);
  }
});
