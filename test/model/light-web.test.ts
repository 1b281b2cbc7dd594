/** The stand-ins behave like the standard class where the SDK uses it. */

import { expect, test } from "vitest";
import { globals, Headers as LightHeaders } from "../../src/model/light-web.ts";

test.each([
  ["the stand-in", () => new LightHeaders()],
  ["the standard class", () => new Headers()],
])("%s: names without letter case, values joined, replaced and taken away", (_name, make) => {
  const headers = make();
  headers.append("Accept", "a");
  headers.append("accept", "b");
  headers.set("X-One", " 1 ");
  headers.set("x-two", "2");
  headers.delete("X-TWO");
  expect(headers.get("ACCEPT")).toBe("a, b");
  expect(headers.has("x-two")).toBe(false);
  expect(headers.get("x-two")).toBeNull();
  expect([...headers]).toEqual([
    ["accept", "a, b"],
    ["x-one", "1"],
  ]);
  expect([...headers.entries()]).toEqual([...headers]);
  expect(() => headers.set("x", "a\nb: c")).toThrow(TypeError);
});

test("everything but the lazy classes is the real thing", () => {
  expect(Reflect.get(globals, "AbortSignal")).toBe(AbortSignal);
  expect(Reflect.get(globals, "Headers")).toBe(LightHeaders);
  expect(Object.getOwnPropertyDescriptor(globals, "Blob")?.value).toBeUndefined();
});
