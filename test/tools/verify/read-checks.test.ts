import { describe, expect, test } from "vitest";
import { readChecks } from "../../../src/tools/verify/read-checks.ts";

const problem = (check: unknown, ...before: unknown[]) => {
  try {
    readChecks([...before, check]);
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : "";
  }
  return "no problem";
};

const start = { start: "x", port: 5000 };

describe("reading checks", () => {
  test("a request knows the port of the start before it, and its defaults", () => {
    expect(readChecks([start, { http: "/" }])).toEqual([
      { kind: "start", name: "start x", command: "x", port: 5000 },
      {
        kind: "http",
        name: "GET /",
        method: "GET",
        path: "/",
        port: 5000,
        headers: {},
        tokens: true,
        follow: false,
        status: [],
        expectHeaders: {},
        contains: [],
        lacks: [],
      },
    ]);
  });

  test("waits for at most an hour, and a time of 0 is none", () => {
    const times = [0, 999_999_999_999].flatMap((timeoutMs) =>
      readChecks([
        { ...start, timeoutMs },
        { run: "x", timeoutMs },
        { http: "/", timeoutMs },
      ]).map((check) => ("timeoutMs" in check ? check.timeoutMs : undefined)),
    );
    expect(times).toEqual([undefined, undefined, undefined, 3_600_000, 3_600_000, 3_600_000]);
  });

  test.each([
    [{ http: "POST /post" }, { form: {} }],
    [{ http: "POST /post", json: null }, { form: {} }],
    [
      { http: "POST /api", json: { a: [1] } },
      { body: '{"a":[1]}', headers: { "content-type": "application/json" } },
    ],
    [{ http: "DELETE /x" }, {}],
    [{ http: "POST /x", form: { n: 1, b: true, e: null } }, { form: { n: "1", b: "true", e: "" } }],
    [{ http: "post http://localhost:8080/a?b=1" }, { method: "POST", path: "/a?b=1", port: 8080 }],
    [
      { http: "/", status: "302", port: "81" },
      { status: [302], port: 81 },
    ],
    [
      { http: "/", contains: 5, lacks: ["a", 6] },
      { contains: ["5"], lacks: ["a", "6"] },
    ],
    [
      { http: "/", expectHeaders: { "X-Powered-By": null } },
      { expectHeaders: { "x-powered-by": null } },
    ],
  ])("%j is read as %j", (check, expected) => {
    expect(readChecks([start, check])[1]).toMatchObject(expected);
  });

  test.each([
    [{ http: "GET /", contain: "a" }, "`contain` is not known"],
    [{ http: "GET /", status: 200, file: "a" }, "has none of the forms"],
    ["GET /", "has none of the forms"],
    [null, "has none of the forms"],
    [{ name: "x" }, "has none of the forms"],
    [{ http: "GET" }, "must be a method and a path"],
    [{ http: "FETCH /" }, "must be a method and a path"],
    [{ http: "GET http://example.org/" }, "must name a path"],
    [{ http: "GET //example.org/" }, "must name a path"],
    [{ http: "GET /", status: "ok" }, "must be an HTTP status"],
    [{ http: "GET /", status: [] }, "is an empty list"],
    [{ http: "GET /", contains: "" }, "none of them empty"],
    [{ http: "POST /", form: {}, json: {} }, "only one of form, json can be sent"],
    [{ http: "POST /", form: { a: { b: 1 } } }, "`form.a` must be text"],
    [{ http: "GET /", headers: { a: "b\r\nc: d" } }, "has a line break"],
    [{ start: "x" }, "`port` must be a port"],
    [{ start: "", port: 1 }, "`start` must be text"],
    [{ start: "x", port: 70_000 }, "`port` must be a port"],
    [{ start: "x", port: 5000, ready: "health" }, "`ready` must be a path"],
    [{ run: "x", exit: "zero" }, "`exit` must be a whole number"],
    [{ file: "a", exists: "maybe" }, "`exists` must be true or false"],
    [{ file: "a", exists: false, contains: "b" }, "cannot contain or lack"],
    [{ stop: false }, "`stop` must be true"],
    [{ portClosed: "http" }, "`portClosed` must be a whole number"],
  ])("%j is refused, saying what is wrong in which check", (check, words) => {
    const message = problem(check, start);
    expect(message).toContain(words);
    expect(message).toMatch(/^Nothing was run: (in )?check 2,/);
  });

  test("a request without a start before it needs a port", () => {
    expect(problem({ http: "GET /" })).toContain('needs a "port"');
  });

  test("an empty list is refused", () => {
    expect(() => readChecks([])).toThrow("`checks` is empty");
  });
});
