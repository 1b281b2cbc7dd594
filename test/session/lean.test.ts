import { join } from "node:path";
import { expect, test } from "vitest";
import type { Fact } from "../../src/core/events.ts";
import { leanEntries } from "../../src/session/lean.ts";
import { openLog } from "../../src/session/log.ts";
import { entriesOf, session, turn } from "../support/facts.ts";
import { heapOf } from "../support/heap.ts";
import { temporaryFolder } from "../support/temporary.ts";

test("a lean entry says the same in the same order, and what it was made of stays as it was", () => {
  const lean = leanEntries();
  const odd = [
    { type: "of another version", 7: "seven", "a,b": 1, a: null, b: undefined, deep: { list: [] } },
    { "a,b": 1 },
    { a: 1, b: 2 },
    JSON.parse('{"__proto__":{"polluted":true}}'),
    ...Array.from({ length: 300 }, (_, nth) => ({ [`field${nth}`]: [] })),
  ];
  for (const entry of [...entriesOf([session, ...turn(), ...turn("二")]), ...odd, ...odd]) {
    const before = structuredClone(entry);
    const made = lean(entry);
    expect(made).not.toBe(entry);
    expect(made).toStrictEqual(before);
    expect(Object.getPrototypeOf(made)).toBe(Object.prototype);
    expect(JSON.stringify(made)).toBe(JSON.stringify(before));
    expect(entry).toStrictEqual(before);
  }
});

test("entries share what a field held last, and only if it is the same in every part", () => {
  const lean = leanEntries();
  const values = [
    ...[[], [], {}, ["native"], ["native"], ["native", "hermes"], ["hermes", "native"]],
    ...[{ a: 1, b: 2 }, { a: 1, b: 2 }, { b: 2, a: 1 }, { a: 1, b: 3 }, { 0: 1 }, [1]],
    ...[[1, 2, 3, 4, 5], [1, 2, 3, 4, 5], [[]], [[]], null, "text"],
  ];
  const made = values.map((value) => lean({ value }).value);
  expect(made).toStrictEqual(values);
  const shared = made.flatMap((value, at) =>
    at > 0 && typeof value === "object" && value === made[at - 1] ? [at] : [],
  );
  expect(shared).toEqual([1, 4, 8]);
});

test("what a log gives back takes a fifth less of the heap than the same entries put together", () => {
  const answered = (nth: number): Fact[] => [
    { type: "turn_start", prompt: "?" },
    {
      type: "decision",
      ...{ step: nth, kind: "final", source: "native_text_final", nativeToolCallUsed: false },
      ...{ nativeToolCallFallbackReason: "none_returned" },
      ...{ calls: [], rejected: [], parserAttempts: ["native"] },
    },
    { type: "turn_end", reason: "done", text: "!", usage, verified: "not_run" },
  ];
  const usage = { inputTokens: 1, cachedTokens: 0, outputTokens: 1 };
  const facts = Array.from({ length: 3000 }, (_, nth) => nth);
  let time = 0;
  const log = openLog(join(temporaryFolder(), "s.jsonl"), { now: () => Math.floor(time++ / 3) });
  const lean = heapOf(() => facts.flatMap((nth) => answered(nth).map(log.append)));
  log.close();
  const plain = heapOf(() =>
    facts.flatMap((nth) =>
      answered(nth).map((fact) => ({ seq: nth, at: new Date(nth).toISOString(), ...fact })),
    ),
  );
  expect(lean / plain).toBeLessThan(0.8);
});
