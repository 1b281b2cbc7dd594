/** `--debug FILE`: what happened and when, for the user alone, without a key, and never in place of something else. */

import { existsSync, mkdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { newHome, type RunOptions, skillet } from "../support/skillet.ts";

const key = "correct-horse-battery-staple";
const shapedKey = `sk-proj-${"Ab1".repeat(10)}`;
const script = [
  {
    text: "I look.",
    calls: [{ name: "shell", arguments: { command: `echo ${key}; echo ${shapedKey}` } }],
  },
  { text: "Done." },
];

async function run(file: string, flags: string[] = [], options: RunOptions = {}) {
  const home = options.home ?? newHome();
  const args = ["-p", `Look; the key is ${key}`, "--approval-mode", "yolo", "--debug", file];
  return skillet([...args, ...flags], {
    script,
    env: { OPENAI_API_KEY: key },
    ...options,
    home,
  });
}

const linesOf = (path: string) =>
  readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

test("it tells requests, lane, decisions, processes and times, in JSON lines", async () => {
  const home = newHome();
  const { code, stdout } = await run("../debug.log", [], { home });
  expect([code, stdout]).toEqual([0, "Done.\n"]);
  const [head, ...lines] = linesOf(join(home, "debug.log"));
  expect(head).toMatchObject({
    skillet: "debug log",
    version: 1,
    model: "scripted",
    cwd: join(home, "work"),
  });
  expect(lines.filter(({ what }) => what === "request")).toMatchObject([
    { nth: 1, messages: 2, members: { model: "scripted", stream: true } },
    { nth: 2, messages: 4 },
  ]);
  expect(lines.find(({ what }) => what === "reply ended")).toMatchObject({ nth: 1 });
  const events = lines.filter(({ what }) => what === "event").map(({ type }) => type);
  for (const type of [
    "turn_start",
    "model_request",
    "decision",
    "tool_start",
    "tool_result",
    "turn_end",
  ])
    expect(events).toContain(type);
  expect(lines.find(({ what }) => what === "spawn")).toMatchObject({ args: expect.any(Array) });
  expect(lines.at(-1)).toMatchObject({ what: "end", t: expect.any(Number) });
});

test("it is for the user alone, also where it was open to others before, and holds no key", async () => {
  const home = newHome();
  const path = join(home, "debug.log");
  await run(path, [], { home });
  const { mode } = statSync(path);
  expect(mode & 0o777).toBe(0o600);
  const text = readFileSync(path, "utf8");
  expect(text).not.toContain(key);
  expect(text).not.toContain(shapedKey);
  expect(text).toContain("[redacted:");
});

test("a further run is added behind the first", async () => {
  const home = newHome();
  const path = join(home, "debug.log");
  await run(path, [], { home });
  await run(path, ["-o", "elsewhere"], { home });
  expect(linesOf(path).filter((line) => line.skillet === "debug log")).toHaveLength(2);
});

describe("what cannot be the log is refused: one line, exit 42, nothing sent, nothing touched", () => {
  const cases: [string, (home: string) => string, string][] = [
    ["a file of the user", (home) => fileIn(home, "notes.txt", "mine"), "is no debug log"],
    [
      "a session",
      (home) => fileIn(home, "s.jsonl", '{"seq":1,"type":"session"}'),
      "is no debug log",
    ],
    ["a file in the output directory", () => "sandbox/debug.log", "output directory"],
    ["a link into the output directory", (home) => linkIn(home), "it is a link"],
    ["a folder that is not there", () => "no/such/debug.log", "cannot be the debug log"],
    ["a folder", () => ".", "debug log"],
    ["a device", () => "/dev/null", "is no debug log"],
  ];
  test.each(cases)("%s", async (_, make, why) => {
    const home = newHome();
    const path = make(home);
    const before = existsSync(path) && statSync(path).isFile() ? readFileSync(path, "utf8") : null;
    const { code, stdout, stderr, requests } = await run(path, [], { home });
    expect([code, stdout, requests.length]).toEqual([42, "", 0]);
    expect(stderr).toContain(why);
    expect(stderr.trim().split("\n").length).toBeLessThanOrEqual(2);
    expect(existsSync(join(home, "work/sandbox/debug.log"))).toBe(false);
    if (before !== null) expect(readFileSync(path, "utf8")).toBe(before);
  });

  function fileIn(home: string, name: string, text: string): string {
    writeFileSync(join(home, name), text);
    return join(home, name);
  }

  function linkIn(home: string): string {
    mkdirSync(join(home, "work/sandbox"));
    symlinkSync(join(home, "work/sandbox/debug.log"), join(home, "link.log"));
    return join(home, "link.log");
  }
});
