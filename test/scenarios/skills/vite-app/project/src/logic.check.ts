import { centsOf, split } from "./logic";

function same(got: unknown, wanted: unknown): void {
  const [a, b] = [JSON.stringify(got), JSON.stringify(wanted)];
  if (a !== b) throw new Error(`expected ${b}, got ${a}`);
}

same(centsOf("12.5"), 1250);
same(centsOf(" 0,05 "), 5);
same(centsOf("12.345"), undefined);
same(centsOf("<b>"), undefined);
same(split(1000, 10, 3), { total: 1100, share: 367 });
same(split(0, 0, 1), { total: 0, share: 0 });
same(split(1000, 10, 0), undefined);
same(split(1000, 101, 1), undefined);
