/** Whether the right skill fires is counted, and look-alikes are found without a model. */

import { join } from "node:path";
import { expect, test } from "vitest";
import { readEvals, scoreEvals } from "../../src/skills/evals.ts";
import { overlapsOf } from "../../src/skills/overlap.ts";
import { formatProblem } from "../../src/skills/problem.ts";
import { folderWith } from "../support/folder-with.ts";

test("evaluations are read line by line, a bad line is a problem and not an end", () => {
  const path = join(
    folderWith({
      "evals.jsonl":
        '{"prompt": "fix typos", "skill": "proofread"}\n\n{"prompt": "hi", "skill": null}\nnot json\n{"prompt": ""}\n{"prompt": "x"}\nnull\n',
    }),
    "evals.jsonl",
  );
  const { evals, problems } = readEvals(path);
  expect(evals).toEqual([
    { prompt: "fix typos", skill: "proofread" },
    { prompt: "hi", skill: null },
  ]);
  expect(
    problems.map(formatProblem).map((line) => line.slice(path.length, path.length + 22)),
  ).toEqual([
    ":4:1: Not JSON: Unexpe",
    ":5:1: An evaluation ne",
    ":6:1: An evaluation ne",
    ":7:1: An evaluation ne",
  ]);
});

test("hits, false fires and the confusion table are counted over all runs", () => {
  expect(
    scoreEvals([
      { expected: "a", loaded: "a" },
      { expected: "a", loaded: "a" },
      { expected: "a", loaded: "b" },
      { expected: "b", loaded: null },
      { expected: null, loaded: "a" },
      { expected: null, loaded: null },
    ]),
  ).toEqual({
    runs: 6,
    expected: 4,
    hits: 2,
    falseFires: 2,
    confusion: [
      { expected: "a", loaded: "a", count: 2 },
      { expected: "a", loaded: "b", count: 1 },
      { expected: "b", loaded: null, count: 1 },
      { expected: null, loaded: "a", count: 1 },
      { expected: null, loaded: null, count: 1 },
    ],
  });
});

test("descriptions that say the same are found, with the words they share", () => {
  const skill = (name: string, description: string) => ({
    name,
    description,
    path: name,
    folder: null,
    source: "user",
  });
  const skills = [
    skill("deploy-web", "Deploy the web app to the staging server. Use when asked to deploy."),
    skill("ship-web", "Deploy the web app to the live server. Use when asked to ship."),
    skill("haiku", "Turn content into a haiku. Use when asked for a haiku."),
    skill("proofread", "Fix typos in a text. Use when asked to correct it."),
  ];
  const found = overlapsOf(skills);
  expect(found.map(({ a, b }) => [a, b])).toEqual([["deploy-web", "ship-web"]]);
  expect(found[0]?.shared).toContain("server");
  expect(found[0]?.shared).not.toContain("use");
});
