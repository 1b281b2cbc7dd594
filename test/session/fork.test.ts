import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Fact } from "../../src/core/events.ts";
import { grantsOf, historyOf, interrupted } from "../../src/core/folds.ts";
import { receiptOf } from "../../src/core/receipt.ts";
import { turnsOf } from "../../src/core/turns.ts";
import { findSession } from "../../src/session/find.ts";
import { forkSession } from "../../src/session/fork.ts";
import { readLog } from "../../src/session/read.ts";
import { sealsOf } from "../../src/session/seals.ts";
import { createSession, latestSession, listSessions } from "../../src/session/store.ts";
import { session, turn } from "../support/facts.ts";
import { random } from "../support/random.ts";
import { temporaryFolder } from "../support/temporary.ts";

const start = Date.UTC(2026, 0, 2);

function stateWithSession() {
  const state = temporaryFolder();
  let time = start;
  const now = () => {
    time += 1000;
    return time;
  };
  const seals = sealsOf(state);
  const original = createSession(state, { ...session, id: "original" }, { now, seals });
  for (const fact of turn()) original.log.append(fact);
  return { state, original, now, seals };
}

test("a fork holds everything, remembers where it is from, and leaves the original as it is", () => {
  const { state, original, now, seals } = stateWithSession();
  original.close();
  const before = readFileSync(original.path);
  const fork = forkSession(state, findSession(state, "original"), { id: "copy", now, seals });
  expect(fork.session).toEqual({
    ...session,
    id: "copy",
    forkedFrom: { id: "original", seq: turn().length + 1 },
  });
  fork.log.append({ type: "turn_start", prompt: "another way" });
  fork.close();
  const copied = readLog(fork.path);
  expect(copied.problems).toEqual([]);
  expect(historyOf(copied.entries)).toEqual(historyOf(turn()));
  expect(receiptOf(copied.entries.slice(0, -1), session)).toEqual(
    receiptOf(readLog(original.path).entries, session),
  );
  expect(readFileSync(original.path)).toEqual(before);
  expect(listSessions(state).map(({ id }) => id)).toEqual(["copy", "original"]);
  expect(latestSession(state, session.cwd)).toMatchObject({
    id: "copy",
    forkedFrom: { id: "original" },
  });
});

test("a fork at an entry closes the call that it cuts from its result", () => {
  const { state, original, now } = stateWithSession();
  original.close();
  const started = readLog(original.path).entries.find(({ type }) => type === "tool_start");
  const seq = started?.seq ?? 0;
  const fork = forkSession(state, findSession(state, "original"), { id: "copy", seq, now });
  expect(fork.entries.at(-1)).toMatchObject({ type: "tool_start", seq });
  expect(historyOf(fork.entries).slice(-2)).toMatchObject([
    { role: "tool", toolCallId: "call_1", content: interrupted },
    { role: "tool", toolCallId: "call_2", content: interrupted },
  ]);
  fork.close();
});

test("a session that is open can be forked, from another folder too", () => {
  const { state, original, now } = stateWithSession();
  const fork = forkSession(state, findSession(state, "original"), { id: "copy", cwd: "/b", now });
  original.log.append({ type: "turn_start", prompt: "goes on" });
  expect(fork.entries).toHaveLength(turn().length + 1);
  expect(listSessions(state, "/b").map(({ id }) => id)).toEqual(["copy"]);
  fork.close();
  original.close();
});

test("an entry that is not there is refused, and no copy is begun", () => {
  const { state, original, now } = stateWithSession();
  original.close();
  const from = findSession(state, "original");
  expect(() => forkSession(state, from, { id: "copy", seq: 999, now })).toThrow(
    "Session original has no entry 999.",
  );
  expect(listSessions(state)).toHaveLength(1);
});

test("a fork at each turn has the history up to it, and nothing of a later one", () => {
  const { state, original, now } = stateWithSession();
  const name = { type: "session_name", name: "board" } as const;
  // Turns of several kinds: whole, with a name in between, cut short within a call, stopped before an answer.
  const turns: Fact[][] = [
    turn("one"),
    [...turn("two"), name],
    turn("three").slice(0, 12),
    turn("four").slice(0, 2),
    turn("five"),
  ];
  for (const fact of turns.slice(1).flat()) original.log.append(fact);
  original.close();
  const from = findSession(state, "original");
  for (let number = 1; number <= turns.length; number++) {
    const fork = forkSession(state, from, { id: `copy${number}`, turn: number, now });
    const prefix = turns.slice(0, number).flat();
    expect(historyOf(fork.entries)).toEqual(historyOf(recorded(prefix)));
    fork.close();
    const { entries, problems } = readLog(fork.path);
    expect(problems).toEqual([]);
    expect(historyOf(entries)).toEqual(historyOf(recorded(prefix)));
    expect(turnsOf(entries)).toHaveLength(number);
    expect(entries.some(({ type }) => type === "session_name")).toBe(false);
  }
  for (const none of [0, -1, 1.5, turns.length + 1]) {
    expect(() => forkSession(state, from, { id: "none", turn: none, now })).toThrow(
      `Session original has no turn ${none}.`,
    );
  }
  expect(listSessions(state)).toHaveLength(turns.length + 1);

  /** The first turn stands in the original already, with its own answer. */
  function recorded(facts: readonly Fact[]): Fact[] {
    return [...turn(), ...facts.slice(turn().length)];
  }
});

test("whatever was recorded, a fork at each entry and each turn has exactly the history until there", () => {
  const numbers = random(20260102);
  const kinds = [
    (text: string) => turn(text),
    (text: string) => turn(text).slice(0, 1 + numbers.below(turn().length)),
    (text: string): Fact[] => [{ type: "turn_start", prompt: text }],
    (text: string): Fact[] => [...turn(text), { type: "session_name", name: text }],
  ];
  for (let round = 0; round < 4; round++) {
    const state = temporaryFolder();
    const now = () => start;
    const seals = sealsOf(state);
    const original = createSession(state, { ...session, id: "original" }, { now, seals });
    for (let index = 0; index < 4; index++) {
      const kind = numbers.pick(kinds);
      for (const fact of kind(`turn ${index}`)) original.log.append(fact);
    }
    original.close();
    const from = findSession(state, "original");
    const { entries } = readLog(original.path);
    const copies = [
      ...entries.map(({ seq }) => ({ seq, until: seq })),
      ...turnsOf(entries).map(({ number, lastSeq }) => ({ turn: number, until: lastSeq })),
    ];
    for (const [index, { until, ...at }] of copies.entries()) {
      const fork = forkSession(state, from, { ...at, id: `copy${index}`, now });
      const prefix = entries.filter(({ seq }) => seq <= until);
      expect(historyOf(fork.entries)).toEqual(historyOf(prefix));
      expect(grantsOf(fork.entries)).toEqual(grantsOf(prefix));
      expect(fork.entries.map(({ seq }) => seq)).toEqual(fork.entries.map((_, place) => place + 1));
      fork.discard();
    }
    expect(listSessions(state).map(({ id }) => id)).toEqual(["original"]);
  }
});
