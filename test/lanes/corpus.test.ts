/** Every case of the lanes corpus, decoded as `skillet decode` does it. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { JsonObject, ToolSpec } from "../../src/core/types.ts";
import { readerNamed } from "../../src/lanes/index.ts";
import { loadCheckArguments } from "../../src/model/check-arguments.ts";
import { decodeReply } from "../../src/model/decode.ts";
import { corpora, corporaPresent } from "../support/corpora.ts";

interface LaneCase {
  id: string;
  protocol: string;
  text: string;
  tools: ToolSpec[];
  expect: {
    kind: "calls" | "answer" | "error";
    text?: string | null;
    tool_calls: { name: string; arguments: JsonObject }[];
    thought?: string;
    reasoning?: string;
    repaired?: boolean;
    error_kind?: string;
    repair_hint_contains?: string;
  };
}

const checkArguments = await loadCheckArguments();

if (!corporaPresent) {
  test("the lanes corpus is not beside this checkout: its cases are not run here", () => {
    expect(corporaPresent).toBe(false);
  });
} else {
  const folder = join(corpora, "lanes");
  const cases = readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as LaneCase);

  describe("the lanes corpus is read as its cases say", () => {
    test.each(cases.map((one) => [one.id, one] as const))("%s", async (_id, laneCase) => {
      const { protocol, text, tools, expect: want } = laneCase;
      const lane = readerNamed(protocol);
      if (!lane) throw new Error(`no reader for ${protocol}`);
      const got = await decodeReply({
        form: "text",
        body: Buffer.from(text),
        tools,
        lane,
        checkArguments,
        now: 0,
      });
      const ran = got.calls.map(({ name, arguments: args }) => ({ name, arguments: args }));
      expect(ran).toEqual(want.tool_calls);
      if (typeof want.text === "string") {
        expect(want.text === "*verbatim*" ? got.text : got.text.trim()).toBe(
          want.text === "*verbatim*" ? text : want.text,
        );
      }
      const thought = want.thought ?? want.reasoning;
      if (thought !== undefined) expect(got.reasoning).toBe(thought);
      if (want.repaired)
        expect(got.calls.some(({ repaired }) => repaired !== undefined)).toBe(true);
      if (want.kind === "error") {
        expect(got.error?.kind).toBe(want.error_kind);
        expect(got.error?.hint?.toLowerCase()).toContain(want.repair_hint_contains?.toLowerCase());
      } else expect(got.error).toBeNull();
    });
  });
}
