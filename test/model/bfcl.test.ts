/** The function-calling cases, sent natively in each shape of the wire: exactly those calls come out. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { JsonObject, ToolSpec } from "../../src/core/types.ts";
import { native } from "../../src/lanes/native.ts";
import { loadCheckArguments } from "../../src/model/check-arguments.ts";
import { decodeReply } from "../../src/model/decode.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";

interface BfclCase {
  id: string;
  schema_valid: boolean;
  tools: { function: ToolSpec }[];
  expected: { name: string; arguments: JsonObject }[];
}

type Calls = BfclCase["expected"];

const checkArguments = await loadCheckArguments();

const shapes: Record<string, (calls: Calls) => string> = {
  "streamed in small pieces": (calls) =>
    stream(
      calls.flatMap(({ name, arguments: args }, index) => [
        [{ index, id: `call_${index}`, type: "function", function: { name, arguments: "" } }],
        ...(JSON.stringify(args).match(/[\s\S]{1,7}/g) ?? []).map((piece) => [
          { index, function: { arguments: piece } },
        ]),
      ]),
    ),
  "streamed whole, each at index 0 and without an id": (calls) =>
    stream(
      calls.map(({ name, arguments: args }) => [
        { index: 0, function: { name, arguments: JSON.stringify(args) } },
      ]),
    ),
  "streamed in one chunk, without index, as objects": (calls) =>
    stream([
      calls.map(({ name, arguments: args }, index) => ({
        id: `c${index}`,
        function: { name, arguments: args },
      })),
    ]),
  "not streamed": (calls) =>
    JSON.stringify({
      choices: [
        {
          index: 0,
          finish_reason: "tool_calls",
          message: {
            role: "assistant",
            content: null,
            tool_calls: calls.map(({ name, arguments: args }, index) => ({
              id: `call_${index}`,
              type: "function",
              function: { name, arguments: JSON.stringify(args) },
            })),
          },
        },
      ],
    }),
};

function stream(deltas: JsonObject[][]): string {
  const chunks = deltas.map((tool_calls) => ({ choices: [{ index: 0, delta: { tool_calls } }] }));
  const last = { choices: [{ index: 0, delta: {}, finish_reason: "tool_calls" }] };
  return [...chunks, last].map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`).join("");
}

if (!corporaPresent) {
  test("the function-calling cases are not beside this checkout: they are not run here", () => {
    expect(corporaPresent).toBe(false);
  });
} else {
  const cases = readFileSync(join(corpora, "bfcl", "cases.jsonl"), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as BfclCase)
    .filter(({ expected }) => expected.length > 0);

  describe.each(Object.entries(shapes))("%s", (_shape, write) => {
    test.each(cases.map((one) => [one.id, one] as const))("%s", async (_id, one) => {
      const { calls, rejected, error } = await decodeReply({
        form: "wire",
        body: Buffer.from(write(one.expected)),
        tools: one.tools.map((tool) => tool.function),
        lane: native,
        checkArguments,
        now: 0,
      });
      const ran = calls.map(({ name, arguments: args }) => ({ name, arguments: args }));
      expect(error).toBeNull();
      if (one.schema_valid) expect({ ran, rejected }).toEqual({ ran: one.expected, rejected: [] });
      else expect(rejected).toEqual([{ name: one.expected[0]?.name, reason: "invalid_arguments" }]);
    });
  });
}
