import { expect, test } from "vitest";
import { OutputTail } from "../../src/sinks/output-tail.ts";

function tailOf(...pieces: string[]) {
  const tail = new OutputTail();
  for (const piece of pieces) tail.push(piece);
  return tail.lines(3);
}

test("the last lines, and how many came before", () => {
  expect(tailOf("1\n2\n", "3\n4", "\n5\n\n")).toEqual({ lines: ["3", "4", "5"], before: 2 });
  expect(tailOf("\n\n")).toEqual({ lines: [], before: 0 });
});

test("of a line that was written over, as progress is, what stood there at last", () => {
  const progress = Array.from({ length: 101 }, (_, at) => `\r${at}% of it`);
  expect(tailOf("start\n", ...progress, "\nend\r\n").lines).toEqual(["start", "100% of it", "end"]);
  expect(tailOf("50%\r", "100%\r").lines).toEqual(["100%"]);
  expect(tailOf("half\r").lines).toEqual(["half"]);
});

test("nothing of it acts on a terminal", () => {
  expect(tailOf("\x1b[2J\x1b]0;t\x07a\u202e\n").lines.join("")).not.toMatch(/[\x1b\x07\u202e]/);
});
