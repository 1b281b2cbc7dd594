/** Keeps a file's line ends when its text is rewritten by somebody who does not see them. */

type End = "\n" | "\r\n" | "\r";

interface Line {
  text: string;
  /** Empty: the last line, when no line end follows it. */
  end: End | "";
}

/**
 * The new text with the line ends of the old. All of one kind: that kind throughout. Mixed: a line that was there before
 * keeps its own end, one that replaces another takes that one's, and an added one gets the most frequent. Whether the last line has an end is as in the new text.
 */
export function keepLineEnds(old: string, text: string): string {
  if (!old.includes("\r") && !text.includes("\r")) return text;
  const before = linesOf(old);
  const ends = endsOf(before);
  const [usual] = ends;
  // Nothing to keep.
  if (usual === undefined) return text;
  const lines = linesOf(text);
  if (ends.length === 1) return join(lines, () => usual);
  const kept = keptEnds(before, lines);
  return join(lines, (index) => kept.get(index) || usual);
}

/** Kinds of line ends, the most frequent first. */
function endsOf(lines: readonly Line[]): End[] {
  const counts = new Map<End, number>();
  for (const { end } of lines) if (end) counts.set(end, (counts.get(end) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([end]) => end);
}

/** Lines at the head and the tail that are the same keep their ends; between, equal texts in order of appearance do. */
function keptEnds(before: readonly Line[], after: readonly Line[]): Map<number, End | ""> {
  const kept = new Map<number, End | "">();
  let head = 0;
  const least = Math.min(before.length, after.length);
  while (head < least && before[head]?.text === after[head]?.text)
    kept.set(head, before[head++]?.end ?? "");
  let tail = 0;
  while (tail < least - head && before.at(-1 - tail)?.text === after.at(-1 - tail)?.text) {
    tail++;
    kept.set(after.length - tail, before.at(-tail)?.end ?? "");
  }
  const between = new Map<string, (End | "")[]>();
  for (const { text, end } of before.slice(head, before.length - tail)) {
    const ends = between.get(text);
    if (ends) ends.push(end);
    else between.set(text, [end]);
  }
  const replaced = before.length === after.length ? before : [];
  for (let index = head; index < after.length - tail; index++) {
    const own = between.get(after[index]?.text ?? "")?.shift();
    kept.set(index, own || (replaced[index]?.end ?? ""));
  }
  return kept;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let from = 0;
  for (const { 0: end, index } of text.matchAll(/\r\n|\n|\r/g)) {
    lines.push({ text: text.slice(from, index), end: end as End });
    from = index + end.length;
  }
  if (from < text.length) lines.push({ text: text.slice(from), end: "" });
  return lines;
}

function join(lines: readonly Line[], endOf: (index: number) => End): string {
  return lines.map(({ text, end }, index) => (end ? text + endOf(index) : text)).join("");
}
