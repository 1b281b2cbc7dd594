/** Finds skills by words: those whose name or description has them, rare words first. */

import type { Skill } from "../core/ports.ts";

/** How many matches are of use to a model. */
const maxMatches = 10;

/** Best first; empty when no word is met. Ties keep the order of `skills`. */
export function searchSkills<S extends Skill>(skills: readonly S[], query: string): readonly S[] {
  const asked = [...new Set(wordsOf(query))];
  if (asked.length === 0) return [];
  const indexed = skills.map((skill) => ({
    skill,
    name: wordsOf(skill.name),
    description: wordsOf(skill.description),
  }));
  const scores = indexed.map(() => 0);
  for (const word of asked) {
    const hits = indexed.map(({ name, description }) =>
      Math.max(3 * match(word, name), match(word, description)),
    );
    const met = hits.filter((hit) => hit > 0).length;
    const rarity = Math.log(1 + skills.length / Math.max(1, met));
    for (const [index, hit] of hits.entries()) scores[index] = (scores[index] ?? 0) + hit * rarity;
  }
  return indexed
    .map(({ skill }, index) => ({ skill, score: scores[index] ?? 0 }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, maxMatches)
    .map(({ skill }) => skill);
}

/** 1 for the word itself, half for a word that starts alike (`test` and `tests`, `deploy` and `deployment`). */
function match(word: string, words: readonly string[]): number {
  if (words.includes(word)) return 1;
  const alike = (other: string) =>
    Math.min(word.length, other.length) >= 4 && (other.startsWith(word) || word.startsWith(other));
  return words.some(alike) ? 0.5 : 0;
}

/** Words of a script without spaces are taken in pairs of signs. */
export function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) =>
    /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/.test(word) && word.length > 2
      ? Array.from({ length: word.length - 1 }, (_, at) => word.slice(at, at + 2))
      : [word],
  );
}
