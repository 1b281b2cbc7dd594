/** What differs between a recorded request and one that is made now, for people. Pure. */

/** More than these are only counted. */
const most = 5;
const longest = 120;

/** How long something took, and the free ports of this machine, are other ones each time: no change. */
const fleeting: readonly (readonly [RegExp, string])[] = [
  [/\b\d+(?:\.\d+)? ?m?s\b/g, "<time>"],
  [/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, "<date>"],
  [/\b(127\.0\.0\.1|localhost):\d{4,5}\b/g, "$1:<port>"],
];

/** One line for each place, the first of them; empty: none. */
export function differences(recorded: unknown, asked: unknown): string[] {
  const found = [...compare("", recorded, asked)];
  if (found.length <= most) return found;
  return [...found.slice(0, most), `and ${found.length - most} more places`];
}

function* compare(path: string, was: unknown, is: unknown): Generator<string> {
  if (isContainer(was) && isContainer(is) && Array.isArray(was) === Array.isArray(is)) {
    for (const key of new Set([...Object.keys(was), ...Object.keys(is)])) {
      const step = Array.isArray(was) ? `[${key}]` : path === "" ? key : `.${key}`;
      yield* compare(path + step, was[key], is[key]);
    }
  } else if (still(was) !== still(is)) {
    const [before, after] = parted(still(was), still(is));
    yield `${path || "the request"} was ${before}, is ${after}`;
  }
}

function isContainer(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function still(value: unknown): string {
  if (value === undefined) return "absent";
  return fleeting.reduce((text, [what, word]) => text.replace(what, word), JSON.stringify(value));
}

/** Two long texts are shown from a little before they part. */
function parted(was: string, is: string): [string, string] {
  let same = 0;
  while (same < was.length && was[same] === is[same]) same++;
  const from = was.length > longest || is.length > longest ? Math.max(0, same - 40) : 0;
  const piece = (text: string) => {
    const cut = text.slice(from, from + longest);
    return `${from > 0 ? "…" : ""}${cut}${from + longest < text.length ? "…" : ""}`;
  };
  return [piece(was), piece(is)];
}
