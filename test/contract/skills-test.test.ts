/** `skillet skills test`, by running it against a scripted endpoint. */

import { join } from "node:path";
import { expect, test } from "vitest";
import { writeFiles } from "../support/folder-with.ts";
import { newHome, skillet } from "../support/skillet.ts";

const skillFile = (name: string, description: string) =>
  `---\nname: ${name}\ndescription: ${description}\n---\n\nDo it.\n`;

const evals = (...cases: object[]) => cases.map((one) => `${JSON.stringify(one)}\n`).join("");
const uses = (name: string) => ({ calls: [{ name: "use_skill", arguments: { name } }] });

function homeWithEvals(more = ""): string {
  const home = newHome();
  writeFiles(home, {
    ".skillet/skills/ship/SKILL.md": skillFile(
      "ship",
      "Ships a version to the users. Use when asked to release a version.",
    ),
    ".skillet/skills/ship/evals.jsonl": `${evals(
      { prompt: "Ship version 2", skill: "ship" },
      { prompt: "What is a ship?", skill: null },
    )}${more}`,
    ".skillet/skills/publish/SKILL.md": skillFile(
      "publish",
      "Publishes a version to the users. Use when asked to release a version.",
    ),
  });
  return home;
}

test("hits, false fires, the confusion table and what collides; nothing is run", async () => {
  const home = homeWithEvals();
  const script = [uses("ship"), uses("publish"), { text: "A boat." }, uses("SHIP")];
  const run = await skillet(["skills", "test", "ship", "--runs", "2", "--json"], { home, script });
  expect(run.code).toBe(61);
  expect(JSON.parse(run.stdout)).toMatchObject({
    model: "scripted",
    runs: 2,
    answers: 4,
    expected: 2,
    hits: 1,
    hitRate: 0.5,
    falseFires: 2,
    cases: [
      { prompt: "Ship version 2", expected: "ship", loaded: ["ship", "publish"], errors: [] },
      { prompt: "What is a ship?", expected: null, loaded: [null, "ship"], errors: [] },
    ],
    confusion: expect.arrayContaining([
      { expected: "ship", loaded: "publish", count: 1 },
      { expected: null, loaded: "ship", count: 1 },
    ]),
    collisions: [expect.objectContaining({ shared: expect.arrayContaining(["version"]) })],
  });
  expect(run.requests).toHaveLength(4);
  const [first] = run.requests;
  expect(first?.messages.map(({ role, content }) => (role === "system" ? role : content))).toEqual([
    "system",
    "Ship version 2",
  ]);
  expect(JSON.stringify(first?.tools)).toContain("- ship: Ships a version");
});

test("for people: a line for each prompt, the rates, a table", async () => {
  const home = homeWithEvals();
  const { code, stdout } = await skillet(["skills", "test", "ship"], {
    home,
    script: [uses("ship"), { text: "A boat." }],
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ok {4}1\/1 ship/m);
  expect(stdout).toMatch(/^hits +1 of 1, 100 %$/m);
  expect(stdout).toMatch(/^false fires +0 of 2, 0 %$/m);
  expect(stdout).toMatch(/^expected \\ loaded +ship +\(none\)$/m);
});

test("a request that fails is told of its case, and the others go on (1)", async () => {
  const home = homeWithEvals();
  const { code, stdout } = await skillet(
    ["skills", "test", "ship", "--base-url", "http://127.0.0.1:9/v1", "-m", "none", "--json"],
    { home, noEndpoint: true },
  );
  expect(code).toBe(1);
  const { cases, answers } = JSON.parse(stdout);
  expect([answers, cases.length]).toEqual([0, 2]);
  for (const { errors } of cases) expect(errors).toHaveLength(1);
}, 60_000);

test("what is wrong with an evaluation is told with its line; the others count (52)", async () => {
  const home = homeWithEvals(`not json\n${evals({ prompt: "x", skill: "nobody" })}`);
  const { code, stderr } = await skillet(["skills", "test", "ship"], {
    home,
    script: [uses("ship")],
  });
  expect(code).toBe(52);
  expect(stderr).toContain("evals.jsonl:3:1: Not JSON");
  expect(stderr).toContain('"nobody" is expected: there is no such skill here.');
});

test("--dry needs no model: descriptions that are alike, with the words they share", async () => {
  const home = homeWithEvals();
  const dry = (...more: string[]) =>
    skillet(["skills", "test", "--dry", ...more], { home, noEndpoint: true });
  expect((await dry()).stdout).toMatch(/publish and ship are \d+ % alike; both say: /);
  const [first] = JSON.parse((await dry("ship", "--json")).stdout);
  expect(first).toMatchObject({ a: "publish", b: "ship", score: expect.any(Number) });
});

test("no evaluations is bad input that says how to write some; no endpoint is 41", async () => {
  const home = newHome();
  writeFiles(home, { ".skillet/skills/a/SKILL.md": skillFile("a", "Does a.") });
  expect(await skillet(["skills", "test", "a"], { home })).toMatchObject({
    code: 42,
    stderr: expect.stringContaining("evals.jsonl"),
  });
  expect(
    await skillet(["skills", "test", "ship"], { home: homeWithEvals(), noEndpoint: true }),
  ).toMatchObject({ code: 41 });
});

test("a cassette plays it back without an endpoint", async () => {
  const home = homeWithEvals();
  const cassette = join(home, "work/tape.jsonl");
  const recorded = await skillet(["skills", "test", "ship", "--json", "--record", cassette], {
    home,
    script: [uses("ship"), uses("publish")],
  });
  const played = await skillet(["skills", "test", "ship", "--json", "--replay", cassette], {
    home,
    noEndpoint: true,
  });
  expect([played.code, JSON.parse(played.stdout)]).toEqual([61, JSON.parse(recorded.stdout)]);
});
