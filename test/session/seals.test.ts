/** A rule that a log says was granted counts only where it was granted here, for that tool, in that session. */

import { chmodSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Fact } from "../../src/core/events.ts";
import { grantsOf } from "../../src/core/folds.ts";
import { findSession } from "../../src/session/find.ts";
import { forkSession } from "../../src/session/fork.ts";
import { sealsOf } from "../../src/session/seals.ts";
import { createSession, resumeSession } from "../../src/session/store.ts";
import { session } from "../support/facts.ts";
import { temporaryFolder } from "../support/temporary.ts";

const now = () => 0;

function granting(rule: string, name = "shell", callId = "c1"): Fact[] {
  const calls = [{ callId, name, effect: { kind: "none" as const }, preview: "", reason: "" }];
  const given = { callId, granted: true, by: "user", scope: "session", rule } as const;
  return [
    { type: "approval_request", calls },
    { type: "approval", ...given },
  ];
}

function stateWith(facts: readonly Fact[]) {
  const state = temporaryFolder();
  const started = createSession(state, { ...session, id: "one" }, { now, seals: sealsOf(state) });
  for (const fact of facts) started.log.append(fact);
  started.close();
  /** What a later run finds granted, and what it is told. */
  const later = (of = "one") => {
    const options = { now, seals: sealsOf(state) };
    const again = resumeSession(findSession(state, of), options);
    again.close();
    const rules = grantsOf(again.entries).map(({ tool, pattern }) => `${tool}:${pattern}`);
    return { rules, told: again.problems.map(({ message }) => message) };
  };
  const edit = (change: (text: string) => string) =>
    writeFileSync(started.path, change(readFileSync(started.path, "utf8")));
  return { state, later, edit, path: started.path };
}

const none = {
  rules: [],
  told: ["A grant in this log was not given here: what it allowed is asked again."],
};

test("what was granted here is granted in the next run, and in a copy, and in a copy of that", () => {
  const { state, later } = stateWith(granting("shell:npm test"));
  expect(later()).toEqual({ rules: ["shell:npm test"], told: [] });
  for (const [from, to] of [
    ["one", "two"],
    ["two", "three"],
  ] as const) {
    const options = { id: to, now, seals: sealsOf(state) };
    forkSession(state, findSession(state, from), options).close();
    expect(later(to)).toEqual({ rules: ["shell:npm test"], told: [] });
  }
});

describe("a grant that was written into a log", () => {
  test.each<[string, (text: string) => string]>([
    ["another rule", (text) => text.replace("npm test", "rm -r")],
    [
      "another tool that was asked for",
      (text) => text.replace('"name":"shell"', '"name":"propose_plan"'),
    ],
    ["a longer time", (text) => text.replace('"scope":"session"', '"scope":"project"')],
    ["no seal", (text) => text.replace(/,"seal":"\w+"/, "")],
    ["another seal", (text) => text.replace(/"seal":"\w/, '"seal":"x')],
    ["the seal of another call of that tool", (text) => text.replaceAll('"c1"', '"c2"')],
  ])("%s: it does not count, and that is told", (_, change) => {
    const { later, edit } = stateWith(granting("shell:npm test"));
    edit(change);
    expect(later()).toEqual(none);
  });

  test("in a log under another name, or of another state directory", () => {
    const { state, later, path } = stateWith(granting("shell:npm test"));
    writeFileSync(join(path, "../other.jsonl"), readFileSync(path));
    expect(later("other")).toEqual(none);
    rmSync(join(state, "seal.key"));
    expect(later()).toEqual(none);
  });

  test("a copy does not put a seal on it", () => {
    const { state, later, edit } = stateWith(granting("shell:npm test"));
    edit((text) => text.replace("npm test", "rm -r"));
    const options = { id: "copy", now, seals: sealsOf(state) };
    const copy = forkSession(state, findSession(state, "one"), options);
    copy.close();
    expect(copy.problems.map(({ message }) => message)).toEqual(none.told);
    expect(later("copy")).toEqual({ rules: [], told: [] });
  });

  test("what stands sealed beside it goes on counting", () => {
    const { later, edit } = stateWith([
      ...granting("shell:npm test"),
      ...granting("shell:ls", "shell", "c2"),
    ]);
    edit((text) => text.replace("npm test", "rm -r"));
    expect(later()).toEqual({ rules: ["shell:ls"], told: none.told });
  });
});

describe("the key", () => {
  test("is made with the first grant, for the user alone", () => {
    const { state } = stateWith([{ type: "turn_start", prompt: "hi" }]);
    expect(() => statSync(join(state, "seal.key"))).toThrow("ENOENT");
    const granted = stateWith(granting("shell:ls"));
    expect(statSync(join(granted.state, "seal.key")).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(granted.state, "seal.key"), "utf8")).toMatch(/^[0-9a-f]{64}$/);
  });

  test.each<[string, (key: string, known: string) => void]>([
    [
      "a link to one that somebody knows",
      (key, known) => {
        rmSync(key);
        symlinkSync(known, key);
      },
    ],
    ["one that others may read", (key) => chmodSync(key, 0o644)],
    ["one that is empty", (key) => writeFileSync(key, "")],
    ["one that is cut", (key) => writeFileSync(key, "0123")],
  ])("%s is no key: nothing is sealed, and nothing sealed counts", (_, spoil) => {
    const { state, later } = stateWith(granting("shell:ls"));
    const known = join(temporaryFolder(), "known");
    writeFileSync(known, "0".repeat(64), { mode: 0o600 });
    spoil(join(state, "seal.key"), known);
    expect(later()).toEqual(none);
    const next = createSession(state, { ...session, id: "two" }, { now, seals: sealsOf(state) });
    for (const fact of granting("shell:ls")) next.log.append(fact);
    next.close();
    expect(readFileSync(next.path, "utf8")).not.toContain('"seal"');
  });
});
