/** Line ends survive a rewrite by somebody who does not see them. */

import { expect, test } from "vitest";
import { keepLineEnds } from "../../src/sandbox/line-ends.ts";

test.each([
  ["one kind of line end is kept throughout", "a\r\nb\r\n", "a\nx\nb\n", "a\r\nx\r\nb\r\n"],
  ["a file of \\n stays one, whatever is sent", "a\nb\n", "a\r\nb\r\n", "a\nb\n"],
  ["the final line end is as in the new text", "a\r\nb\r\n", "a\nb", "a\r\nb"],
  ["a final line end is added as the text has it", "a\r\nb", "a\nb\n", "a\r\nb\r\n"],
  ["a file without line ends has none to keep", "a", "a\r\nb\n", "a\r\nb\n"],
  ["an empty file has none to keep", "", "a\r\nb\n", "a\r\nb\n"],
  ["a file can be emptied", "a\r\n", "", ""],
  ["old line ends of their own kind stay", "a\rb\r", "a\nb\nc\n", "a\rb\rc\r"],
  ["mixed: a line that was there keeps its own", "a\r\nb\nc\r\n", "a\nb\nc\n", "a\r\nb\nc\r\n"],
  [
    "mixed: a new line gets the usual end",
    "a\r\nb\nc\r\n",
    "a\nnew\nb\nc\n",
    "a\r\nnew\r\nb\nc\r\n",
  ],
  ["mixed: equal lines keep their order", "x\r\nx\ny\r\n", "x\nx\n1\ny\n", "x\r\nx\n1\r\ny\r\n"],
  [
    "mixed: moved lines take theirs along",
    "a\r\nb\nc\r\nd\r\n",
    "b\na\nd\nc\n",
    "b\na\r\nd\r\nc\r\n",
  ],
])("%s", (_, old, text, kept) => {
  expect(keepLineEnds(old, text)).toBe(kept);
});
