/** Characters that a reader cannot see, or that reorder what is seen: found, named, and taken out of what a model gets. */

// C0 without tab and line feed, DEL, C1, soft hyphen, zero-width space, marks and overrides of direction, word joiner and
// invisible operators, byte-order mark, interlinear marks, Hangul fillers, tag characters and the supplementary variation
// selectors (both carry smuggled text). Joiners (U+200C, U+200D) and U+FE0F stay: emoji and several scripts need them.
const pattern =
  "[\\0-\\x08\\x0b-\\x1f\\x7f-\\x9f\\xad\\u061c\\u115f\\u1160\\u180e\\u200b\\u200e\\u200f\\u202a-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff9-\\ufffb]|\\udb40[\\udc00-\\uddef]";

const one = new RegExp(pattern);
const every = new RegExp(pattern, "g");
const controls = /[\0-\x08\x0b-\x1f\x7f]/;

/** Each hidden character by its code point (U+200B) with its count, in order of appearance; empty: there are none. */
export interface Hidden {
  counts: ReadonlyMap<string, number>;
  /** Index of the first one. */
  first: number;
}

/** null: the text has none, the usual case. `ascii` skips what cannot be there. */
export function findHidden(text: string, ascii = false): Hidden | null {
  const first = text.search(ascii ? controls : one);
  if (first < 0) return null;
  const counts = new Map<string, number>();
  for (const [character] of text.matchAll(every)) {
    const name = codePoint(character);
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return { counts, first };
}

export function stripHidden(text: string): string {
  return text.replace(every, "");
}

/** `3 hidden characters (U+200B x2, U+202E)`; at most five code points are named. */
export function describeHidden({ counts }: Hidden): string {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const named = [...counts].slice(0, 5).map(([name, n]) => (n > 1 ? `${name} x${n}` : name));
  if (counts.size > named.length) named.push(`${counts.size - named.length} more kinds`);
  const names = named.join(", ");
  return total === 1 ? `1 hidden character (${names})` : `${total} hidden characters (${names})`;
}

/** The text with hidden characters written out as `\u{200B}`, for display. */
export function showHidden(text: string): string {
  return text.replace(every, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return point < 256
      ? `\\x${point.toString(16).padStart(2, "0")}`
      : `\\u{${point.toString(16).toUpperCase()}}`;
  });
}

function codePoint(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  return `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}
