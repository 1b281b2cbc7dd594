/**
 * Each shipped skill, followed to the letter in the real fence, gives a project that passes its checks; and for each
 * way to break it, a check goes red. A scenario is a folder: prompt.txt, script.json (test/support/skill-scenario.ts),
 * project/ (the files that are written), input/ (what is there before), expected/ (after; default: both), mutations.json.
 */

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import type { Entry } from "../../src/core/events.ts";
import { readChecks } from "../../src/tools/verify/read-checks.ts";
import { registry, registryAnswers } from "../support/registry.ts";
import {
  bodyOf,
  filesBelow,
  mutated,
  type Played,
  play,
  readScenario,
  type SkillScenario,
  scenarios,
  tidy,
} from "../support/skill-scenario.ts";

const hasFlask = spawnSync("python3", ["-c", "import flask"]).status === 0;

const factsOf = <Type extends Entry["type"]>(facts: readonly Entry[], type: Type) =>
  facts.filter((fact): fact is Extract<Entry, { type: Type }> => fact.type === type);

function missing({ hosts, name }: SkillScenario): string | undefined {
  if (hosts.length > 0 && !registryAnswers) return "the registry cannot be reached";
  const input = join(scenarios, name);
  const python = ["project/app.py", "input/app.py"].some((file) => existsSync(join(input, file)));
  return python && !hasFlask ? "Flask is not installed (python3-flask)" : undefined;
}

for (const name of readdirSync(scenarios)) {
  const scenario = readScenario(name, registry.host);
  const { turns, skill } = scenario;
  const lacking = missing(scenario);
  if (lacking) {
    test(`${name} is not played: ${lacking}`, () => expect(turns.length).toBeGreaterThan(1));
    continue;
  }
  describe(name, { timeout: 240_000 }, () => {
    const runs: Played[] = [];
    afterAll(() => runs.forEach(tidy));
    const run = async (said: typeof turns) => {
      const last = runs.at(-1);
      const packages = last && join(last.out, "node_modules");
      const played = await play(scenario, said, packages && existsSync(packages) ? packages : "");
      runs.push(played);
      return played;
    };

    test("the procedure, followed to the letter, is proven by its checks", async () => {
      const { code, facts, out } = await run(turns);
      const failed = factsOf(facts, "check").filter(({ ok }) => !ok);
      expect(failed.map((check) => [check.name, check.expected, check.actual])).toEqual([]);
      const wrong = factsOf(facts, "tool_result").filter(({ isError }) => isError);
      expect(wrong.map(({ content }) => content)).toEqual([]);
      expect(factsOf(facts, "skill_use").map((fact) => fact.name)).toEqual([skill]);
      const verifies = turns.some(({ calls }) => calls?.some((call) => call.name === "verify"));
      const end = factsOf(facts, "turn_end")[0];
      expect([code, end?.reason, end?.verified]).toEqual([0, "done", verifies ? "yes" : "not_run"]);
      const at = (folder: string) => filesBelow(join(scenarios, name, folder));
      const expected = existsSync(join(scenarios, name, "expected"))
        ? at("expected")
        : { ...at("input"), ...at("project") };
      expect(filesBelow(out)).toEqual(expected);
    });

    for (const mutation of scenario.mutations) {
      test(`${mutation.what}: the check fails`, async () => {
        const { facts } = await run(mutated(scenario, mutation));
        const failed = factsOf(facts, "check").filter(({ ok }) => !ok);
        const red = [mutation, ...(mutation.and ?? [])].map(({ check }) => check);
        expect(failed.map((check) => check.name)).toEqual(expect.arrayContaining(red));
        expect(factsOf(facts, "turn_end")[0]?.verified).toBe("no");
      });
    }
  });
}

test("every shipped skill has a scenario, and the scenarios do what its blocks prescribe", () => {
  const played = readdirSync(scenarios).map((name) => readScenario(name, registry.host));
  const skills = new URL("../../skills/", import.meta.url).pathname;
  for (const skill of readdirSync(skills)) {
    const said = played
      .filter((scenario) => scenario.skill === skill)
      .flatMap(({ turns }) => JSON.stringify(turns));
    expect([skill, said.length > 0]).toEqual([skill, true]);
    for (const block of prescribedBy(bodyOf(skill))) {
      expect([skill, block, said.some((text) => block.test(text))]).toEqual([skill, block, true]);
    }
    const checks = join(skills, skill, "checks.json");
    if (!existsSync(checks)) continue;
    const count = readChecks(JSON.parse(readFileSync(checks, "utf8"))).length;
    expect([skill, count > 3]).toEqual([skill, true]);
  }
});

/** Code blocks as patterns over JSON: white space is free, words in capitals stand for anything. An example (yaml) prescribes nothing. */
function prescribedBy(body: string): RegExp[] {
  const blocks = [...body.matchAll(/^( *)```(js|python|html|json|sh)\n([\s\S]*?)^\1```$/gm)];
  return blocks.flatMap(([, , language, text = ""]) => {
    const isCheck = language === "json" && /^\s*\{ "(run|file|start)"/.test(text);
    const pieces = isCheck
      ? text
          .trim()
          .split("\n")
          .map((line) => JSON.stringify(JSON.parse(line)).slice(1, -1))
      : [JSON.stringify(text).slice(1, -1)];
    return pieces.map(patternOf);
  });
}

function patternOf(text: string): RegExp {
  const pattern = text
    .replace(/(\\n|\s)+/g, " ")
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, "\\$&")
    .replace(/\b(NAME|ADDRESS|FILES|FILE|OLD|NEW)\b/g, ".+?")
    .replaceAll(" ", "(?:\\\\n|\\s)*");
  return new RegExp(pattern);
}
