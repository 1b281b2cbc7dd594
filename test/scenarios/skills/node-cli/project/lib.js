/** Adds the words of one line; case does not matter. */
export function count(line, counts = new Map()) {
  for (const word of line.toLowerCase().match(/[\p{L}\p{N}']+/gu) ?? []) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

/** The most frequent first; of equals the earlier one in the alphabet. */
export function ranked(counts, top = Number.POSITIVE_INFINITY) {
  return [...counts]
    .map(([word, times]) => ({ word, count: times }))
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
    .slice(0, top);
}
