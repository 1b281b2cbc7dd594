import { expect, test } from "vitest";
import { diffOf } from "../../src/approval/diff.ts";

test("a new file is all added", async () => {
  expect(await diffOf(null, "a\nb\n")).toEqual({
    lines: [
      { mark: "+", text: "a" },
      { mark: "+", text: "b" },
    ],
    added: 2,
    removed: 0,
    notes: [],
  });
});

test("a change is shown with what stands around it", async () => {
  const { lines, added, removed } = await diffOf(
    "1\n2\n3\n4\n5\n6\n7\n8\n9\n",
    "1\n2\n3\n4\nX\n6\n7\n8\n9\n",
  );
  expect(lines.map(({ mark, text }) => mark + text)).toEqual([
    "@line 2",
    " 2",
    " 3",
    " 4",
    "-5",
    "+X",
    " 6",
    " 7",
    " 8",
  ]);
  expect([added, removed]).toEqual([1, 1]);
});

test("nothing that changes is told", async () => {
  expect((await diffOf("a\n", "a\n")).notes).toEqual(["nothing changes"]);
  expect((await diffOf(null, "")).notes).toEqual(["the file is empty"]);
});

test("line ends that change are told, and are no change of every line", async () => {
  const { lines, notes } = await diffOf("a\nb\n", "a\r\nb\r\n");
  expect(lines).toEqual([]);
  expect(notes).toEqual(["line ends change from LF to CRLF"]);
});

test("a last line end that comes or goes is told", async () => {
  expect((await diffOf("a\nb\n", "a\nb")).notes).toEqual(["the last line end goes"]);
  expect((await diffOf("a\nb", "a\nb\n")).notes).toEqual(["a last line end comes"]);
});

test("texts that have nothing in common are shown as the new one, and the old is counted", async () => {
  const many = (word: string) =>
    Array.from({ length: 5000 }, (_, line) => `${word} ${line}\n`).join("");
  const { lines, removed, notes } = await diffOf(many("old"), many("new"));
  expect([lines.length, removed]).toEqual([5000, 5000]);
  expect(notes).toEqual(["too different to compare: all 5000 lines are replaced"]);
});
