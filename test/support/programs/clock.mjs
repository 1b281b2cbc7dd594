// Loaded before a program (--import): another wall clock. SKILLET_TEST_CLOCK is what is done to it.
const RealDate = Date;
const began = RealDate.now();
const year = 365 * 24 * 3600_000;
let calls = 0;
const ways = {
  frozen: () => began,
  "jumping back": () => RealDate.now() - 3600_000 * calls++,
  "ten years ahead": () => RealDate.now() + 10 * year,
  "ten years back": () => RealDate.now() - 10 * year,
  "a hundred times as fast": () => began + (RealDate.now() - began) * 100,
};
const now = ways[process.env.SKILLET_TEST_CLOCK];
globalThis.Date = class extends RealDate {
  constructor(...given) {
    if (given.length === 0) super(now());
    else super(...given);
  }
  static now() {
    return now();
  }
};
