/** How entries lie in memory: a conversation keeps every one, so it takes no more room than its fields, and what repeats is there once. */

/** For the entries of one log, in order. What comes back says the same, field by field in the same order, and may share parts with an earlier one. */
export function leanEntries(): <Entry extends object>(entry: Entry) => Entry {
  const blanks = new Map<string, object>();
  const last = new Map<string, unknown>();

  /** JSON.parse gives an object room for just its fields, and a copy of it too; one put together has 25 to 40 bytes to spare. */
  function blankOf(names: readonly string[]): object {
    const shape = JSON.stringify(names);
    const known = blanks.get(shape);
    if (known) return known;
    const blank = JSON.parse(`{${names.map((name) => `${JSON.stringify(name)}:null`).join()}}`);
    if (blanks.size < mostKnown) blanks.set(shape, blank);
    return blank;
  }

  /** An empty list, the name of the lane, the usage of a turn of one step: it is what the field held last. */
  function shared(name: string, value: unknown): unknown {
    if (typeof value !== "object" || value === null) return value;
    const before = last.get(name);
    if (isSame(value, before)) return before;
    if (last.has(name) || last.size < mostKnown) last.set(name, value);
    return value;
  }

  return (entry) => {
    const fields = Object.entries(entry);
    const lean: Record<string, unknown> = { ...blankOf(fields.map(([name]) => name)) };
    for (const [name, value] of fields) lean[name] = shared(name, value);
    return lean as typeof entry;
  };
}

/** Shapes and fields; those of a log from elsewhere have no end. */
const mostKnown = 200;
/** Of a list or object that is compared. */
const mostParts = 4;

/** Flat: what lies deeper is the same when it is the very same. */
function isSame(value: object, before: unknown): boolean {
  if (typeof before !== "object" || before === null) return false;
  if (Array.isArray(value) !== Array.isArray(before)) return false;
  const [names, others] = [Object.keys(value), Object.keys(before)];
  if (names.length > mostParts || names.length !== others.length) return false;
  const [parts, earlier] = [Object.values(value), Object.values(before)];
  return names.every((name, at) => name === others[at] && Object.is(parts[at], earlier[at]));
}
