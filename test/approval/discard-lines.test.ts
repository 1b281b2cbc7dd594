import { expect, test } from "vitest";
import { discardFields } from "../../src/approval/discard-lines.ts";
import type { Discard } from "../../src/core/types.ts";

const told = (one: Partial<Discard>) =>
  discardFields(
    {
      ...{ kind: "exec", command: "c", cwd: "." },
      discards: [{ name: "git x", files: [], count: 0, staged: false, aside: false, ...one }],
    },
    (path) => `<${path}>`,
  ).map(({ name, text }) => `${name}: ${text}`);

test("what git discards is named, counted, and said to be lost or kept aside", () => {
  const lost = "NO copy is kept, /undo does not bring it back";
  expect(told({ files: ["a", "b"], count: 2 })).toEqual([
    `discards: <git x> (changes that are not committed in 2 files: <a>, <b>); ${lost}`,
  ]);
  expect(told({ files: [..."abcdefg"], count: 30, staged: true })).toEqual([
    `discards: <git x> (changes that are not committed in 30 files: <a>, <b>, <c>, <d>, <e>, +25; what is staged as well); ${lost}`,
  ]);
  expect(told({ staged: true, aside: true })).toEqual([
    "stashes: <git x> (what is staged; no file is changed besides); git stash pop brings it back",
  ]);
  expect(told({ files: null })).toEqual([
    `discards: <git x> (changes that are not committed; which ones is known only when it runs); ${lost}`,
  ]);
});
