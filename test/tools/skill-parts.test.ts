import { expect, test } from "vitest";
import { partsOf } from "../../src/tools/skill-parts.ts";
import { random } from "../support/random.ts";

test("a short text is one part", () => {
  expect(partsOf("a\nb", 10)).toEqual(["a\nb"]);
  expect(partsOf("", 10)).toEqual([""]);
});

test("a part starts at a heading, else at a paragraph, else at a line, else where it has to", () => {
  const text = (middle: string) => `${"x".repeat(60)}\n${middle}${"y".repeat(60)}`;
  expect(partsOf(text("## Two\n"), 100)[1]).toMatch(/^## Two/);
  expect(partsOf(text("\nTwo\n"), 100)[1]).toMatch(/^\nTwo/);
  expect(partsOf(text("Two\n"), 100)[1]).toMatch(/^y/);
  expect(partsOf("x".repeat(250), 100).map(({ length }) => length)).toEqual([100, 100, 50]);
});

test("a comment inside code is no heading", () => {
  const text = `${"a\n".repeat(30)}# One\n\`\`\`sh\n# two\n# three\n\`\`\`\n${"b\n".repeat(40)}`;
  expect(partsOf(text, 90)[1]).toMatch(/^# One\n```sh\n# two/);
});

test("every character is in exactly one part, and none is cut in half", () => {
  const { pick } = random(7);
  const pieces = ["# H\n", "```\n", "\n", "words ", "😀", "~~~~\n", "x".repeat(40)];
  for (let round = 0; round < 500; round++) {
    const text = Array.from({ length: 60 }, () => pick(pieces)).join("");
    const parts = partsOf(text, 50);
    expect(parts.join("")).toBe(text);
    expect(parts.every((part) => part.length <= 50 && !/\p{Cs}/u.test(part))).toBe(true);
  }
});
