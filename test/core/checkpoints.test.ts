import { describe, expect, test } from "vitest";
import {
  checkpointsOf,
  lastToRedo,
  lastToUndo,
  nextCheckpointId,
} from "../../src/core/checkpoints.ts";
import type { CheckpointFact, Fact } from "../../src/core/events.ts";
import { undoNews } from "../../src/core/undo-news.ts";
import { planUndo, type Standing } from "../../src/core/undo-plan.ts";
import { writtenFiles } from "../../src/core/written-files.ts";
import { random } from "../support/random.ts";

type Hash = string | null;

const start = (prompt = "go"): Fact => ({ type: "turn_start", prompt });
const says = (content = "go"): Fact => ({ type: "message", message: { role: "user", content } });
const about = (
  id: string,
  path: string,
  before: Hash,
  after: Hash,
  more: Partial<CheckpointFact> = {},
): CheckpointFact => ({ type: "checkpoint", id, files: [{ path, before, after }], ...more });
const done = (path: string, isError = false): Fact => ({
  type: "tool_result",
  ...{ callId: "x", content: "", durationMs: 0, isError },
  effect: { kind: "write", path, bytes: 3, change: "update" },
});
/** A write that took place. */
const wrote = (id: string, path: string, before: Hash, after: Hash): Fact[] => [
  about(id, path, before, after),
  done(path),
];
/** An undo of one file, from its announcement to its end. */
const undid = (id: string, undoes: string, path: string, before: Hash, after: Hash): Fact[] => [
  about(id, path, before, after, { undoes }),
  { type: "checkpoint", id, undoes, files: [], left: [] },
];
const at = (states: Record<string, Hash>) =>
  new Map(Object.entries(states).map(([path, hash]): [string, Standing] => [path, { hash }]));
const actions = (facts: Fact[], id: string, states: Record<string, Hash>) => {
  const all = checkpointsOf(facts);
  const one = all.find((checkpoint) => checkpoint.id === id);
  if (!one) throw new Error(`no ${id}`);
  const { files } = planUndo(one, all, at(states), (hash) => hash !== "gone");
  return files.map(({ path, action, to, why }) => [path, action, to, ...(why ? [why] : [])]);
};

describe("the writes of one turn are one checkpoint", () => {
  test("from the first state to the last", () => {
    const facts = [
      start("build"),
      ...wrote("c1", "a", "s0", "s1"),
      ...wrote("c1", "b", null, "b1"),
      ...wrote("c1", "a", "s1", "s2"),
    ];
    expect(checkpointsOf(facts)).toEqual([
      {
        ...{ id: "c1", prompt: "build", folders: [], undoes: null, undoneBy: null },
        ...{ ended: true, ranCommands: false },
        files: [
          { path: "a", before: "s0", after: "s2", own: ["s2"], changed: "yes" },
          { path: "b", before: null, after: "b1", own: ["b1"], changed: "yes" },
        ],
      },
    ]);
  });

  test.each<[string, Fact[], Hash, string]>([
    ["killed before the write", [about("c1", "a", "s0", "s1")], "s0", "none"],
    ["killed after the write", [about("c1", "a", "s0", "s1")], "s1", "restore"],
    [
      "killed in the second write",
      [...wrote("c1", "a", "s0", "s1"), about("c1", "a", "s1", "s2")],
      "s1",
      "restore",
    ],
    [
      "killed after the second",
      [...wrote("c1", "a", "s0", "s1"), about("c1", "a", "s1", "s2")],
      "s2",
      "restore",
    ],
    ["failed", [about("c1", "a", "s0", "s1"), done("a", true)], "s0", "none"],
    [
      "failed, though it had been written",
      [about("c1", "a", "s0", "s1"), done("a", true)],
      "s1",
      "restore",
    ],
    [
      "an earlier state of the turn",
      [...wrote("c1", "a", "s0", "s1"), ...wrote("c1", "a", "s1", "s2")],
      "s1",
      "changed",
    ],
    ["a state of nobody's", wrote("c1", "a", "s0", "s1"), "u", "changed"],
    ["removed by somebody", wrote("c1", "a", "s0", "s1"), null, "changed"],
    ["put back by somebody", wrote("c1", "a", "s0", "s1"), "s0", "none"],
  ])("%s", (_, facts, now, action) => {
    expect(actions([start(), ...facts], "c1", { a: now })[0]?.slice(0, 3)).toEqual([
      "a",
      action,
      "s0",
    ]);
  });

  test("what somebody made of a file during the turn is what comes back", () => {
    const facts = [start(), ...wrote("c1", "a", "s0", "s1"), ...wrote("c1", "a", "u", "s2")];
    expect(actions(facts, "c1", { a: "s2" })).toEqual([["a", "restore", "u"]]);
  });

  test("a turn in which every write failed is none to undo", () => {
    const facts = [start(), about("c1", "a", "s0", "s1"), done("a", true)];
    expect(lastToUndo(checkpointsOf(facts))).toBeUndefined();
    expect(lastToUndo(checkpointsOf([...facts, about("c1", "a", "s0", "s1")]))?.id).toBe("c1");
  });

  test("commands of the turn are remembered, before and after its writes", () => {
    const shell: Fact = { type: "tool_start", callId: "s", name: "shell", arguments: {} };
    const write = about("c1", "a", null, "s1");
    for (const [facts, ran] of [
      [[start(), shell, write], true],
      [[start(), write, shell], true],
      [[start(), shell, start(), write], false],
    ] as const)
      expect(checkpointsOf(facts)[0]?.ranCommands).toBe(ran);
  });

  test("what cannot be brought back is said", () => {
    const facts = [start(), ...wrote("c1", "a", "gone", "s1")];
    expect(actions(facts, "c1", { a: "s1" })).toEqual([
      ["a", "blocked", "gone", "its earlier content is no longer kept"],
    ]);
  });
});

