/** "Verified" is about contents: what was taken back, byte for byte, has not changed; whatever nobody knows has. */

import { expect, test } from "vitest";
import type { Fact } from "../../src/core/events.ts";
import { interrupted, verifiedOf } from "../../src/core/folds.ts";

let calls = 0;

const ran = (name: string, effect: Extract<Fact, { type: "tool_result" }>["effect"]): Fact[] => {
  const callId = `call_${calls++}`;
  return [
    { type: "tool_start", callId, name, arguments: {} },
    ...(name === "verify"
      ? [{ type: "check", name: "x", ok: true, expected: "", actual: "", durationMs: 0 } as const]
      : []),
    { type: "tool_result", callId, content: "", isError: false, durationMs: 0, effect },
  ];
};
const verify = () => ran("verify", { kind: "none" });
const shell = () => ran("shell", { kind: "exec", command: "make", cwd: "." });
const read = () => ran("read_file", { kind: "read", path: "a" });

type Hash = string | null;

function write(id: string, path: string, before: Hash, after: string): Fact[] {
  return [
    { type: "checkpoint", id, files: [{ path, before, after }] },
    ...ran("write_file", { kind: "write", path, change: "update", bytes: 1 }),
  ];
}

type Files = Record<string, [Hash, Hash]>;

function undo(id: string, undoes: string, files: Files, left: string[] | null = []): Fact[] {
  const list = Object.entries(files).map(([path, [before, after]]) => ({ path, before, after }));
  return [
    { type: "checkpoint", id, undoes, files: list },
    ...(left === null ? [] : [{ type: "checkpoint", id, undoes, files: [], left } satisfies Fact]),
  ];
}

const made = () => [...write("c1", "a", null, "A"), ...write("c1", "b", "0", "B")];
const begun = () => [...made(), ...verify()];
const away = (id = "c2") => undo(id, "c1", { a: ["A", null], b: ["B", "0"] });
const back = (id = "c3") => undo(id, "c2", { a: [null, "A"], b: ["0", "B"] });

test.each<[string, Fact[]]>([
  ["nothing changed", []],
  ["undo and redo", [...away(), ...back()]],
  ["undo and redo, twice", [...away(), ...back(), ...away("c4"), ...back("c5")]],
  [
    "a later write that was taken back",
    [...write("c2", "a", "A", "A2"), ...undo("c3", "c2", { a: ["A2", "A"] })],
  ],
  [
    "two writes of one file, taken back at once",
    [
      ...write("c2", "a", "A", "A2"),
      ...write("c2", "a", "A2", "A3"),
      ...undo("c3", "c2", { a: ["A3", "A"] }),
    ],
  ],
  [
    "the model wrote it back by itself",
    [...write("c2", "a", "A", "A2"), ...write("c2", "a", "A2", "A")],
  ],
  [
    "a new file that is gone again",
    [...write("c2", "n", null, "N"), ...undo("c3", "c2", { n: ["N", null] })],
  ],
  [
    "an undo that was killed and went on",
    [...undo("c2", "c1", { a: ["A", null] }, null), ...away(), ...back()],
  ],
])("%s: verified", (_, later) => {
  expect(verifiedOf([...begun(), ...later])).toBe("yes");
});

test.each<[string, Fact[]]>([
  ["undo alone", away()],
  ["a redo of one file of two", [...away(), ...undo("c3", "c2", { a: [null, "A"] })]],
  [
    "another content than the verified one",
    [...away(), ...undo("c3", "c2", { a: [null, "A"], b: ["0", "b"] })],
  ],
  ["a command in between", [...away(), ...shell(), ...back()]],
  [
    "a call that was cut off in between",
    [
      ...away(),
      ...ran("edit_file", null).map((fact) =>
        fact.type === "tool_result" ? { ...fact, isError: true, content: interrupted } : fact,
      ),
      ...back(),
    ],
  ],
  [
    "an undo that nobody knows the end of",
    [...away(), ...undo("c3", "c2", { a: [null, "A"], b: ["0", "B"] }, null)],
  ],
  [
    "a file that somebody else had changed before it was taken back",
    [
      ...undo("c2", "c1", { a: ["mine", null], b: ["B", "0"] }),
      ...undo("c3", "c2", { a: [null, "mine"], b: ["0", "B"] }),
    ],
  ],
  [
    "a file that was left, because it is another one by now",
    [...undo("c2", "c1", { b: ["B", "0"] }, ["a"]), ...undo("c3", "c2", { b: ["0", "B"] })],
  ],
  [
    "a file that was left at the redo",
    [...away(), ...undo("c3", "c2", { a: [null, "A"], b: ["0", "B"] }, ["b"])],
  ],
  [
    "a write that no checkpoint tells of",
    ran("write_file", { kind: "write", path: "a", change: "update", bytes: 1 }),
  ],
])("%s: nobody has looked since", (_, later) => {
  expect(verifiedOf([...begun(), ...read(), ...later])).toBe("not_run");
});

test("a verification starts anew, whatever could not be known before it", () => {
  const lost = [...begun(), ...shell(), ...undo("c2", "c1", { a: ["x", null] }, null), ...verify()];
  expect(verifiedOf(lost)).toBe("yes");
  expect(verifiedOf([...lost, ...write("c4", "a", null, "A")])).toBe("not_run");
});

test("a failed write changes nothing", () => {
  const failed = write("c2", "a", "A", "A2").map((fact) =>
    fact.type === "tool_result" ? { ...fact, isError: true } : fact,
  );
  expect(verifiedOf([...begun(), ...failed])).toBe("yes");
  expect(verifiedOf([...begun(), ...failed, ...away(), ...back()])).toBe("yes");
});
