/** The top-level keys of a front matter as lines of text, for what YAML cannot tell: places, sources, and repairs. */

export interface Entry {
  key: string;
  /** As written: the key may stand in quotes. */
  writtenKey: string;
  /** Index of its first line within the front matter, from 0. */
  at: number;
  /** Index of the value on that line, from 0. */
  column: number;
  /** The rest of the first line, trimmed. */
  first: string;
  /** The lines below that belong to it, as they are. */
  more: string[];
}

export interface Entries {
  entries: Entry[];
  /** Lines before the first key, other than blanks and comments. */
  stray: { at: number; text: string }[];
}

const keyLine = /^("[^"]+"|'[^']+'|[A-Za-z_][\w.$-]*)[ \t]*:(?=[ \t]|$)[ \t]*(.*)$/;

export function entriesOf(yaml: string): Entries {
  const entries: Entry[] = [];
  const stray: Entries["stray"] = [];
  for (const [at, line] of yaml.split("\n").entries()) {
    const match = keyLine.exec(line);
    const last = entries.at(-1);
    if (match?.[1] !== undefined) {
      const first = match[2] ?? "";
      const key = match[1].replace(/^["']|["']$/g, "");
      const column = line.length - first.length;
      entries.push({ key, writtenKey: match[1], at, column, first: first.trim(), more: [] });
    } else if (last) last.more.push(line);
    else if (line.trim() !== "" && !line.startsWith("#")) stray.push({ at, text: line });
  }
  for (const entry of entries) {
    while (entry.more.length > 0 && /^\s*(#.*)?$/.test(entry.more.at(-1) ?? "")) entry.more.pop();
  }
  return { entries, stray };
}

/** A scalar's text as it stands in the source, without quotes and trailing comment. */
export function sourceOf(written: string): string {
  const quoted = /^(["'])(.*)\1[ \t]*(?:#.*)?$/.exec(written);
  return quoted?.[2] ?? written.replace(/[ \t]+#.*$/, "").trim();
}