describe("undo and redo", () => {
  const first = [start(), ...wrote("c1", "a", null, "s1")];
  const second = [...first, start(), ...wrote("c2", "a", "s1", "s2")];
  const undone = [...second, ...undid("c3", "c2", "a", "s2", "s1")];
  const redone = [...undone, ...undid("c4", "c3", "a", "s1", "s2")];
  const next = (facts: Fact[]) => {
    const all = checkpointsOf(facts);
    return [lastToUndo(all)?.id, lastToRedo(all)?.id, nextCheckpointId(facts)];
  };

  test.each<[string, Fact[], (string | undefined)[]]>([
    ["nothing yet", [start()], [undefined, undefined, "c1"]],
    ["two turns", second, ["c2", undefined, "c3"]],
    ["the last undone", undone, ["c1", "c3", "c4"]],
    ["and redone", redone, ["c2", undefined, "c5"]],
    ["undone again", [...redone, ...undid("c5", "c2", "a", "s2", "s1")], ["c1", "c5", "c6"]],
    ["both undone", [...undone, ...undid("c4", "c1", "a", "s1", null)], [undefined, "c4", "c5"]],
    [
      "one redone",
      [...undone, ...undid("c4", "c1", "a", "s1", null), ...undid("c5", "c4", "a", null, "s1")],
      ["c1", "c3", "c6"],
    ],
    [
      "a turn after an undo",
      [...undone, start(), ...wrote("c4", "b", null, "b1")],
      ["c4", undefined, "c5"],
    ],
    [
      "an undo that was killed",
      [...second, about("c3", "a", "s2", "s1", { undoes: "c2" })],
      ["c2", "c3", "c4"],
    ],
  ])("%s", (_, facts, expected) => {
    expect(next(facts)).toEqual(expected);
  });

  test("a redo that was killed can be gone on with or taken back", () => {
    const facts = [...undone, about("c4", "a", "s1", "s2", { undoes: "c3" })];
    expect(next(facts)).toEqual(["c2", "c3", "c5"]);
    for (const state of ["s1", "s2"]) {
      expect(actions(facts, "c2", { a: state })[0]?.[2]).toBe("s1");
      expect(actions(facts, "c3", { a: state })[0]?.[2]).toBe("s2");
    }
    const back = [...facts, ...undid("c5", "c2", "a", "s2", "s1")];
    expect(next(back)).toEqual(["c1", "c5", "c6"]);
  });

  test("an undo that was killed can be gone on with or taken back", () => {
    const facts: Fact[] = [
      start(),
      ...wrote("c1", "a", "a0", "a1"),
      ...wrote("c1", "b", "b0", "b1"),
      {
        ...about("c2", "a", "a1", "a0", { undoes: "c1" }),
        files: [
          { path: "a", before: "a1", after: "a0" },
          { path: "b", before: "b1", after: "b0" },
        ],
      },
    ];
    const halfway = { a: "a0", b: "b1" };
    expect(actions(facts, "c1", halfway)).toEqual([
      ["a", "none", "a0"],
      ["b", "restore", "b0"],
    ]);
    expect(actions(facts, "c2", halfway)).toEqual([
      ["a", "restore", "a1"],
      ["b", "none", "b1"],
    ]);
  });

  test("what an undo left is not part of it", () => {
    const facts: Fact[] = [
      ...first,
      about("c2", "a", "s1", null, { undoes: "c1" }),
      { type: "checkpoint", id: "c2", undoes: "c1", files: [], left: ["a"] },
    ];
    expect(checkpointsOf(facts).at(-1)?.files).toEqual([]);
  });

  test("of a file that a later turn changed again, that one is named", () => {
    expect(actions(second, "c1", { a: "s2" })).toEqual([
      ["a", "changed", null, "changed again by c2"],
    ]);
  });

  test("a log that makes no sense is read all the same", () => {
    const facts: Fact[] = [
      about("c1", "a", "x", "y", { undoes: "c1", left: [] }),
      about("c9999999999", "a", "x", "y", { undoes: "c7", left: ["b"] }),
      done("a"),
      about("zz", "a", "x", "x"),
    ];
    expect(checkpointsOf(facts)).toHaveLength(3);
    expect(next(facts)).toEqual([undefined, undefined, "c2"]);
  });
});

