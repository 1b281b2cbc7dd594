/** `skills test`: prompts that should or should not start a skill, and how often they did. */

import { messageOf } from "../core/errors.ts";
import { problem, Refusal, type SkillProblem } from "./problem.ts";
import { readSkillFile } from "./read.ts";

export interface SkillEval {
  prompt: string;
  /** The skill that should be loaded; null: none should. */
  skill: string | null;
}

/**
 * Reads `evals.jsonl`: one object on each line, `{"prompt": "...", "skill": "name"}`, `"skill": null` for none.
 * What is no such object is a problem with its line; the others count.
 */
export function readEvals(path: string): { evals: SkillEval[]; problems: SkillProblem[] } {
  const evals: SkillEval[] = [];
  const problems: SkillProblem[] = [];
  for (const [index, line] of readSkillFile(path).toString("utf8").split("\n").entries()) {
    if (line.trim() === "") continue;
    try {
      evals.push(evalOf(JSON.parse(line)));
    } catch (thrown) {
      const message = thrown instanceof Refusal ? thrown.message : `Not JSON: ${messageOf(thrown)}`;
      problems.push({ path, ...problem("error", message, { line: index + 1 }) });
    }
  }
  return { evals, problems };
}

function evalOf(value: unknown): SkillEval {
  const { prompt, skill } = (value ?? {}) as Partial<Record<keyof SkillEval, unknown>>;
  if (typeof prompt !== "string" || prompt.trim() === "") {
    throw new Refusal('An evaluation needs a "prompt".');
  }
  if (typeof skill !== "string" && skill !== null) {
    throw new Refusal('An evaluation needs a "skill": a name, or null for none.');
  }
  return { prompt, skill };
}

/** One run of one prompt: what was expected, what was loaded first. */
export interface Fired {
  expected: string | null;
  loaded: string | null;
}

export interface EvalScore {
  runs: number;
  /** Runs that expect a skill, and those of them that loaded it. */
  expected: number;
  hits: number;
  /** Runs that loaded a skill where another or none was expected. */
  falseFires: number;
  /** How often each pair came, misses and hits alike; the most frequent first. */
  confusion: { expected: string | null; loaded: string | null; count: number }[];
}

export function scoreEvals(runs: readonly Fired[]): EvalScore {
  const counts = new Map<string, EvalScore["confusion"][number]>();
  for (const { expected, loaded } of runs) {
    const key = JSON.stringify([expected, loaded]);
    const cell = counts.get(key) ?? { expected, loaded, count: 0 };
    counts.set(key, { ...cell, count: cell.count + 1 });
  }
  const wanted = runs.filter(({ expected }) => expected !== null);
  return {
    runs: runs.length,
    expected: wanted.length,
    hits: wanted.filter(({ expected, loaded }) => expected === loaded).length,
    falseFires: runs.filter(({ expected, loaded }) => loaded !== null && loaded !== expected)
      .length,
    confusion: [...counts.values()].sort((a, b) => b.count - a.count),
  };
}
