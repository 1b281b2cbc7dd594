/** What a failed edit is answered with: the lines that are most like the wanted ones, and where the two part. */

import { whole } from "../figures.ts";

const maxShown = 12;
const maxLine = 160;
/** So many wanted lines are compared; the rest cannot make another place the nearest. */
const maxWanted = 200;
/** A line that stands in more places than this says nothing about which one is meant. */
const maxVotes = 8;
/** Below this share of common letter pairs two lines only look alike by chance. */
const leastLikeness = 0.4;

/** Linear in the size of the text. */
export function nearestLines(text: string, oldText: string): string {
  const lines = text.replaceAll("\r\n", "\n").split("\n");
  if (lines.at(-1) === "") lines.pop();
  const wanted = oldText.replaceAll("\r\n", "\n").split("\n");
  if (wanted.length > 1 && wanted.at(-1) === "") wanted.pop();
  if (lines.length === 0) return "The file is empty.";
  const start = startByEqualLines(lines, wanted) ?? startByLikeness(lines, wanted);
  if (start === undefined) return "Nothing in the file is like it; read the file again.";
  return report(lines, wanted, Math.max(0, start));
}

/** Blanks at the ends and their number between words do not count. */
function bare(line: string): string {
  return line.trim().replace(/\s+/g, " ");
}

/** Every line that equals a wanted one votes for where the wanted text would have to start. */
function startByEqualLines(
  lines: readonly string[],
  wanted: readonly string[],
): number | undefined {
  const sought = new Map<string, number[]>();
  for (const [index, line] of wanted.slice(0, maxWanted).entries()) {
    const key = bare(line);
    if (key === "") continue;
    const places = sought.get(key) ?? [];
    if (places.length < maxVotes) places.push(index);
    sought.set(key, places);
  }
  const votes = new Map<number, number>();
  for (const [index, line] of lines.entries()) {
    const key = bare(line);
    for (const place of sought.get(key) ?? []) {
      const start = index - place;
      votes.set(start, (votes.get(start) ?? 0) + Math.min(key.length, 40));
    }
  }
  let best: number | undefined;
  let most = 0;
  for (const [start, count] of votes) if (count > most) [best, most] = [start, count];
  // A lone bracket is no likeness.
  return most >= Math.min(4, bare(wanted.join(" ")).length) ? best : undefined;
}

/** By letter pairs of the longest wanted line. */
function startByLikeness(lines: readonly string[], wanted: readonly string[]): number | undefined {
  let longest = 0;
  for (const [index, line] of wanted.slice(0, maxWanted).entries()) {
    if (bare(line).length > bare(wanted[longest] ?? "").length) longest = index;
  }
  const pairs = pairsOf(bare(wanted[longest] ?? "").slice(0, 400));
  let best: number | undefined;
  let most = leastLikeness;
  for (const [index, line] of lines.entries()) {
    const likeness = likenessTo(pairs, line.trim().slice(0, 400));
    if (likeness > most) [best, most] = [index - longest, likeness];
  }
  return best;
}

function pairsOf(line: string): Set<number> {
  const pairs = new Set<number>();
  for (let at = 1; at < line.length; at++) {
    pairs.add(line.charCodeAt(at - 1) * 65_536 + line.charCodeAt(at));
  }
  return pairs;
}

function likenessTo(pairs: ReadonlySet<number>, line: string): number {
  let common = 0;
  for (let at = 1; at < line.length; at++) {
    if (pairs.has(line.charCodeAt(at - 1) * 65_536 + line.charCodeAt(at))) common++;
  }
  const all = pairs.size + Math.max(0, line.length - 1);
  return all === 0 ? 0 : (2 * common) / all;
}

function report(lines: readonly string[], wanted: readonly string[], start: number): string {
  const parting = wanted.findIndex((line, index) => line !== lines[start + index]);
  // A long text is shown around the place where the two part.
  const from = start + Math.max(0, parting - maxShown / 2);
  const to = Math.min(lines.length, start + wanted.length, from + maxShown);
  const shown = lines.slice(from, to).map((line, index) => `${from + index + 1}: ${clip(line)}`);
  const head = `Nearest, lines ${from + 1}-${to} of ${lines.length}:\n${shown.join("\n")}`;
  if (parting === -1)
    return `${head}\nThe lines are there, but not with these line breaks around them.`;
  const mine = wanted[parting] ?? "";
  const theirs = lines[start + parting];
  const number = start + parting + 1;
  if (theirs === undefined)
    return `${head}\nThe file ends here; oldText goes on with: ${clip(mine)}`;
  if (bare(mine) === bare(theirs))
    return `${head}\nLine ${number} differs in white space: ${blanks(mine, theirs)}`;
  return `${head}\nLine ${number} differs; oldText has: ${clip(mine)}`;
}

/** The first difference in blanks that explains the miss. */
function blanks(mine: string, theirs: string): string {
  const indent = [mine, theirs].map((line) => named(/^\s*/.exec(line)?.[0] ?? ""));
  if (indent[0] !== indent[1])
    return `the file starts it with ${indent[1]}, oldText with ${indent[0]}.`;
  const end = [mine, theirs].map((line) => named(line.slice(line.trimEnd().length)));
  if (end[0] !== end[1]) return `the file ends it with ${end[1]}, oldText with ${end[0]}.`;
  return "the blanks between the words are others (tab, number, or a no-break space).";
}

/** "4 blanks", "1 tab", "1 tab and 2 blanks". */
function named(white: string): string {
  const tabs = white.split("\t").length - 1;
  const spaces = white.split(" ").length - 1;
  const others = white.length - tabs - spaces;
  const parts = [
    tabs > 0 ? `${tabs} tab${tabs === 1 ? "" : "s"}` : "",
    spaces > 0 ? `${spaces} blank${spaces === 1 ? "" : "s"}` : "",
    others > 0 ? `${others} other white space` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "no blanks" : parts.join(" and ");
}

function clip(line: string): string {
  return line.length > maxLine ? `${whole(line.slice(0, maxLine))}…` : line;
}
