/** Numbers that look random and are the same on every run; a failing case is found again by its seed. */

export interface Random {
  /** A whole number from 0 to `below` - 1. */
  below(below: number): number;
  pick<Value>(values: readonly Value[]): Value;
}

export function random(seed: number): Random {
  let state = seed >>> 0 || 1;
  const next = () => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state;
  };
  for (let warm = 0; warm < 8; warm++) next();
  return {
    below: (below) => next() % below,
    pick(values) {
      const value = values[next() % values.length];
      if (value === undefined) throw new Error("nothing to pick from");
      return value;
    },
  };
}
