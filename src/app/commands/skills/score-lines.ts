/** How the score of `skills test` is told: each prompt that went wrong, the rates, who was taken for whom, and why. */

import { counted } from "../../../core/messages/phrase.ts";
import type { EvalScore } from "../../../skills/evals.ts";
import type { Overlap } from "../../../skills/overlap.ts";
import type { TriedCase } from "./run-cases.ts";
import { line } from "./told.ts";

export interface Scored {
  cases: readonly TriedCase[];
  score: EvalScore;
  collisions: readonly Overlap[];
  model: string;
}

export function scoreLines({ cases, score, collisions, model }: Scored): string[] {
  const { runs, expected, hits, falseFires, confusion } = score;
  return [
    ...cases.flatMap(caseLines),
    `${counted(cases.length, "prompt")}, ${counted(runs, "answer")} of ${line(model)}`,
    `hits         ${hits} of ${expected}${percent(hits, expected)}`,
    `false fires  ${falseFires} of ${runs}${percent(falseFires, runs)}`,
    "",
    ...table(confusion),
    ...(collisions.length > 0 ? ["", "Descriptions that collide:"] : []),
    ...collisions.map((overlap) => `  ${overlapLine(overlap)}`),
  ];
}

export function overlapLine({ a, b, score, shared }: Overlap): string {
  const words = shared.length > 0 ? `; both say: ${shared.map(line).join(", ")}` : "";
  return `${line(a)} and ${line(b)} are ${Math.round(score * 100)} % alike${words}`;
}

function caseLines({ prompt, expected, loaded, errors }: TriedCase): string[] {
  const hits = loaded.filter((one) => one === expected).length;
  const told = line(prompt).slice(0, 100);
  const others = [...new Set(loaded.filter((one) => one !== expected))].map(nameOf);
  const wrong = others.length > 0 ? ` got ${others.join(", ")}` : "";
  const mark = errors.length > 0 ? "ERROR" : wrong ? "MISS " : "ok   ";
  return [
    `${mark} ${hits}/${loaded.length} ${nameOf(expected).padEnd(16)}${wrong}  ${told}`,
    ...[...new Set(errors)].map((error) => `      ${line(error)}`),
  ];
}

/** Rows: what was expected. Columns: what was loaded. */
function table(confusion: EvalScore["confusion"]): string[] {
  const names = [...new Set(confusion.flatMap(({ expected, loaded }) => [expected, loaded]))].sort(
    (a, b) => (a === null ? 1 : b === null ? -1 : a < b ? -1 : 1),
  );
  if (names.length === 0) return [];
  const rows = names.filter((name) => confusion.some(({ expected }) => expected === name));
  const width = Math.max(18, ...rows.map((name) => nameOf(name).length + 2));
  const widths = names.map((name) => Math.max(6, nameOf(name).length + 2));
  const cell = (text: string, index: number) => text.padStart(widths[index] ?? 0);
  return [
    `${"expected \\ loaded".padEnd(width)}${names.map((name, index) => cell(nameOf(name), index)).join("")}`,
    ...rows.map((row) => {
      const counts = names.map(
        (name) =>
          confusion.find(({ expected, loaded }) => expected === row && loaded === name)?.count,
      );
      return `${nameOf(row).padEnd(width)}${counts.map((count, index) => cell(count ? String(count) : ".", index)).join("")}`;
    }),
  ];
}

function nameOf(name: string | null): string {
  return name === null ? "(none)" : line(name);
}

function percent(part: number, whole: number): string {
  return whole === 0 ? "" : `, ${Math.round((part / whole) * 100)} %`;
}
