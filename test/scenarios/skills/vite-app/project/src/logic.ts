export interface Split {
  /** In cents, with the tip. */
  total: number;
  /** In cents, rounded up: shares always cover the total. */
  share: number;
}

/** "12.5" or "12,50" in cents; undefined: no amount. */
export function centsOf(text: string): number | undefined {
  const match = /^(\d{1,7})(?:[.,](\d{1,2}))?$/.exec(text.trim());
  if (!match) return undefined;
  return Number(match[1]) * 100 + Number((match[2] ?? "").padEnd(2, "0"));
}

export function split(cents: number, percent: number, people: number): Split | undefined {
  const fits = percent >= 0 && percent <= 100 && Number.isInteger(people) && people >= 1;
  if (!fits) return undefined;
  const total = cents + Math.round((cents * percent) / 100);
  return { total, share: Math.ceil(total / people) };
}