describe("the model is told", () => {
  test.each<[string, Fact[], string[] | null]>([
    ["nothing when nothing was undone", [says(), ...wrote("c1", "a", null, "s1")], null],
    [
      "what was restored and removed",
      [says(), ...undid("c3", "c2", "a", "s2", "s1"), ...undid("c4", "c1", "b", "b1", null)],
      ['"a"', '"b" (removed)'],
    ],
    [
      "nothing of what was put back again",
      [says(), ...undid("c3", "c2", "a", "s2", "s1"), ...undid("c4", "c3", "a", "s1", "s2")],
      null,
    ],
    ["nothing twice", [says(), ...undid("c3", "c2", "a", "s2", "s1"), says()], null],
    [
      "also behind an answer that closes a call that was cut off",
      [
        says(),
        ...undid("c3", "c2", "a", "s2", "s1"),
        { type: "message", message: { role: "tool", toolCallId: "1", name: "x", content: "" } },
      ],
      ['"a"'],
    ],
    [
      "of what was left after all only what was done before",
      [
        says(),
        ...undid("c3", "c2", "a", "s2", "s1"),
        about("c4", "a", "s1", "s0", { undoes: "c1" }),
        { type: "checkpoint", id: "c4", undoes: "c1", files: [], left: ["a"] },
      ],
      ['"a"'],
    ],
  ])("%s", (_, facts, paths) => {
    const news = undoNews(facts);
    expect(news && /you left them: (.*)\. Read/.exec(news)?.[1]?.split(", ")).toEqual(paths);
  });
});

test("written files are those that stand, with the size they have now", () => {
  const sized = (path: string, bytes: number): Fact => ({
    type: "tool_result",
    ...{ callId: "x", content: "", durationMs: 0, isError: false },
    effect: { kind: "write", path, bytes, change: "overwrite" },
  });
  const facts: Fact[] = [
    about("c1", "a", "s0", "s1"),
    sized("a", 10),
    about("c2", "a", "s1", "s2"),
    sized("a", 20),
    ...undid("c3", "c2", "a", "s2", "s1"),
  ];
  expect(writtenFiles(facts)).toEqual([{ path: "a", bytes: 10, change: "overwrite" }]);
  const all = [...facts, ...undid("c4", "c1", "a", "s1", "s0")];
  expect(writtenFiles(all)).toEqual([]);
  expect(writtenFiles([...all, ...undid("c5", "c4", "a", "s0", "s1")])).toHaveLength(1);
});

describe("the next id is one that the log does not hold", () => {
  test.each([
    ["the highest number there is", ["c999999999"]],
    ["numbers that no double can count", ["c99999999999999999999", `c${"9".repeat(400)}`]],
    ["the border of what is counted", ["c999999", "c1000000", "c1000001"]],
    ["gaps", ["c1", "c3", "c7"]],
    ["what only looks like a number", ["c01", "c-1", "c1e3", "c", "", "__proto__", "c2\n"]],
  ])("%s", (_, ids) => {
    const facts: Fact[] = [start(), ...ids.flatMap((id) => wrote(id, "a", "s0", "s1"))];
    const taken = new Set(ids);
    for (let round = 0; round < 40; round++) {
      const id = nextCheckpointId(facts);
      expect(taken).not.toContain(id);
      expect(id).toMatch(/^c\d{1,7}$/);
      taken.add(id);
      facts.push(...wrote(id, "a", "s0", "s1"));
    }
    expect(checkpointsOf(facts)).toHaveLength(taken.size);
  });

  test("nor one that an undo says it took back: it would be born undone", () => {
    const facts = [start(), ...wrote("c1", "a", null, "s"), ...undid("c2", "c3", "a", "s", null)];
    expect(nextCheckpointId(facts)).toBe("c4");
  });

  test("whatever else it holds", () => {
    const { below } = random(7);
    for (let round = 0; round < 300; round++) {
      const some = ["c0", "c1", "c2", "c3", "c9", "c999998", "c999999", "c1000000", "c999999999"];
      const ids = some.filter(() => below(5) < 2);
      const facts = [start(), ...ids.map((id) => about(id, "a", null, "s"))];
      expect(ids).not.toContain(nextCheckpointId(facts));
    }
  });
});
