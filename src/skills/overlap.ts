/** `skills test --dry`: which descriptions are so alike that a model may take one skill for the other. */

import type { Skill } from "../core/ports.ts";
import { wordsOf } from "./search.ts";

export interface Overlap {
  a: string;
  b: string;
  /** From 0, nothing in common, to 1, the same words. */
  score: number;
  /** The words that both use and few others do, the rarest first; at most five. */
  shared: string[];
}

/** Below this, pairs of public skills that do different things are common. */
const least = 0.4;

/** Pairs at or above `threshold`, the most alike first. Words that most descriptions use count for little. */
export function overlapsOf(skills: readonly Skill[], threshold = least): Overlap[] {
  const words = skills.map(({ name, description }) => new Set(wordsOf(`${name} ${description}`)));
  const uses = new Map<string, number>();
  for (const set of words) for (const word of set) uses.set(word, (uses.get(word) ?? 0) + 1);
  const weight = (word: string) => Math.log(1 + skills.length / (uses.get(word) ?? 1)) ** 2;
  const norms = words.map((set) =>
    Math.sqrt([...set].reduce((sum, word) => sum + weight(word), 0)),
  );
  const found: Overlap[] = [];
  for (const [i, first] of skills.entries()) {
    for (let j = i + 1; j < skills.length; j++) {
      const second = skills[j];
      const shared = [...(words[i] ?? [])].filter((word) => words[j]?.has(word));
      const product = shared.reduce((sum, word) => sum + weight(word), 0);
      const score = product / ((norms[i] ?? 0) * (norms[j] ?? 0) || 1);
      if (!second || score < threshold) continue;
      shared.sort((a, b) => weight(b) - weight(a));
      found.push({ a: first.name, b: second.name, score, shared: shared.slice(0, 5) });
    }
  }
  return found.sort((a, b) => b.score - a.score);
}
