import { expect, test } from "vitest";
import { ignoredBy } from "../../src/core/git-ignore.ts";

const ignores = (text: string, path: string, folder = ".") =>
  ignoredBy([{ folder, text }])(path.replace(/\/$/, ""), path.endsWith("/"));

test.each([
  ["*.log", "a.log", true],
  ["*.log", "deep/er/a.log", true],
  ["*.log", "a.log.txt", false],
  ["/dist", "dist/a/b", true],
  ["/dist", "src/dist/a", false],
  ["dist/", "src/dist/a", true],
  ["dist/", "dist", false],
  ["a/b", "a/b/c", true],
  ["a/b", "x/a/b", false],
  ["**/b", "x/y/b", true],
  ["a/**/z", "a/z", true],
  ["a/**/z", "a/b/c/z", true],
  ["a/**", "a/b", true],
  ["a/*", "a/b/c", true],
  ["?.txt", "ab.txt", false],
  ["*.log\n!keep.log", "keep.log", false],
  ["out/\n!out/keep", "out/keep", true],
  ["# *.log", "a.log", false],
  ["[ab].log", "a.log", false],
  ["*.log \r\n", "a.log", true],
  ["設定?.txt", "設定1.txt", true],
])("%j names %s: %s", (text, path, named) => {
  expect(ignores(text, path)).toBe(named);
});

test("lines of an inner folder hold below it, and have the last word there", () => {
  const isIgnored = ignoredBy([
    { folder: ".", text: "*.log" },
    { folder: "src", text: "!keep.log\n/own" },
  ]);
  expect(isIgnored("src/a.log", false)).toBe(true);
  expect(isIgnored("src/deep/keep.log", false)).toBe(false);
  expect(isIgnored("keep.log", false)).toBe(true);
  expect([isIgnored("src/own", false), isIgnored("own", false)]).toEqual([true, false]);
});
