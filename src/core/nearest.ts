/** The known word that is nearest to a mistyped one. */

/** Foreign lists hold what they like; a longer word is nobody's slip of the fingers. */
const longest = 200;

/** undefined when nothing is near: more than a third of the letters (at least two) would have to change. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  let best: string | undefined;
  let least = farthest(word) + 1;
  for (const candidate of known) {
    const distance =
      candidate.startsWith(word) && word.length > 2 ? 1 : editDistance(word, candidate);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
}

/** All that are near, the nearest first, small and capital letters alike; a part of a name is near to the whole. */
export function nearestOf(word: string, known: readonly string[]): string[] {
  const wanted = word.toLowerCase();
  return known
    .filter(({ length }) => length <= longest && word.length <= longest)
    .map((candidate) => ({ candidate, distance: distanceTo(candidate.toLowerCase()) }))
    .filter(({ distance }) => distance <= farthest(word))
    .sort((a, b) => a.distance - b.distance)
    .map(({ candidate }) => candidate);

  function distanceTo(candidate: string): number {
    if (candidate === wanted) return 0;
    return candidate.includes(wanted) && wanted.length > 2 ? 1 : editDistance(wanted, candidate);
  }
}

function farthest(word: string): number {
  return Math.max(2, Math.floor(word.length / 3));
}

/** Levenshtein's distance with swaps of neighbours counted as one, row by row. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      let value = Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        value = Math.min(value, (before[j - 2] ?? 0) + 1);
      }
      next.push(value);
    }
    [before, row] = [row, next];
  }
  return row[b.length] ?? 0;
}
