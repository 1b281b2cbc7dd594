import { afterEach, expect, test, vi } from "vitest";
import { stopwatch } from "../../src/sandbox/stopwatch.ts";

afterEach(() => vi.useRealTimers());

test("a time beyond what a timer can count does not run out at once", () => {
  vi.useFakeTimers();
  let over = false;
  const watch = stopwatch(999_999_999_999, () => {
    over = true;
  });
  vi.advanceTimersByTime(60_000);
  watch.hold()();
  vi.advanceTimersByTime(60_000);
  expect(over).toBe(false);
  watch.end();
});
