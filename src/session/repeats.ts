/** A log read back says much twice, a result and the message that carries it to the model above all; in memory it is there once. */

/** For the records of one log, in order. Changes them in place: what equals a text of late becomes the same string. */
export function repeats(): (record: object) => void {
  let young = new Map<string, string>();
  let old = new Map<string, string>();

  function known(text: string): string | undefined {
    const recent = young.get(text);
    if (recent !== undefined) return recent;
    const earlier = old.get(text);
    if (young.size === mostTexts) [young, old] = [new Map(), young];
    young.set(earlier ?? text, earlier ?? text);
    return earlier;
  }

  return function share(record) {
    for (const [name, part] of Object.entries(record)) {
      let same: unknown;
      if (typeof part === "string") same = part.length > shortText ? known(part) : undefined;
      else if (Array.isArray(part) && part.length === 0) same = none;
      else if (typeof part === "object" && part !== null) share(part);
      if (same !== undefined) (record as Record<string, unknown>)[name] = same;
    }
  };
}

/** Twice as many are remembered at most, those of some hundred steps: what repeats is rarely further away. */
const mostTexts = 1000;
/** JSON.parse itself makes one string of equal ones up to this length. */
const shortText = 10;
const none: readonly never[] = Object.freeze([]);
