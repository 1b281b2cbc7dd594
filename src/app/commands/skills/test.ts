/** `skillet skills test`: does the right skill start? Prompts from `evals.jsonl`, one request each, nothing is run. */

import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { exitCodes, UserError } from "../../../core/errors.ts";
import { jsonLine } from "../../../core/json-line.ts";
import type { Skill } from "../../../core/ports.ts";
import {
  type EvalScore,
  type Fired,
  readEvals,
  type SkillEval,
  scoreEvals,
} from "../../../skills/evals.ts";
import { type Overlap, overlapsOf } from "../../../skills/overlap.ts";
import { formatProblem, type SkillProblem } from "../../../skills/problem.ts";
import type { Io } from "../../io.ts";
import { warn } from "../../warn.ts";
import { choosing, type SkillsAction } from "./action.ts";
import { modelFlags, runCases, type TriedCase } from "./run-cases.ts";
import { findListed, isUsed, type Scene, sceneOf } from "./scene.ts";
import { overlapLine, scoreLines } from "./score-lines.ts";
import { fold, line } from "./told.ts";

export const test: SkillsAction = {
  name: "test",
  usage: "test [NAME...] [--runs N] [--dry]",
  takes: [...choosing, ...modelFlags, "runs", "dry", "json"],
  async run(call, io) {
    const scene = await sceneOf(call, io);
    const { words, flags } = call;
    const isAsked = ({ a, b }: Overlap) =>
      words.length === 0 || words.some((word) => [a, b].map(fold).includes(fold(word)));
    const overlaps = overlapsOf(scene.shelf.list()).filter(isAsked);
    if (flags.dry === true) return tellOverlaps(words, overlaps, scene, flags.json === true, io);
    const runs = runsOf(flags.runs ?? 1);
    const { evals, problems } = evalsFor(words, scene);
    for (const problem of problems) warn(line(formatProblem(problem)), io);
    if (evals.length === 0) throw noEvals(problems.length > 0);
    const { cases, model } = await runCases({ config: scene.config, evals, runs, io });
    const fired = cases.flatMap(({ expected, loaded }) =>
      loaded.map((one): Fired => ({ expected, loaded: one })),
    );
    const score = scoreEvals(fired);
    const collisions = collisionsOf(scene.shelf.list(), score, overlaps);
    if (flags.json === true) {
      const { runs: answers, ...rest } = score;
      const told = { model, runs, answers, ...rates(score), ...rest, cases, collisions };
      io.out(`${jsonLine(told)}\n`);
    } else {
      io.out(`${scoreLines({ cases, score, collisions, model }).join("\n")}\n`);
    }
    return exitCodeOf(cases, score, problems);
  },
};

function runsOf(value: unknown): number {
  const runs = Number(value);
  if (Number.isInteger(runs) && runs > 0) return runs;
  throw new UserError(`--runs must be a whole number above 0, not ${line(String(value))}.`);
}

/** Pairs that the model took for each other, however alike they are, and pairs that are alike. */
function collisionsOf(
  skills: readonly Skill[],
  { confusion }: EvalScore,
  overlaps: readonly Overlap[],
): Overlap[] {
  const pairOf = (a: string | null, b: string | null) => JSON.stringify([a, b].sort());
  const pairs = new Set([
    ...confusion.map(({ expected, loaded }) => pairOf(expected, loaded)),
    ...overlaps.map(({ a, b }) => pairOf(a, b)),
  ]);
  return overlapsOf(skills, 0).filter(({ a, b }) => pairs.has(pairOf(a, b)));
}

/** Shares from 0 to 1; null: nothing to share. */
function rates({ runs, expected, hits, falseFires }: EvalScore) {
  return {
    hitRate: expected === 0 ? null : hits / expected,
    falseFireRate: runs === 0 ? null : falseFires / runs,
  };
}

/** No verdict is worse than a bad one: 1 when a request failed, 52 for damaged evaluations, 61 for a skill that misfires. */
function exitCodeOf(
  cases: readonly TriedCase[],
  { expected, hits, falseFires }: EvalScore,
  problems: readonly SkillProblem[],
): number {
  if (cases.some(({ errors }) => errors.length > 0)) return exitCodes.failure;
  if (problems.length > 0) return exitCodes.badConfiguration;
  return hits === expected && falseFires === 0 ? exitCodes.done : exitCodes.notVerified;
}

/** Those of the skills that are named, else of all that are used. */
function evalsFor(
  words: readonly string[],
  { listed, shelf }: Scene,
): { evals: SkillEval[]; problems: SkillProblem[] } {
  const evals: SkillEval[] = [];
  const problems: SkillProblem[] = [];
  const names = new Map(
    shelf.list().map(({ name, manualOnly }) => [fold(name), { name, manualOnly }]),
  );
  const chosen = words.length > 0 ? words.map((word) => findListed(word, listed)) : listed;
  for (const skill of chosen.filter(isUsed)) {
    const path = join(dirname(skill.path), "evals.jsonl");
    if (!/^skill\.md$/i.test(skill.path.slice(dirname(skill.path).length + 1)) || !existsSync(path))
      continue;
    const read = readEvals(path);
    problems.push(...read.problems);
    for (const { prompt, skill: wanted } of read.evals) {
      const known = wanted === null ? null : names.get(fold(wanted));
      if (known === null || (known && !known.manualOnly))
        evals.push({ prompt, skill: known?.name ?? null });
      else {
        const why = known ? "only the user starts it" : "there is no such skill here";
        problems.push({
          path,
          severity: "error",
          line: 1,
          column: 1,
          message: `"${wanted}" is expected: ${why}.`,
          fix: null,
        });
      }
    }
  }
  return { evals, problems };
}

function noEvals(damaged: boolean): UserError {
  return new UserError(
    damaged ? "None of the evaluations can be used." : "None of these skills has evaluations.",
    {
      hint: damaged
        ? "What is wrong with them stands above."
        : 'Put an evals.jsonl beside the SKILL.md, a line each: {"prompt": "...", "skill": "NAME"}, or "skill": null. --dry needs none.',
      exitCode: damaged ? exitCodes.badConfiguration : exitCodes.badInput,
    },
  );
}

function tellOverlaps(
  words: readonly string[],
  overlaps: readonly Overlap[],
  { listed, shelf }: Scene,
  json: boolean,
  io: Io,
): number {
  for (const word of words) findListed(word, listed);
  if (json) io.out(`${jsonLine(overlaps)}\n`);
  else if (overlaps.length === 0)
    io.out(`No two of the ${shelf.list().length} descriptions are much alike.\n`);
  for (const overlap of json ? [] : overlaps) io.out(`${overlapLine(overlap)}\n`);
  return exitCodes.done;
}
