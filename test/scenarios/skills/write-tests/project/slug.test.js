import assert from "node:assert/strict";
import { test } from "node:test";
import { slug } from "./slug.js";

test("words are joined by single hyphens", () => {
  assert.equal(slug("  Hello,   World! "), "hello-world");
});

test("accents are dropped, other scripts are kept", () => {
  assert.equal(slug("Crème brûlée"), "creme-brulee");
  assert.equal(slug("掲示板 2"), "掲示板-2");
});

test("exactly 40 signs are kept, the rest is cut", () => {
  assert.equal(slug("a".repeat(40)), "a".repeat(40));
  assert.equal(slug("a".repeat(41)), "a".repeat(40));
});

test("a cut never ends in a hyphen", () => {
  assert.equal(slug(`${"a".repeat(39)} b`), "a".repeat(39));
});

test("a slug of a slug is the same", () => {
  assert.equal(slug(slug("Tea & Cake")), "tea-cake");
});

test("a title without a letter or digit is refused", () => {
  assert.throws(() => slug("?!"), RangeError);
  assert.throws(() => slug(""), RangeError);
});
