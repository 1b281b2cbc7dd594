import { describe, expect, test } from "vitest";
import { CookieJar } from "../../../src/tools/verify/cookie-jar.ts";

const now = Date.parse("2026-01-01T00:00:00Z");

const jarWith = (lines: string, path = "/") => {
  const jar = new CookieJar();
  jar.store(lines, path, now);
  return jar;
};

describe("the cookie jar", () => {
  test.each([
    ["a=1", "/", "a=1"],
    ["a=1\nb=2; HttpOnly; SameSite=Lax", "/x", "a=1; b=2"],
    ["a=x=y", "/", "a=x=y"],
    ["a=1; Path=/admin", "/", ""],
    ["a=1; Path=/admin", "/admin/x", "a=1"],
    ["a=1; Path=/admin", "/administrator", ""],
    ["a=1; Max-Age=0", "/", ""],
    ["a=1; Max-Age=60", "/", "a=1"],
    ["a=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "/", ""],
    ["a=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT", "/", "a=1"],
    ["a=1; Expires=rubbish", "/", "a=1"],
    ["a=1; Domain=example.org", "/", ""],
    ["a=1; Domain=127.0.0.1", "/", "a=1"],
    ["a=1; Path=/\nb=2; Path=/x/y", "/x/y", "b=2; a=1"],
    ["=1\nnonsense\na\u0001=1", "/", ""],
  ])("%j sends on %s: %j", (lines, path, header) => {
    expect(jarWith(lines).header(path, now)).toBe(header);
  });

  test("a later cookie of the same name replaces the earlier one, an expired one removes it", () => {
    const jar = jarWith("a=1");
    jar.store("a=2", "/", now);
    expect(jar.header("/", now)).toBe("a=2");
    jar.store("a=; Max-Age=0", "/", now);
    expect(jar.header("/", now)).toBe("");
  });

  test("a cookie runs out", () => {
    const jar = jarWith("a=1; Max-Age=60");
    expect(jar.header("/", now + 59_000)).toBe("a=1");
    expect(jar.header("/", now + 61_000)).toBe("");
  });

  test("without a path it belongs to the folder of the page that set it", () => {
    const jar = jarWith("a=1", "/shop/cart");
    expect(jar.header("/shop/x", now)).toBe("a=1");
    expect(jar.header("/", now)).toBe("");
  });

  test("keeps at most 100", () => {
    const lines = Array.from({ length: 500 }, (_, i) => `c${i}=1`).join("\n");
    expect(jarWith(lines).header("/", now).split("; ")).toHaveLength(100);
  });
});
