/** Whatever a model, a skill, a file or a server says: an answer or advice comes back, of bounded size, never a fault. */

import { describe, expect, test } from "vitest";
import { ToolProblem } from "../../src/core/ports.ts";
import type { JsonObject } from "../../src/core/types.ts";
import { memorySandbox } from "../../src/sandbox/memory.ts";
import { nearestLines } from "../../src/tools/edit/nearest-lines.ts";
import { forms, readChecks } from "../../src/tools/verify/read-checks.ts";
import { type Random, random } from "../support/random.ts";
import { toolBench } from "../support/tool-bench.ts";

const words = [
  ..."http start run file stop portClosed port status form json body contains lacks name env ready tokens".split(
    " ",
  ),
  ..."path content oldText newText command id action questions checks pattern question default options".split(
    " ",
  ),
  "__proto__",
  "constructor",
  "",
];

function randomValue(numbers: Random, depth = 0): unknown {
  const plain = [
    null,
    true,
    false,
    0,
    -1,
    1.5,
    5000,
    1e21,
    "",
    "x",
    "GET /",
    "/",
    "POST //x",
    "../..",
    "\ud83d",
    "a\0b",
    "x".repeat(5000),
    "\n",
    "a.txt",
    "output",
  ];
  const kind = numbers.below(depth > 2 ? 1 : 3);
  if (kind === 0) return numbers.pick(plain.map((value) => [value]))[0];
  const size = numbers.below(4);
  if (kind === 1) return Array.from({ length: size }, () => randomValue(numbers, depth + 1));
  const entries = Array.from({ length: size + 1 }, () => [
    numbers.pick(words),
    randomValue(numbers, depth + 1),
  ]);
  return Object.fromEntries(entries);
}

/** The advice, or null where it was taken. Anything but a ToolProblem is thrown on. */
async function adviceOf(work: () => unknown): Promise<string | null> {
  try {
    await work();
    return null;
  } catch (thrown) {
    if (thrown instanceof ToolProblem) return thrown.message;
    throw thrown;
  }
}

describe("hostile input", () => {
  test("checks of any shape are read or refused with advice", async () => {
    let refused = 0;
    for (let seed = 1; seed <= 3000; seed++) {
      const numbers = random(seed);
      const form = numbers.pick(Object.keys(forms));
      const value = randomValue(numbers);
      const check = numbers.below(2) === 0 ? value : { [form]: value, ...(value as object) };
      const advice = await adviceOf(() => readChecks([check]));
      if (advice === null) continue;
      refused++;
      expect(advice.length, `seed ${seed}`).toBeLessThan(1500);
      expect(advice, `seed ${seed}`).toMatch(/^Nothing was run: /);
    }
    expect(refused).toBeGreaterThan(1000);
  });

  test("arguments of any shape get a result or advice from every tool", async () => {
    const sandbox = memorySandbox({ "a.txt": "text\n", "b/c.txt": "" });
    const { tools, effect, run } = toolBench({ sandbox });
    for (const [name, tool] of tools) {
      const known = Object.keys(tool.parameters.properties as object);
      for (let seed = 1; seed <= 150; seed++) {
        const numbers = random(seed);
        const entries = known.map((key) => [key, randomValue(numbers)]);
        const args: JsonObject = Object.fromEntries(entries);
        delete args.background;
        const advice = await adviceOf(async () => {
          await effect(name, args);
          const { result } = await run(name, args);
          expect(typeof result.content, `${name} ${seed}`).toBe("string");
          expect(result.content.length, `${name} ${seed}`).toBeLessThan(60_000);
        });
        expect((advice ?? "").length, `${name} ${seed}`).toBeLessThan(20_000);
      }
    }
  });

  test("the nearest lines are few and short, whatever file and text", () => {
    const pieces = [
      "a",
      "}",
      "\n",
      "\r\n",
      "  ",
      "\t",
      "\u00a0",
      "花",
      "😀",
      "const x = 1;",
      "x".repeat(2000),
      "\0",
    ];
    for (let seed = 1; seed <= 2000; seed++) {
      const numbers = random(seed);
      const any = () =>
        Array.from({ length: numbers.below(60) }, () => numbers.pick(pieces)).join("");
      const told = nearestLines(any(), any());
      expect(told.length, `seed ${seed}`).toBeLessThan(3000);
      expect(told.split("\n").length, `seed ${seed}`).toBeLessThan(16);
    }
  });

  test("a server's answers cannot break a verification", async () => {
    const pages = [
      "<form action='http://[bad/'><input type=hidden name=a>",
      "<form action='//evil.example/post'>",
      "<",
      "",
    ];
    const cookies = [
      "",
      "=;;;=",
      "a=1; Path=//; Expires=; Max-Age=99999999999999999999",
      "a\u0000=1\nb=2",
    ];
    const locations = [
      "http://[",
      "//evil.example/",
      "http://127.0.0.1:1/x",
      "javascript:1",
      "/loop",
      "",
    ];
    for (let seed = 1; seed <= 300; seed++) {
      const numbers = random(seed);
      const asked: string[] = [];
      const sandbox = memorySandbox(
        {},
        {
          http: async ({ url }) => {
            asked.push(url);
            return {
              status: numbers.pick([200, 302, 307, 404, 500, 999]),
              headers: {
                "content-type": numbers.pick([
                  "text/html",
                  "TEXT/HTML; charset=x",
                  "application/json",
                  "",
                ]),
                "set-cookie": numbers.pick(cookies),
                location: numbers.pick(locations),
              },
              body: numbers.pick(pages),
            };
          },
        },
      );
      const checks = [
        { http: "GET /", port: 8000, follow: true },
        {
          http: "POST /post",
          port: 8000,
          form: { a: "b" },
          follow: true,
          expectHeaders: { location: "/" },
        },
      ];
      const { events } = await toolBench({ sandbox }).call("verify", { checks });
      expect(
        events.map(({ type }) => type),
        `seed ${seed}`,
      ).toEqual(["check", "check"]);
      expect(
        asked.every((url) => url.startsWith("http://127.0.0.1:8000/")),
        `seed ${seed}`,
      ).toBe(true);
      expect(asked.length, `seed ${seed}`).toBeLessThanOrEqual(12);
    }
  });

  test("names and results in facts are one line each", async () => {
    const name = `a\nFAIL b\r\u001b[2Jc${"x".repeat(500)}`;
    const { events, result } = await toolBench().call("verify", {
      checks: [{ run: "x", name, contains: "line\nbreak" }],
    });
    const [fact] = events.filter((event) => event.type === "check");
    for (const text of [fact?.name, fact?.expected, fact?.actual]) {
      expect(text).not.toMatch(/[\r\n]/);
      expect(text?.length).toBeLessThanOrEqual(400);
    }
    expect(result.content.split("\n")).toHaveLength(2);
  });
});
