/** What one line of a log holds: one entry, or what can be saved of a damaged line. */

export type JsonRecord = Record<string, unknown>;

export interface ParsedLine {
  records: JsonRecord[];
  /** Characters that belong to no record; 0: the line was whole. */
  lost: number;
}

/** How often a damaged line is searched anew; what is behind that counts as lost. Long lines get fewer tries: each reads to the end. */
const maxAttempts = (length: number) => (length > 1_000_000 ? 4 : 64);

export function parseLine(text: string): ParsedLine {
  const whole = parseRecord(text);
  if (whole) return { records: [whole], lost: 0 };
  return salvage(text);
}

/** Records that stand side by side are split; behind a stub the search goes on at the next start of an entry. */
function salvage(text: string): ParsedLine {
  const records: JsonRecord[] = [];
  const tries = maxAttempts(text.length);
  let lost = 0;
  let at = 0;
  for (let attempts = 0; at < text.length && attempts < tries; attempts++) {
    const begin = behindPadding(text, at);
    lost += begin - at;
    at = begin;
    const end = text[at] === "{" ? endOfObject(text, at) : -1;
    const record = end < 0 ? undefined : parseRecord(text.slice(at, end));
    if (record) {
      records.push(record);
      at = end;
      continue;
    }
    const next = nextStart(text, at + 1);
    lost += next - at;
    at = next;
  }
  return { records, lost: lost + (text.length - at) };
}

/** File systems leave blocks of NUL behind after a crash. */
function behindPadding(text: string, from: number): number {
  let at = from;
  while (text[at] === "\0" || text[at] === " ") at++;
  return at;
}

/** Inside a JSON text quotes are escaped, so this cannot be the content of a string; a nested object can still look like it. */
function nextStart(text: string, from: number): number {
  const found = text.indexOf('{"seq":', from);
  return found < 0 ? text.length : found;
}

/** The index behind the object that starts at `start`; -1 when it does not end. */
function endOfObject(text: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let i = start; i < text.length; i++) {
    const character = text[i];
    if (quoted) {
      if (character === "\\") i++;
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{") depth++;
    else if (character === "}" && --depth === 0) return i + 1;
  }
  return -1;
}

function parseRecord(text: string): JsonRecord | undefined {
  try {
    const value: unknown = /__proto__|\\u005[fF]/.test(text)
      ? JSON.parse(text, dropPrototype)
      : JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as JsonRecord)
      : undefined;
  } catch {
    return undefined;
  }
}

/** JSON.parse makes it an ordinary key, but whoever copies the object key by key later would set a prototype. */
function dropPrototype(key: string, value: unknown): unknown {
  return key === "__proto__" ? undefined : value;
}
