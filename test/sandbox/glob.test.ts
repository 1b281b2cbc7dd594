/** File patterns match what people expect of them. */

import { matchesGlob } from "node:path";
import { expect, test } from "vitest";
import { parseGlob } from "../../src/sandbox/glob.ts";

function matches(pattern: string, path: string): boolean {
  const glob = parseGlob(pattern);
  return glob.matched(path.split("/").reduce(glob.step, glob.start));
}

const paths = [
  "a",
  "a.py",
  "b.ts",
  "a/b.py",
  "a/b/c.py",
  "a/b/c.ts",
  "src/a/x.ts",
  "src/x.test.ts",
  "x1",
  "x2.md",
  "[a]",
  "{a}",
  "a,b",
  "src/b/c/d.js",
];

test.each([
  "a/*.py",
  "**/*.py",
  "a/**",
  "**",
  "**/c.*",
  "src/**/*.ts",
  "src/{a,b}/**/*.{ts,js}",
  "**/x[0-9]*",
  "a/?.py",
  "**/*.test.ts",
  "a/**/c.py",
  "{a,b}/b.py",
  "./a/*.py",
  "**/[!a].ts",
  "{a/b,src}/*.ts",
  "**/b/**",
])("%s matches the same paths as Node's own matcher", (pattern) => {
  expect(paths.filter((path) => matches(pattern, path))).toEqual(
    paths.filter((path) => matchesGlob(path, pattern.replace(/^\.\//, ""))),
  );
});

test.each([
  ["*.py", "a/b/c.py", true],
  ["*.py", "c.py", true],
  ["c.py", "a/b/c.py", true],
  ["a/*.py", "x/a/b.py", false],
  [".env*", "app/.env.local", true],
  ["*", ".hidden", true],
  ["[*]", "*", true],
  ["[*]", "a", false],
  ["[]]", "]", true],
  ["[a", "[a", true],
  ["{a", "{a", true],
  ["{a}", "{a}", true],
  ["{,x}a", "xa", true],
  ["a{b{1,2},c}d", "ab2d", true],
  ["a{b{1,2},c}d", "ab3d", false],
  ["esc\\x1b*", "esc\\x1b[31m", true],
  ["?", "🙂", true],
])("%s against %s: %s", (pattern, path, expected) => {
  expect(matches(pattern, path)).toBe(expected);
});

test("a pattern that would keep a backtracking matcher busy for ever is answered", () => {
  expect(matches(`${"*a".repeat(60)}b`, "a".repeat(250))).toBe(false);
  expect(matches(`${"**/a/".repeat(60)}b`, Array(200).fill("a").join("/"))).toBe(false);
});

test.each(["", "/etc/*", "../*", "a/../b", "{1,2,3,4,5,6}".repeat(5), "x".repeat(1001)])(
  "%j is refused",
  (pattern) => {
    expect(() => parseGlob(pattern)).toThrow(/pattern/i);
  },
);
