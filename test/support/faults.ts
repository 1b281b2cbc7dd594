/** How much of each loop over faults is run: a part of it that fits into an ordinary run, or all of it. */

/** `npm run test:faults` sets it. */
export const long = process.env.SKILLET_FAULTS === "long";

/** One of two counts: for every run, and for the long one. */
export function rounds(short: number, all: number): number {
  return long ? all : short;
}

/** Every one, or so many of them, spread evenly from the first to the last. */
export function some<One>(all: readonly One[], short: number): One[] {
  if (long || all.length <= short) return [...all];
  const step = (all.length - 1) / Math.max(1, short - 1);
  return Array.from({ length: short }, (_, index) => all[Math.round(index * step)] as One);
}

/** What was tried, printed by the long run: the figures that are told of it. */
export function report(what: string): void {
  if (long) console.log(`faults: ${what}`);
}
