import { describe, expect, test } from "vitest";
import { type PlayOptions, play, type Said } from "../support/play.ts";

const run = (command: string): Said => ({ calls: [{ name: "shell", arguments: { command } }] });
const write = (path: string, content: string): Said => ({
  calls: [{ name: "write_file", arguments: { path, content } }],
});
/** The script again and again, up to so many replies. */
const over = (script: readonly Said[], length = 48) =>
  Array.from({ length }, (_, index) => script[index % script.length] as Said);
const each = (length: number, say: (index: number) => Said) =>
  Array.from({ length }, (_, index) => say(index));

test("the same call with the same result is told after four times and ends the turn after eight", async () => {
  const { end, ran, history, facts } = await play(over([run("echo same")]), { maxSteps: 50 });
  expect(end.reason).toBe("limit");
  expect(ran).toHaveLength(8);
  expect(history.filter(({ role }) => role === "user")).toHaveLength(2);
  expect(facts.find(({ type }) => type === "error")).toMatchObject({
    where: "loop",
    kind: "circle",
    hint: expect.stringContaining("skillet -c"),
  });
});

interface Case {
  name: string;
  script: Said[];
  options?: PlayOptions;
  /** Model calls until it ends. */
  steps: number;
}

const volatile = (text: (nth: number) => string): PlayOptions => ({ shell: (_, nth) => text(nth) });
const looping: Case[] = [
  { name: "one command", script: over([run("ls")]), steps: 8 },
  { name: "one failing command", script: over([run("fail")]), steps: 8 },
  {
    name: "a write of the same text",
    script: [write("a", "1"), ...over([write("a", "2")])],
    steps: 9,
  },
  {
    name: "arguments that do not fit",
    script: over([{ calls: [{ name: "shell", arguments: { bad: 1 } }] }]),
    steps: 8,
  },
  {
    name: "arguments that are none",
    script: over([{ calls: [{ name: "shell", arguments: "ls" }] }]),
    steps: 8,
  },
  {
    name: "a tool that does not exist",
    script: over([{ calls: [{ name: "look", arguments: {} }] }]),
    steps: 8,
  },
  { name: "a call that is cut each time", script: over([{ cut: ["write_file"] }]), steps: 8 },
  {
    name: "two calls at once",
    script: over([{ calls: [...(run("a").calls ?? []), ...(run("b").calls ?? [])] }]),
    steps: 8,
  },
  {
    name: "text around it that changes",
    script: each(40, (index) => ({ ...run("ls"), text: `Try ${index}.` })),
    steps: 8,
  },
  {
    name: "arguments in another order",
    script: each(40, (index) => ({
      calls: [
        {
          name: "shell",
          arguments: index % 2 ? { command: "ls", cwd: "." } : { cwd: ".", command: "ls" },
        },
      ],
    })),
    steps: 8,
  },
  {
    name: "ids that change",
    script: each(40, (index) => ({
      calls: [{ name: "shell", arguments: { command: "ls" }, id: `id-${index}` }],
    })),
    steps: 8,
  },
  {
    name: "results that differ in their time",
    script: over([run("ls")]),
    options: volatile((nth) => `exit 1 after ${nth * 13} ms`),
    steps: 8,
  },
  {
    name: "results with a clock",
    script: over([run("ls")]),
    options: volatile((nth) => `[12:00:${10 + nth}] refused`),
    steps: 8,
  },
  {
    name: "results with a date",
    script: over([run("ls")]),
    options: volatile((nth) => `2026-01-02T03:04:${10 + nth}Z refused`),
    steps: 8,
  },
  {
    name: "results with a process number",
    script: over([run("ls")]),
    options: volatile((nth) => `pid ${4000 + nth} died`),
    steps: 8,
  },
  {
    name: "results with a temporary file",
    script: over([run("ls")]),
    options: volatile((nth) => `cannot read /tmp/x${nth * 7}q`),
    steps: 8,
  },
  { name: "two in turns", script: over([run("a"), run("b")]), steps: 16 },
  { name: "three in turns", script: over([run("a"), run("b"), run("c")]), steps: 24 },
  {
    name: "a file changed to and fro",
    script: over([write("a", "1"), write("a", "2")]),
    steps: 16,
  },
  {
    name: "a circle after honest work",
    script: [...each(6, (index) => run(`step ${index}`)), ...over([run("ls")])],
    steps: 14,
  },
];

