/** What the user typed after `/name` goes where the skill says, and nowhere else. */

import { expect, test } from "vitest";
import { withArguments } from "../../src/skills/arguments.ts";

test("the place holder becomes what was typed, each time", () => {
  expect(withArguments("Fix $ARGUMENTS. Then test $ARGUMENTS.", " issue 5 ")).toBe(
    "Fix issue 5. Then test issue 5.",
  );
});

test("a text without place holder gets the arguments at its end", () => {
  expect(withArguments("Do it.", "now")).toBe("Do it.\n\nArguments: now");
  expect(withArguments("Do it.", "")).toBe("Do it.");
});

test("numbers after a dollar are left alone, and so are longer names", () => {
  const text = "awk '{ print $1 }' costs $5, see $0 and $ARGUMENTS_FILE";
  expect(withArguments(text, "x")).toBe(`${text}\n\nArguments: x`);
});

test("inside code nothing is replaced", () => {
  const text = "Run `echo $ARGUMENTS` or\n\n```sh\necho $ARGUMENTS\n```\n\nwith $ARGUMENTS.";
  expect(withArguments(text, "a b")).toBe(text.replace("with $ARGUMENTS", "with a b"));
});

test("a code block that is never closed is code to its end", () => {
  const text = "With $ARGUMENTS:\n\n```sh\necho $ARGUMENTS\n";
  expect(withArguments(text, "x")).toBe("With x:\n\n```sh\necho $ARGUMENTS\n");
});

test("a backslash keeps the word", () => {
  expect(withArguments("The word \\$ARGUMENTS means $ARGUMENTS.", "x")).toBe(
    "The word $ARGUMENTS means x.",
  );
});

test("what was typed is text, whatever it looks like", () => {
  expect(withArguments("A $ARGUMENTS B", "$& $1 $ARGUMENTS")).toBe("A $& $1 $ARGUMENTS B");
});

test("code in doubled backticks is code, a lone backtick is not", () => {
  expect(withArguments("`` `$ARGUMENTS` `` and ` $ARGUMENTS", "x")).toBe(
    "`` `$ARGUMENTS` `` and ` x",
  );
});

test("a fence in a fence does not end it", () => {
  const text = "````md\n```\n$ARGUMENTS\n```\n$ARGUMENTS\n````\n$ARGUMENTS";
  expect(withArguments(text, "x")).toBe(text.replace(/\$ARGUMENTS$/, "x"));
});