const counting = volatile((nth) => `${nth} of 40 done`);
const lively: Case[] = [
  { name: "other commands", script: each(40, (index) => run(`echo ${index}`)), steps: 40 },
  {
    name: "polling what changes",
    script: over([run("progress")], 40),
    options: counting,
    steps: 40,
  },
  {
    name: "polling that gets there after seven",
    script: [...over([run("ready?")], 7), ...each(33, (index) => run(`${index}`))],
    steps: 40,
  },
  {
    name: "polling in turns with a pause, while it changes",
    script: over([run("sleep 1"), run("progress")], 40),
    options: { shell: (command, nth) => (command === "progress" ? `${nth}` : "exit 0") },
    steps: 40,
  },
  { name: "many files", script: each(40, (index) => write(`f${index}`, "x")), steps: 40 },
  {
    name: "many edits of one file",
    script: each(40, (index) => write("a", `${index}`)),
    steps: 40,
  },
  {
    name: "a file that grows",
    script: each(40, (index) => write("a", "x".repeat(index))),
    steps: 40,
  },
  {
    name: "edit and test, always failing",
    script: each(40, (index) => (index % 2 ? run("npm test") : write("a", `${index}`))),
    steps: 40,
  },
  {
    name: "edit, build and test",
    script: each(
      39,
      (index) => [write("a", `${index}`), run("build"), run("test")][index % 3] as Said,
    ),
    steps: 39,
  },
  {
    name: "test results that change",
    script: over([run("npm test")], 40),
    options: volatile((nth) => `${40 - nth} failed`),
    steps: 40,
  },
  {
    name: "seven alike, then another, again and again",
    script: each(40, (index) => run(index % 8 === 7 ? `other ${index}` : "same")),
    steps: 40,
  },
  {
    name: "one command in many folders",
    script: each(40, (index) => ({
      calls: [{ name: "shell", arguments: { command: "ls", cwd: `d${index}` } }],
    })),
    steps: 40,
  },
  {
    name: "pages of a long file",
    script: each(40, (index) => run(`sed -n ${index},${index + 9}p a`)),
    steps: 40,
  },
  {
    name: "the same call beside another that changes",
    script: each(40, (index) => ({
      calls: [...(run("ls").calls ?? []), ...(run(`echo ${index}`).calls ?? [])],
    })),
    steps: 40,
  },
  {
    name: "numbers in results that mean something",
    script: over([run("wc -l log")], 40),
    options: volatile((nth) => `${nth * 10} log`),
    steps: 40,
  },
  {
    name: "ports that differ",
    script: over([run("ss")], 40),
    options: volatile((nth) => `listening on ${8000 + nth}`),
    steps: 40,
  },
  {
    name: "errors that differ",
    script: over([run("make")], 40),
    options: volatile((nth) => `line ${nth}: error`),
    steps: 40,
  },
  {
    name: "a walk of four places",
    script: each(40, (index) => run(`look ${index % 4} ${Math.floor(index / 28)}`)),
    steps: 40,
  },
  {
    name: "a few alike between steps of work",
    script: each(40, (index) => (index % 4 === 0 ? write("a", `${index}`) : run("npm test"))),
    steps: 40,
  },
  {
    name: "versions that go up",
    script: over([run("git log -1")], 40),
    options: volatile((nth) => `v1.${nth}.0`),
    steps: 40,
  },
];

describe("twenty circles are stopped where they are said to be", () => {
  test.each(looping)("$name", async ({ script, options, steps }) => {
    const { end, requests } = await play(script, { maxSteps: 60, ...options });
    expect([end.reason, requests.length]).toEqual(["limit", steps]);
  });
});

describe("twenty ways of working are none", () => {
  test.each(lively)("$name", async ({ script, options, steps }) => {
    const { end, requests } = await play(script, { maxSteps: 60, ...options });
    expect([end.reason, requests.length]).toEqual(["done", steps + 1]);
  });
});

describe("where a person is, they are asked", () => {
  const script = [...over([run("ls")], 20), { text: "There." }];

  test("go on: it goes on for as many rounds again", async () => {
    const { end, questions, requests } = await play(script, {
      maxSteps: 60,
      says: ["go on", "go on"],
    });
    expect(end.reason).toBe("done");
    expect(requests).toHaveLength(21);
    expect(questions).toHaveLength(2);
    expect(questions[0]).toContain("(shell) had the same results 8 times in a row");
  });

  test("other words go to the model", async () => {
    const { end, history, facts } = await play([...over([run("ls")], 8), { text: "Fine." }], {
      maxSteps: 60,
      says: ["look into src instead"],
    });
    expect(end).toEqual({ reason: "done", text: "Fine." });
    expect(history.findLast(({ role }) => role === "user")?.content).toBe("look into src instead");
    expect(facts.filter(({ type }) => type === "error")).toEqual([]);
  });

  test.each([["stop"], ["no"], [""], [undefined]])(
    "stop, or no answer (%s): the turn ends",
    async (said) => {
      const { end, requests } = await play(script, {
        maxSteps: 60,
        says: said === undefined ? [] : [said],
      });
      expect([end.reason, requests.length]).toEqual(["limit", 8]);
    },
  );
});

test("where the user set a bound of steps and nobody is there, that bound holds", async () => {
  const { end, requests } = await play(over([run("ls")]), { maxSteps: 20, endCircles: false });
  expect([end.reason, requests.length]).toEqual(["max_steps", 20]);
});
